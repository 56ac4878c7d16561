using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Pendopo.Platform.Web;

/// <summary>Tells systemd, when it started this program, how it is: what it prepares, that it serves, that it still breathes, that it stops
/// (sd_notify(3): datagrams to the socket that NOTIFY_SOCKET names).</summary>
internal sealed class Supervisor(Readiness readiness, IHostApplicationLifetime life, TimeProvider time, ILogger<Supervisor> log) : BackgroundService
{
    // While it prepares, every word asks for another minute; the words come twelve times as often.
    private const string MoreTime = "EXTEND_TIMEOUT_USEC=60000000";
    private static readonly TimeSpan Word = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 } name)
            return;
        // A supervisor that does not read must never hold the program up.
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        await using var stopping = life.ApplicationStopping.Register(() => Tell(socket, name, "STOPPING=1\nSTATUS=finishing what is under way"));
        while (!readiness.Ready.IsCompleted)
        {
            Tell(socket, name, $"STATUS={readiness.Doing ?? "preparing the database"}\n{MoreTime}");
            await Task.WhenAny(readiness.Ready, Task.Delay(Word, time, stoppingToken));
        }
        if (!readiness.IsReady)
            return;
        Tell(socket, name, "READY=1\nSTATUS=serving");
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Breath ?? Timeout.InfiniteTimeSpan, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
                Tell(socket, name, "WATCHDOG=1");
        }
    }

    /// <summary>Half of the time after which systemd takes a silent program for dead (sd_watchdog_enabled(3)).</summary>
    private static TimeSpan? Breath => long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var limit) && limit > 0
        ? TimeSpan.FromMicroseconds(limit / 2) : null;

    private void Tell(Socket socket, string name, string words)
    {
        try
        {
            // An abstract name begins with @ in the variable and with a zero byte at the socket.
            socket.SendTo(Encoding.UTF8.GetBytes(words), new UnixDomainSocketEndPoint(name[0] == '@' ? "\0" + name[1..] : name));
        }
        catch (SocketException error)
        {
            log.LogWarning("The supervisor does not listen ({Fault})", error.SocketErrorCode);
        }
    }
}
