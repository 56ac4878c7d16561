using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Platform.Jobs;

/// <summary>Works the queues of this node: one loop a queue, each with its own bound.</summary>
internal sealed class JobWorker(IServiceScopeFactory scopes, IReadOnlyList<Room> rooms, JobKinds kinds, JobSignals signals, Node node, Readiness readiness, TimeProvider time, ILogger<JobWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Ready.WaitAsync(stoppingToken);
        await using (var scope = scopes.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<JobRescue>().RescueOwn(stoppingToken);
        var queues = rooms.SelectMany(room => room.Queues);
        await Task.WhenAll(queues.Select(queue => Work(queue, stoppingToken)));
    }

    private async Task Work(JobQueue queue, CancellationToken stopping)
    {
        using var places = new SemaphoreSlim(queue.Concurrency, queue.Concurrency);
        var signal = signals.Of(queue.Name);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var claimed = await Claim(queue.Name, Math.Max(places.CurrentCount, 1), stopping);
                foreach (var job in claimed)
                {
                    await places.WaitAsync(stopping);
                    _ = RunAndFree(job, places, stopping);
                }
                if (claimed.Count == 0)
                    await signal.Wait(Look, time, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                log.LogError(error, "Queue {Queue} could not be read; looking again shortly", queue.Name);
                await signal.Wait(Look, time, stopping);
            }
        }
        // Jobs under way get the host's stop time to finish; what is left is rescued at the next start.
        for (var i = 0; i < queue.Concurrency; i++)
            await places.WaitAsync(CancellationToken.None);
    }

    private async Task<List<Job>> Claim(string queue, int places, CancellationToken cancel)
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

    private async Task RunAndFree(Job job, SemaphoreSlim places, CancellationToken stopping)
    {
        try
        {
            await RunOne(job, stopping);
        }
        catch (Exception error)
        {
            // The outcome could not be written: the row stays "running" and the rescuer finds it.
            log.LogError(error, "The outcome of job {Job} could not be kept", job.Id);
        }
        finally
        {
            places.Release();
            signals.Of(job.Queue).Wake();
        }
    }

    internal async Task RunOne(Job job, CancellationToken stopping)
    {
        var started = Stopwatch.GetTimestamp();
        var outcome = await Answer(job, stopping);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var row = await db.Set<Job>().FirstAsync(found => found.Id == job.Id, CancellationToken.None);
        row.Settle(outcome, time.Now(), JobBackoff.After);
        await db.SaveChangesAsync(CancellationToken.None);
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
