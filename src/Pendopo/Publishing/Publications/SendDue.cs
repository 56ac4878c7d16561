using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Publications;

/// <summary>Queues a step for every publication whose hour has come.</summary>
[Job("publishing.due", Queue = "publish", MaxAttempts = 3)]
internal sealed record SendDue : IJob;

internal sealed class SendDueJob(PendopoDb db, OwnChannels own, JobBoard jobs, IDialect dialect, TimeProvider time) : IJobHandler<SendDue>
{
    private const int AtOnce = 500;

    public async Task<JobOutcome> Run(SendDue job, CancellationToken cancel)
    {
        await own.Ensure(cancel);
        var now = time.Now();
        var due = await db.Set<Publication>().AcrossCentres().AsNoTracking().Where(row => row.RunAt <= now)
            .OrderBy(row => row.RunAt).ThenBy(row => row.Network == OwnChannels.Site ? 0 : 1).ThenBy(row => row.Id).Take(AtOnce).ToListAsync(cancel);
        var keys = due.Select(KeyOf).ToList();
        var known = await db.Set<Job>().AsNoTracking().Where(row => keys.Contains(row.UniqueKey!)).ToDictionaryAsync(row => row.UniqueKey!, row => row.State, cancel);
        foreach (var publication in due)
        {
            if (!known.TryGetValue(KeyOf(publication), out var state))
                await Queue(publication, cancel);
            else if (state is JobState.Discarded or JobState.Cancelled)
                jobs.Add(new GiveUp(publication.Id, publication.Version), centre: publication.CentreId);
        }
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    private async Task Queue(Publication publication, CancellationToken cancel)
    {
        var row = jobs.Add(new TakeStep(publication.Id, publication.Version), uniqueKey: KeyOf(publication), centre: publication.CentreId, lane: LaneOf(publication));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (dialect.IsDuplicate(error))
        {
            // Another node queued the same step of the same row first.
            db.Entry(row).State = EntityState.Detached;
        }
    }

    // The own site and feeds wait for nobody outside, and the networks link to the page.
    private static string LaneOf(Publication publication) => publication.Network is OwnChannels.Site or OwnChannels.Feeds ? "" : publication.Network;

    // One step a version of the row: whatever happens to it makes a new one possible.
    private static string KeyOf(Publication publication) => KeyOf(publication.Id, publication.Version);

    internal static string KeyOf(Id<Publication> publication, int version) => string.Create(CultureInfo.InvariantCulture, $"publishing.step@{publication}@{version}");
}

/// <summary>A step that the program could not take at all is shown to a person instead of waiting for ever.</summary>
[Job("publishing.give-up", Queue = "publish")]
internal sealed record GiveUp(Id<Publication> Publication, int Version) : IJob;

internal sealed class GiveUpJob(PendopoDb db, EventBoard events, CopyReports copies) : IJobHandler<GiveUp>
{
    public async Task<JobOutcome> Run(GiveUp job, CancellationToken cancel)
    {
        var publication = await db.Set<Publication>().FirstOrDefaultAsync(row => row.Id == job.Publication && row.Version == job.Version, cancel);
        if (publication is null)
            return JobOutcome.Cancel("It went on meanwhile.");
        publication.GiveUp();
        await copies.Follow(publication, cancel);
        events.Publish(new PublicationNeedsPerson(publication.PostId, publication.ChannelId, "ProgramFault"));
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}
