using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Backups.Upgrading;
using Pendopo.Platform.Data;
using Pendopo.Platform.Keys;
using Pendopo.Platform.Settings;

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

    internal void Say(string? what) => doing = what;

    internal void Open() => ready.TrySetResult();

    internal void Refuse(Exception why) => ready.TrySetException(why);
}

/// <summary>Brings the schema up while the program already answers on `/health/live`.</summary>
internal sealed class SchemaStart(IServiceScopeFactory scopes, Readiness readiness, IHostApplicationLifetime life, ILogger<SchemaStart> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await Prepare(scope.ServiceProvider, stoppingToken);
            readiness.Open();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogCritical(error, "The database cannot be served");
            readiness.Refuse(error);
            life.StopApplication();
        }
    }

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
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "2";
        context.Response.Headers["Refresh"] = "2";
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync("Pendopo sedang menyiapkan basis data. Halaman ini terbuka sendiri sebentar lagi.\nPendopo is preparing its database. This page opens by itself in a moment.\n", context.RequestAborted);
    }
}
