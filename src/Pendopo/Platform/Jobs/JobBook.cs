using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Jobs;

/// <summary>How many jobs of a queue are in a state, and since when the oldest of them waits.</summary>
public sealed record QueueState(string Queue, JobState State, int Count, DateTimeOffset Oldest);

/// <summary>The work in the background as an administrator sees it: of their centre, or of the whole installation when they hold the
/// permission there.</summary>
public sealed class JobBook(PendopoDb db, Rights rights, Here here, AuditBook audit, TimeProvider time)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<QueueState>> Queues(CancellationToken cancel)
    {
        var groups = await (await Mine(cancel)).GroupBy(job => new { job.Queue, job.State })
            .Select(group => new QueueState(group.Key.Queue, group.Key.State, group.Count(), group.Min(job => job.RunAt))).ToListAsync(cancel);
        return [.. groups.OrderBy(group => group.Queue, StringComparer.Ordinal).ThenBy(group => group.State)];
    }

    /// <summary>What needs a look: under way, failed, shelved; then what is due next. The latest first.</summary>
    public async Task<IReadOnlyList<Job>> Latest(JobState? state, CancellationToken cancel)
    {
        var jobs = (await Mine(cancel)).AsNoTracking();
        jobs = state is { } wanted
            ? jobs.Where(job => job.State == wanted)
            : jobs.Where(job => job.State == JobState.Discarded || job.State == JobState.Retryable || job.State == JobState.Running);
        return await jobs.OrderByDescending(job => job.Id).Take(Most).ToListAsync(cancel);
    }

    /// <summary>Puts a shelved or cancelled job back in its queue.</summary>
    public Task<bool> Replay(Id<Job> id, CancellationToken cancel) => Change(id, "jobs.replay", job => job.Replay(time.Now()), cancel);

    /// <summary>Takes a waiting job out of its queue; one under way runs to its end.</summary>
    public Task<bool> Cancel(Id<Job> id, CancellationToken cancel) => Change(id, "jobs.cancel", job => job.Withdraw(time.Now()), cancel);

    private async Task<bool> Change(Id<Job> id, string act, Action<Job> change, CancellationToken cancel)
    {
        if (await (await Mine(cancel)).FirstOrDefaultAsync(job => job.Id == id, cancel) is not { } job)
            return false;
        change(job);
        audit.Note(act, $"job:{id}", job.Kind);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    private async Task<IQueryable<Job>> Mine(CancellationToken cancel)
    {
        var wide = (await rights.Everywhere(here.Actor, cancel)).Contains(PlatformPermissions.Jobs);
        Id<Centre>? centre = here.Centre.Id;
        return wide ? db.Set<Job>() : db.Set<Job>().Where(job => job.CentreId == centre);
    }
}
