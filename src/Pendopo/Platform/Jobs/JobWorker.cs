using Pendopo.Platform.Web;

namespace Pendopo.Platform.Jobs;

/// <summary>Works the queues of this node: one loop a queue, each with its own bound.</summary>
internal sealed class JobWorker(IServiceScopeFactory scopes, IReadOnlyList<Room> rooms, JobRunner runner, JobSignals signals, Readiness readiness, TimeProvider time, ILogger<JobWorker> log)
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
                var claimed = await runner.Claim(queue.Name, Math.Max(places.CurrentCount, 1), stopping);
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
            signals.Of(job.Queue).Wake();
        }
    }
}
