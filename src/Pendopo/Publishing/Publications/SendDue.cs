using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Publications;

/// <summary>Queues a step for every publication whose hour has come.</summary>
/// <param name="Post">Only those of this one; all when left out.</param>
[Job("publishing.due", Queue = "publish", MaxAttempts = 3)]
internal sealed record SendDue(Id<Post>? Post = null) : IJob;

internal sealed class SendDueJob(PendopoDb db, OwnChannels own, JobBoard jobs, IDialect dialect, TimeProvider time) : IJobHandler<SendDue>
{
    private const int AtOnce = 500;

    public async Task<JobOutcome> Run(SendDue job, CancellationToken cancel)
    {
        if (job.Post is null)
            await own.Ensure(cancel);
        var due = await Due(job.Post).AsNoTracking().OrderBy(row => row.RunAt).ThenBy(row => row.Network == OwnChannels.Site ? 0 : 1).ThenBy(row => row.Id).Take(AtOnce).ToListAsync(cancel);
        var keys = due.ConvertAll(KeyOf);
        var known = await db.Set<Job>().AsNoTracking().Where(row => EF.Parameter(keys).Contains(row.UniqueKey!)).ToDictionaryAsync(row => row.UniqueKey!, row => row.State, cancel);
        foreach (var publication in due.Where(publication => known.GetValueOrDefault(KeyOf(publication)) is JobState.Discarded or JobState.Cancelled))
            jobs.Add(new GiveUp(publication.Id, publication.Version), centre: publication.CentreId);
        await db.SaveChangesAsync(cancel);
        await Queue(due.FindAll(publication => !known.ContainsKey(KeyOf(publication))), cancel);
        return JobOutcome.Done;
    }

    // Those that link to a page which is itself on its way are told of by it.
    private IQueryable<Publication> Due(Id<Post>? post)
    {
        var now = time.Now();
        var all = db.Set<Publication>().AcrossCentres();
        var rows = post is { } one ? all.Where(row => row.PostId == one) : all;
        return rows.Where(row => row.RunAt <= now
            && (row.State != PublicationState.Scheduled || row.Network == OwnChannels.Site
                || !all.Any(page => page.PostId == row.PostId && page.Network == OwnChannels.Site && page.State == PublicationState.Scheduled && page.RunAt <= now)));
    }

    /// <summary>Together, because each transaction is one wait for the disk; one by one where another node queued one of them first.</summary>
    private async Task Queue(List<Publication> publications, CancellationToken cancel)
    {
        var rows = publications.ConvertAll(publication => jobs.Add(new TakeStep(publication.Id, publication.Version), uniqueKey: KeyOf(publication), centre: publication.CentreId, lane: LaneOf(publication)));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (dialect.IsDuplicate(error))
        {
            rows.ForEach(row => db.Entry(row).State = EntityState.Detached);
            if (publications.Count > 1)
                foreach (var publication in publications)
                    await Queue([publication], cancel);
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
