using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Storage;
using Pendopo.Platform.Web;

namespace Pendopo.Platform.Jobs;

/// <summary>Works the queues of this node: one loop a queue, each with its own bound.</summary>
internal sealed class JobWorker(IServiceScopeFactory scopes, IReadOnlyList<Room> rooms, JobRunner runner, JobPace pace, Readiness readiness, StorageState storage, TimeProvider time, ILogger<JobWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Ready.WaitAsync(stoppingToken);
        while (!await IsRescued(stoppingToken))
            await Task.Delay(Between, time, stoppingToken);
        var queues = rooms.SelectMany(room => room.Queues);
        await Task.WhenAll(queues.Select(queue => Work(queue, stoppingToken)));
    }

    private async Task<bool> IsRescued(CancellationToken stopping)
    {
        try
        {
            await storage.WhenWhole.WaitAsync(stopping);
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<JobRescue>().RescueOwn(stopping);
            return true;
        }
        catch (Exception error) when (error is DbException or DbUpdateException)
        {
            log.LogWarning("The jobs of an earlier start could not be taken up ({Fault}); trying again shortly", error.GetType().Name);
            return false;
        }
    }

    private async Task Work(JobQueue queue, CancellationToken stopping)
    {
        using var places = new SemaphoreSlim(queue.Concurrency, queue.Concurrency);
        var lanes = new JobLanes(queue.LaneWidth ?? queue.Concurrency);
        try
        {
            await Look(queue, new(places, lanes, pace.Of(queue)), stopping);
        }
        finally
        {
            // Jobs under way get the host's stop time to finish, also when the stop came in the pause after a fault; what is left is rescued later.
            for (var i = 0; i < queue.Concurrency; i++)
                await places.WaitAsync(CancellationToken.None);
        }
    }

    private async Task Look(JobQueue queue, Line line, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                // What cannot be kept is not begun.
                await storage.WhenWhole.WaitAsync(stopping);
                if (!await TakeUp(queue, line, stopping))
                    await line.Signal.Wait(Between, time, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (DbException error)
            {
                log.LogWarning("Queue {Queue} could not be read ({Fault}); looking again shortly", queue.Name, error.GetType().Name);
                await line.Signal.Wait(Between, time, stopping);
            }
            catch (Exception error)
            {
                log.LogError(error, "Queue {Queue} could not be read; looking again shortly", queue.Name);
                await line.Signal.Wait(Between, time, stopping);
            }
        }
    }

    /// <summary>Begins what is due and there is room for; false when nothing is due. What was claimed is always begun: a program that is asked to
    /// stop leaves no job lying as if it were under way, and one that is killed costs no attempt of a job that it had not begun.</summary>
    private async Task<bool> TakeUp(JobQueue queue, Line line, CancellationToken stopping)
    {
        var places = line.Places;
        await places.WaitAsync(stopping);
        // Nobody but this loop takes places, so there can only become more of them meanwhile.
        places.Release();
        await JobPace.ForCompany(queue, places, stopping);
        await pace.GiveWay(queue, stopping);
        var claimed = queue.LaneWidth is null ? await runner.Claim(queue.Name, places.CurrentCount, CancellationToken.None)
            : await runner.ClaimByLane(queue.Name, places.CurrentCount, line.Lanes.Full, CancellationToken.None);
        foreach (var job in claimed)
        {
            await places.WaitAsync(CancellationToken.None);
            line.Lanes.Begin(job);
            _ = RunAndFree(job, line, stopping);
        }
        return claimed.Count > 0;
    }

    private async Task RunAndFree(Job job, Line line, CancellationToken stopping)
    {
        try
        {
            await runner.Run(job, stopping);
        }
        catch (Exception error)
        {
            // The outcome could not be written: the row stays "running" and the rescuer finds it.
            log.LogError(error, "The outcome of job {Job} could not be kept", job.Id);
        }
        finally
        {
            line.Lanes.End(job);
            line.Places.Release();
            // What is due in this lane may have waited for this place, and nothing new tells of it.
            if (job.Lane.Length > 0)
                line.Signal.Wake();
        }
    }

    /// <summary>What the jobs of one queue share on this node.</summary>
    private sealed record Line(SemaphoreSlim Places, JobLanes Lanes, JobSignal Signal);
}
