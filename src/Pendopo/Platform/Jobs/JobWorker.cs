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
        try
        {
            await Look(queue, places, pace.Of(queue), stopping);
        }
        finally
        {
            // Jobs under way get the host's stop time to finish, also when the stop came in the pause after a fault; what is left is rescued later.
            for (var i = 0; i < queue.Concurrency; i++)
                await places.WaitAsync(CancellationToken.None);
        }
    }

    private async Task Look(JobQueue queue, SemaphoreSlim places, JobSignal signal, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                // What cannot be kept is not begun.
                await storage.WhenWhole.WaitAsync(stopping);
                if (!await TakeUp(queue, places, stopping))
                    await signal.Wait(Between, time, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (DbException error)
            {
                log.LogWarning("Queue {Queue} could not be read ({Fault}); looking again shortly", queue.Name, error.GetType().Name);
                await signal.Wait(Between, time, stopping);
            }
            catch (Exception error)
            {
                log.LogError(error, "Queue {Queue} could not be read; looking again shortly", queue.Name);
                await signal.Wait(Between, time, stopping);
            }
        }
    }

    /// <summary>Begins what is due and there is room for; false when nothing is due. What was claimed is always begun: a program that is asked to
    /// stop leaves no job lying as if it were under way, and one that is killed costs no attempt of a job that it had not begun.</summary>
    private async Task<bool> TakeUp(JobQueue queue, SemaphoreSlim places, CancellationToken stopping)
    {
        await places.WaitAsync(stopping);
        // Nobody but this loop takes places, so there can only become more of them meanwhile.
        places.Release();
        await JobPace.ForCompany(queue, places, stopping);
        await pace.GiveWay(queue, stopping);
        var claimed = await runner.Claim(queue.Name, places.CurrentCount, CancellationToken.None);
        foreach (var job in claimed)
        {
            await places.WaitAsync(CancellationToken.None);
            _ = RunAndFree(job, places, stopping);
        }
        return claimed.Count > 0;
    }

    private async Task RunAndFree(Job job, SemaphoreSlim places, CancellationToken stopping)
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
            places.Release();
        }
    }
}
