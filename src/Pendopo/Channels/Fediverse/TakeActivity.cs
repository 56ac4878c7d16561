using System.Text.Json;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>An activity that was verified, for one centre that it concerns.</summary>
/// <param name="Fetched">Requests that verifying it cost already.</param>
[Job("channels.fediverse-take", Queue = "hear", MaxAttempts = 8)]
internal sealed record TakeActivity(JsonElement Activity, Id<RemoteActor> Signer, int Fetched = 0) : IJob;

internal sealed class TakeActivityJob(PendopoDb db, InboxReading reading, CentreScope scope, DomainBlocks blocks, FetchAllowance allowance, ActivityTaking taking) : IJobHandler<TakeActivity>
{
    public async Task<JobOutcome> Run(TakeActivity job, CancellationToken cancel)
    {
        if (await reading.Signer(db, job.Signer, cancel) is not { } signer
            || Activity.Read(job.Activity).Value is not { } activity)
            return JobOutcome.Cancel("The sender is not known any more.");
        // Judged once more: what was kept may be older than the rule, or than the block.
        if (ActivityTrust.Judge(activity, signer.Uri).Trust == Trust.Refuse)
            return JobOutcome.Cancel("It is not the sender's to do.");
        if (await blocks.Hold(signer.Uri, scope.Centre, cancel))
            return JobOutcome.Cancel("The server is blocked.");
        allowance.Resume(job.Fetched);
        return await taking.Take(activity, signer, cancel);
    }
}
