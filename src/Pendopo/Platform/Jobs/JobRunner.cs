using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Observing;

namespace Pendopo.Platform.Jobs;

/// <summary>Claims due jobs and does them, each in a scope of its own.</summary>
internal sealed class JobRunner(IServiceScopeFactory scopes, JobKinds kinds, Node node, HouseMeter meter, TimeProvider time, ILogger<JobRunner> log)
{
    /// <summary>Marks up to <paramref name="places"/> due jobs of the queue as this node's, earliest first; no other node gets them.</summary>
    public async Task<List<Job>> Claim(string queue, int places, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var dialect = scope.ServiceProvider.GetRequiredService<IDialect>();
        var now = time.Now();
        object instant = db.Database.IsSqlite() ? now.UtcTicks : now;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var jobs = await db.Set<Job>().FromSqlRaw(dialect.ClaimJobs, queue, instant, places, node.Id).AsNoTracking().ToListAsync(cancel);
        await transaction.CommitAsync(cancel);
        return jobs;
    }

    /// <summary>Does a claimed job and keeps its outcome on the row.</summary>
    public async Task Run(Job job, CancellationToken stopping)
    {
        var started = Stopwatch.GetTimestamp();
        using var trace = HouseMeter.Traces.StartActivity(job.Kind);
        var outcome = await Answer(job, stopping);
        meter.Job(job.Kind, outcome.Kind.ToString(), Stopwatch.GetElapsedTime(started));
        trace?.SetTag("outcome", outcome.Kind.ToString());
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        // A node that was silent for too long has lost the job to another, whose outcome counts.
        var mine = await db.Set<Job>().Where(found => found.Id == job.Id && found.Node == node.Id && found.Attempt == job.Attempt && found.State == JobState.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.FinishedAt, time.Now()), CancellationToken.None);
        if (mine == 0)
        {
            log.LogWarning("Job {Kind} {Job} was taken up by another node meanwhile; its outcome here does not count", job.Kind, job.Id);
            return;
        }
        var row = await db.Set<Job>().FirstAsync(found => found.Id == job.Id, CancellationToken.None);
        row.Settle(outcome, time.Now(), JobBackoff.After);
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        log.LogInformation("Job {Kind} {Job} {State} after {Milliseconds} ms", job.Kind, job.Id, row.State, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task<JobOutcome> Answer(Job job, CancellationToken stopping)
    {
        if (kinds.Find(job.Kind) is not { } kind)
            return JobOutcome.Cancel($"This program knows no job '{job.Kind}'.");
        await using var scope = scopes.CreateAsyncScope();
        var centre = scope.ServiceProvider.GetRequiredService<CentreScope>();
        if (job.CentreId is { } id)
            centre.Enter(id);
        else
            centre.EnterInstallation();
        try
        {
            return await JobKinds.Run(scope.ServiceProvider, kind, job.Arguments, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return JobOutcome.Later(TimeSpan.Zero);
        }
        catch (Exception error)
        {
            log.LogError(error, "Job {Kind} {Job} failed at attempt {Attempt}", job.Kind, job.Id, job.Attempt);
            // The type says what kind of fault it was; a message may quote what a person wrote.
            return JobOutcome.Again(error.GetType().Name);
        }
    }
}
