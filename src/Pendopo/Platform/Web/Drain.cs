namespace Pendopo.Platform.Web;

/// <summary>Asked to stop, a node behind a proxy first says at `/health/ready` that it goes, and serves on until the proxy has noticed. How long
/// that is, is a setting (`--drain SECONDS`); without one, as on a single machine, it stops at once.</summary>
internal sealed class Drain(Readiness readiness, IConfiguration settings, TimeProvider time) : IHostedLifecycleService
{
    public static TimeSpan Of(IConfiguration settings) =>
        int.TryParse(settings["drain"], System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 600 ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;

    /// <summary>Runs before anything stops that serves or works.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.Leave();
        if (Of(settings) is var pause && pause > TimeSpan.Zero)
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
