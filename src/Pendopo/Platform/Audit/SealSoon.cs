using System.Threading.Channels;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Web;

namespace Pendopo.Platform.Audit;

/// <summary>Seals what this node has written a moment ago, so that it can hardly be dropped unseen. What a node that died has left is sealed by the
/// job of every minute.</summary>
internal sealed class SealSoon(IServiceScopeFactory scopes, AuditSignal written, Readiness readiness, TimeProvider time, ILogger<SealSoon> log) : BackgroundService
{
    // Long enough that one click's rows stand in one seal and the writer's transaction is kept by then.
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Ready.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await written.Next(stoppingToken);
            await Task.Delay(Pause, time, stoppingToken);
            try
            {
                await Seal(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogError(error, "The audit could not be sealed now; the job of every minute does it");
            }
        }
    }

    private async Task Seal(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        await scope.ServiceProvider.GetRequiredService<IJobHandler<SealAudit>>().Run(new SealAudit(), cancel);
    }
}

/// <summary>That a row was added to the audit on this node.</summary>
public sealed class AuditSignal
{
    private readonly Channel<bool> signal =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal void Raise() => signal.Writer.TryWrite(true);

    internal ValueTask<bool> Next(CancellationToken cancel) => signal.Reader.ReadAsync(cancel);
}
