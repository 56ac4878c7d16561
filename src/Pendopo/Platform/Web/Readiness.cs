using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Backups.Upgrading;
using Pendopo.Platform.Data;
using Pendopo.Platform.Keys;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Storage;

namespace Pendopo.Platform.Web;

/// <summary>Whether the database stands as this program needs it. Pages and workers wait for it; `/health/live` does not.</summary>
public sealed class Readiness
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the schema is there; fails when the database cannot be served.</summary>
    public Task Ready => ready.Task;

    public bool IsReady => ready.Task.IsCompletedSuccessfully;

    private volatile string? doing;

    /// <summary>What is being done meanwhile, with how far it is; null when nothing takes long.</summary>
    public string? Doing => doing;

    private volatile bool leaving;

    /// <summary>Whether it was asked to stop: it serves whoever comes, and wants no new ones.</summary>
    public bool IsLeaving => leaving;

    internal void Leave() => leaving = true;

    /// <summary>What keeps the database from being prepared, until it passes; null when nothing does.</summary>
    public StorageFault? Waiting { get; private set; }

    internal void Say(string? what)
    {
        Waiting = null;
        doing = what;
    }

    internal void Wait(StorageFault fault)
    {
        Waiting = fault;
        doing = fault == StorageFault.Full ? "waiting for room on the disk" : "waiting for the database, which does not answer";
    }

    internal void Open() => ready.TrySetResult();

    internal void Refuse(Exception why) => ready.TrySetException(why);
}

/// <summary>Brings the schema up while the program already answers on `/health/live`. A database that is away, or a full disk, is waited for:
/// a supervisor that starts the program again and again would mend neither.</summary>
internal sealed class SchemaStart(IServiceScopeFactory scopes, Readiness readiness, Installation installation, IDialect dialect, TimeProvider time, IHostApplicationLifetime life, ILogger<SchemaStart> log) : BackgroundService
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2), Later = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await IsOver(stoppingToken))
            await Task.Delay(readiness.Waiting == StorageFault.Full ? Later : Soon, time, stoppingToken);
    }

    /// <summary>Prepares; false when it is worth trying again.</summary>
    private async Task<bool> IsOver(CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await Prepare(scope.ServiceProvider, stopping);
            readiness.Open();
            return true;
        }
        catch (Exception error) when (!stopping.IsCancellationRequested && Passing(error) is { } fault)
        {
            if (readiness.Waiting != fault)
                log.LogError(error, "The database cannot be prepared yet ({Fault}); trying again until it can", fault);
            readiness.Wait(fault);
            return false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogCritical(error, "The database cannot be served");
            readiness.Refuse(error);
            life.StopApplication();
            return true;
        }
    }

    /// <summary>What passes by itself or once somebody has seen to it. A file that cannot be opened is more often a wrong folder.</summary>
    private StorageFault? Passing(Exception error) =>
        error is BackupException { Trouble: BackupTrouble.NoSpace } ? StorageFault.Full
        : StorageFaults.Of(error, dialect) is { } fault && (installation.OnPostgres || fault is StorageFault.Full or StorageFault.Broken or StorageFault.Busy) ? fault : null;

    private static async Task Prepare(IServiceProvider services, CancellationToken cancel)
    {
        await using var turn = await StartTurn.Take(services.GetRequiredService<Installation>(), cancel);
        await services.GetRequiredService<UpgradeSchema>().Run(cancel);
        KeyRing.Warm(services);
        await services.GetRequiredService<SettingsBook>().Load(cancel);
        await services.GetRequiredService<RoleUpkeep>().Run(cancel);
        await services.GetRequiredService<ErasePerson>().Replay(cancel);
    }
}

/// <summary>While the database is being brought up, says so instead of failing.</summary>
internal sealed class ReadinessMiddleware(RequestDelegate next, Readiness readiness)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (readiness.IsReady || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }
        await StorageAnswer.Write(context, readiness.Waiting);
    }
}
