using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Observing;

namespace Pendopo.Platform.Jobs;

/// <summary>Claims due jobs and does them, each in a scope of its own.</summary>
internal sealed class JobRunner(IServiceScopeFactory scopes, JobKinds kinds, JobOutcomes outcomes, Node node, HouseMeter meter, TimeProvider time, ILogger<JobRunner> log)
{
    /// <summary>Marks up to <paramref name="places"/> due jobs of the queue as this node's, earliest first; no other node gets them.</summary>
    public Task<List<Job>> Claim(string queue, int places, CancellationToken cancel) => Claim(dialect => dialect.ClaimJobs, queue, places, null, cancel);

    /// <summary>The same, one of each lane, and none of those that are full.</summary>
    public Task<List<Job>> ClaimByLane(string queue, int places, string full, CancellationToken cancel) => Claim(dialect => dialect.ClaimJobsByLane, queue, places, full, cancel);

    private async Task<List<Job>> Claim(Func<IDialect, string> statement, string queue, int places, string? full, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var dialect = scope.ServiceProvider.GetRequiredService<IDialect>();
        var now = time.Now();
        object instant = db.Database.IsSqlite() ? now.UtcTicks : now;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var jobs = await db.Set<Job>().FromSqlRaw(statement(dialect), full is null ? [queue, instant, places, node.Id] : [queue, instant, places, node.Id, full]).AsNoTracking().ToListAsync(cancel);
        await transaction.CommitAsync(cancel);
        jobs.ForEach(job => node.Underway[job.Id] = true);
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
        await outcomes.Keep(job, outcome, stopping);
        log.LogInformation("Job {Kind} {Job} {Outcome} after {Milliseconds} ms", job.Kind, job.Id, outcome.Kind, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
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
            // What the storage did is not the job's fault, and costs it no attempt.
            if (await outcomes.IsStorage(error, stopping))
                return JobOutcome.Later(JobOutcomes.Pause);
            log.LogError(error, "Job {Kind} {Job} failed at attempt {Attempt}", job.Kind, job.Id, job.Attempt);
            // The type says what kind of fault it was; a message may quote what a person wrote.
            return JobOutcome.Again(error.GetType().Name);
        }
    }
}
