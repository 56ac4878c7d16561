using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Jobs;

/// <summary>How many jobs of a queue are in a state (of those done up to <see cref="JobBook.Enough"/>), and since when the oldest of them waits.</summary>
public sealed record QueueState(string Queue, JobState State, int Count, DateTimeOffset Oldest);

/// <summary>The work in the background as an administrator sees it: of their centre, or of the whole installation when they hold the
/// permission there.</summary>
public sealed class JobBook(PendopoDb db, Rights rights, Here here, AuditBook audit, IReadOnlyList<Room> rooms, TimeProvider time)
{
    private const int Most = 100;

    /// <summary>What is done is counted so far and no further.</summary>
    public const int Enough = 1000;

    private static readonly JobState[] Open = [JobState.Available, JobState.Running, JobState.Retryable, JobState.Discarded];
    private static readonly JobState[] Troubled = [JobState.Discarded, JobState.Retryable, JobState.Running];
    private static readonly JobState[] Done = [JobState.Completed, JobState.Cancelled];

    public async Task<IReadOnlyList<QueueState>> Queues(CancellationToken cancel)
    {
        var mine = await Mine(cancel);
        var groups = await mine.Where(job => Open.Contains(job.State)).GroupBy(job => new { job.Queue, job.State })
            .Select(group => new QueueState(group.Key.Queue, group.Key.State, group.Count(), group.Min(job => job.RunAt))).ToListAsync(cancel);
        foreach (var queue in rooms.SelectMany(room => room.Queues).Select(queue => queue.Name))
        {
            foreach (var state in Done)
            {
                if (await mine.Where(job => job.State == state && job.Queue == queue).Take(Enough).CountAsync(cancel) is > 0 and var count)
                    groups.Add(new(queue, state, count, default));
            }
        }
        return [.. groups.OrderBy(group => group.Queue, StringComparer.Ordinal).ThenBy(group => group.State)];
    }

    /// <summary>What needs a look: under way, failed, shelved; or what is in the state asked for. What is or was due last comes first.</summary>
    /// <param name="queues">What <see cref="Queues"/> found: each of them is read from the end of its index, for what is done fills the table.</param>
    public async Task<IReadOnlyList<Job>> Latest(JobState? state, IReadOnlyList<QueueState> queues, CancellationToken cancel)
    {
        var mine = (await Mine(cancel)).AsNoTracking();
        var jobs = new List<Job>();
        foreach (var (queue, one) in queues.Where(found => state is { } wanted ? found.State == wanted : Troubled.Contains(found.State)).Select(found => (found.Queue, found.State)))
            jobs.AddRange(await mine.Where(job => job.State == one && job.Queue == queue).OrderByDescending(job => job.RunAt).Take(Most).ToListAsync(cancel));
        return [.. jobs.OrderByDescending(job => job.RunAt).ThenByDescending(job => job.Id).Take(Most)];
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
