using Pendopo.Platform.Jobs;
using Pendopo.Platform.Nodes;
using Pendopo.Platform.Web;

namespace Pendopo.Platform.Settings;

/// <summary>Takes up the settings that another node changed: at once when told, and by looking every few seconds in case the telling was lost.</summary>
internal sealed class SettingsWatch : BackgroundService
{
    public const string Kind = "settings";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly JobSignal signal = new();
    private readonly Installation installation;
    private readonly IServiceScopeFactory scopes;
    private readonly Readiness readiness;
    private readonly TimeProvider time;
    private readonly ILogger<SettingsWatch> log;

    public SettingsWatch(NodeWire wire, Installation installation, IServiceScopeFactory scopes, Readiness readiness, TimeProvider time, ILogger<SettingsWatch> log)
    {
        (this.installation, this.scopes, this.readiness, this.time, this.log) = (installation, scopes, readiness, time, log);
        wire.Hear(Kind, _ => signal.Wake(), signal.Wake);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!installation.OnPostgres)
            return;
        await readiness.Ready.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await signal.Wait(Look, time, stoppingToken);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<SettingsBook>().Load(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning("The settings could not be read ({Fault}); looking again shortly", error.GetType().Name);
            }
        }
    }
}
