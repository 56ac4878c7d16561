using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Storage;
using Pendopo.Platform.Web;

namespace Pendopo.Platform.Jobs;

/// <summary>Work that comes round: at every whole multiple of <paramref name="Every"/> (UTC) one job is queued, by whichever node is first.</summary>
public sealed record Periodic(IJob Job, TimeSpan Every);

/// <summary>Queues what is periodic. The unique key of each round makes it once over all nodes; a round missed while the
/// program was off is not made up, for each job looks at what is due by itself.</summary>
internal sealed class PeriodicTicker(IServiceScopeFactory scopes, IReadOnlyList<Periodic> schedule, Readiness readiness, StorageState storage, TimeProvider time, IDialect dialect, ILogger<PeriodicTicker> log)
    : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, string> last = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Tick, time);
        do
        {
            try
            {
                await storage.WhenWhole.WaitAsync(stoppingToken);
                await Round(stoppingToken);
            }
            catch (Exception error) when (StorageFaults.Of(error, dialect) is { } fault)
            {
                log.LogWarning("A round of periodic work could not be queued ({Fault}); trying again in {Seconds} s", fault, Tick.TotalSeconds);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogError(error, "A round of periodic work could not be queued; trying again in {Seconds} s", Tick.TotalSeconds);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task Round(CancellationToken cancel)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var rescue = scope.ServiceProvider.GetRequiredService<JobRescue>();
            await rescue.SignAlive(cancel);
            await rescue.RescueOthers(cancel);
        }
        var now = time.Now();
        foreach (var periodic in schedule)
        {
            var start = now.UtcTicks - (now.UtcTicks % periodic.Every.Ticks);
            var key = string.Create(CultureInfo.InvariantCulture, $"{JobKind.Of(periodic.Job.GetType()).Name}@{start / TimeSpan.TicksPerSecond}");
            if (last.GetValueOrDefault(JobKind.Of(periodic.Job.GetType()).Name) != key)
                await Queue(periodic, key, cancel);
        }
    }

    private async Task Queue(Periodic periodic, string key, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        // After a restart, and where another node was first, the round already stands there.
        if (!await db.Set<Job>().AnyAsync(job => job.UniqueKey == key, cancel))
        {
            scope.ServiceProvider.GetRequiredService<JobBoard>().Add(periodic.Job, uniqueKey: key);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException error) when (dialect.IsDuplicate(error))
            {
                log.LogDebug("Another node queued {Key} first", key);
            }
        }
        last[JobKind.Of(periodic.Job.GetType()).Name] = key;
    }
}
