using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Storage;

namespace Pendopo.Platform.Jobs;

/// <summary>Keeps on the row what became of a job. What was done is never forgotten because the disk is full or the database away: it is held
/// until it can be kept, so that nothing is sent a second time.</summary>
internal sealed class JobOutcomes
{
    private const int AtOnce = 200;

    // Where so many more are at work, several end within a moment: their outcomes go into one transaction, which is one wait for the disk.
    // By the clock of the machine, for it is about how fast this one is.
    private const int Crowd = 8;
    private static readonly TimeSpan Company = TimeSpan.FromMilliseconds(5);

    private readonly GroupWriter<Ended> writer;
    private readonly IServiceScopeFactory scopes;
    private readonly Node node;
    private readonly StorageProbe probe;
    private readonly StorageState storage;
    private readonly IDialect dialect;
    private readonly TimeProvider time;
    private readonly ILogger log;

    public JobOutcomes(IServiceScopeFactory scopes, Node node, StorageProbe probe, StorageState storage, IDialect dialect, TimeProvider time, ILogger<JobOutcomes> log)
    {
        (this.scopes, this.node, this.probe, this.storage, this.dialect, this.time, this.log) = (scopes, node, probe, storage, dialect, time, log);
        writer = new(AtOnce, Write, waiting => node.Underway.Count - waiting >= Crowd ? Task.Delay(Company, TimeProvider.System) : Task.CompletedTask);
    }

    private sealed record Ended(Job Job, JobOutcome Outcome);

    /// <summary>How long work waits that met a fault of the storage.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    // Two seconds in all, of the eighteen that a stop may take.
    private const int LastTries = 10;
    private static readonly TimeSpan BetweenLast = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns when the outcome stands on the row; throws when it never can.</summary>
    public async Task Keep(Job job, JobOutcome outcome, CancellationToken stopping)
    {
        for (var last = 0; !await TryKeep(job, outcome, last < LastTries);)
        {
            if (!stopping.IsCancellationRequested)
            {
                await Recovered(stopping);
                continue;
            }
            // Asked to stop, it is tried for some seconds more: what was done would otherwise lie there as if it were under way.
            last++;
            await Task.Delay(BetweenLast, TimeProvider.System, CancellationToken.None);
        }
        node.Underway.TryRemove(job.Id, out _);
    }

    private async Task Recovered(CancellationToken stopping)
    {
        try
        {
            await probe.Judge(stopping);
            await storage.WhenWhole.WaitAsync(stopping);
            if (storage.Trouble is null)
                await Task.Delay(Again, time, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop meanwhile: the last tries follow.
        }
    }

    /// <summary>Whether an error came from a storage that is found to be ill indeed. One command that took too long is the job's own affair.</summary>
    public async Task<bool> IsStorage(Exception error, CancellationToken cancel)
    {
        if (StorageFaults.Of(error, dialect) is null)
            return false;
        try
        {
            return await probe.Judge(cancel) is not null;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Asked to stop, nobody waits for the judgement: the job goes back to its queue at no cost.
            return true;
        }
    }

    private async Task<bool> TryKeep(Job job, JobOutcome outcome, bool mayWait)
    {
        try
        {
            await writer.Write(new(job, outcome));
            return true;
        }
        catch (Exception error) when (StorageFaults.Of(error, dialect) is { } fault && mayWait)
        {
            log.LogWarning("The outcome of job {Kind} {Job} waits until it can be kept ({Fault})", job.Kind, job.Id, fault);
            return false;
        }
        catch
        {
            node.Underway.TryRemove(job.Id, out _);
            throw;
        }
    }

    /// <summary>Those that end at the same time, in one transaction.</summary>
    private async Task Write(IReadOnlyList<Ended> group)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        foreach (var attempt in group.Where(ended => ended.Outcome.Kind == JobOutcomeKind.Done).GroupBy(ended => (ended.Job.Node, ended.Job.Attempt)))
            await Complete(db, [.. attempt]);
        foreach (var ended in group.Where(ended => ended.Outcome.Kind != JobOutcomeKind.Done))
            await Settle(db, ended);
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>What <see cref="Job.Settle"/> does with one that is done, for many in one statement.</summary>
    private async Task Complete(PendopoDb db, List<Ended> done)
    {
        // One parameter however many: a list of as many would be another statement for each size, put together anew each time.
        var ids = done.ConvertAll(ended => ended.Job.Id);
        var now = time.Now();
        var kept = await AsClaimed(db, done[0].Job).Where(row => EF.Parameter(ids).Contains(row.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.State, JobState.Completed).SetProperty(row => row.FinishedAt, now)
            .SetProperty(row => row.Node, (Guid?)null).SetProperty(row => row.LastError, (string?)null).SetProperty(row => row.Arguments, "{}"), CancellationToken.None);
        if (kept < ids.Count)
            log.LogWarning("{Count} of {All} jobs were taken up by other nodes meanwhile; their outcomes here do not count", ids.Count - kept, ids.Count);
    }

    private async Task Settle(PendopoDb db, Ended ended)
    {
        var (job, outcome) = ended;
        // The row is held by this before it is read: a node that was silent for too long has lost the job to another, whose outcome counts.
        var mine = await AsClaimed(db, job).Where(row => row.Id == job.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.FinishedAt, time.Now()), CancellationToken.None);
        if (mine == 0)
        {
            log.LogWarning("Job {Kind} {Job} was taken up by another node meanwhile; its outcome here does not count", job.Kind, job.Id);
            return;
        }
        var row = await db.Set<Job>().FirstAsync(found => found.Id == job.Id, CancellationToken.None);
        row.Settle(outcome, time.Now(), JobBackoff.After);
    }

    private static IQueryable<Job> AsClaimed(PendopoDb db, Job job)
    {
        var (claimer, attempt) = (job.Node, job.Attempt);
        return db.Set<Job>().Where(row => row.Node == claimer && row.Attempt == attempt && row.State == JobState.Running);
    }
}
