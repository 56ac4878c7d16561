using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Publications;

/// <summary>The next step of one publication, as it stood at one version of its row.</summary>
[Job("publishing.step", Queue = "publish", MaxAttempts = 6)]
internal sealed record TakeStep(Id<Publication> Publication, int Version) : IJob;

internal sealed class TakeStepJob(PendopoDb db, SendingReading reading, SendPublication send, AskNetwork ask, ChangePublication change, TimeProvider time) : IJobHandler<TakeStep>
{
    public async Task<JobOutcome> Run(TakeStep job, CancellationToken cancel)
    {
        if (await reading.Publication(db, job.Publication, cancel) is not { } publication)
            return JobOutcome.Cancel("The publication is gone.");
        // An earlier run of this very job wrote the intent, and the program stopped before the answer.
        var interrupted = publication.State == PublicationState.Sending && publication.Version == job.Version + 1;
        if (publication.Version != job.Version && !interrupted)
            return JobOutcome.Cancel("It went on meanwhile.");
        try
        {
            return await Take(publication, cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return JobOutcome.Again("Another worker or a person was quicker.", TimeSpan.FromSeconds(1));
        }
    }

    private async Task<JobOutcome> Take(Publication publication, CancellationToken cancel)
    {
        switch (publication.State)
        {
            case PublicationState.Scheduled:
                return await send.Run(publication, cancel);
            case PublicationState.Sending:
                publication.NotCertain("The program stopped before the answer came.", time.Now());
                await db.SaveChangesAsync(cancel);
                return JobOutcome.Done;
            case PublicationState.Unknown:
                return await ask.Run(publication, cancel);
            case PublicationState.Sent when publication.RecallIsDue || publication.ChangeIsDue:
                return await change.Run(publication, cancel);
            default:
                return JobOutcome.Cancel($"Nothing is due in the state {publication.State}.");
        }
    }
}
