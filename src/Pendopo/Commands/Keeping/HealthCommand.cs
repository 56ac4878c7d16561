using System.CommandLine;
using System.Net.Sockets;
using System.Text;

namespace Pendopo.Commands.Keeping;

/// <summary>`health`: asks the running program whether it can serve; for supervisors and containers.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var health = new Command("health", "Ask the running program whether it can serve. Exit code 0 when it can.");
        health.SetAction((parsed, cancel) => Ask(parsed, cancel));
        return health;
    }

    private static async Task<int> Ask(ParseResult parsed, CancellationToken cancel)
    {
        var (settings, _) = KeepingScope.Bare(parsed);
        var url = (settings["urls"] ?? "http://localhost:5080").Split(';').FirstOrDefault(one => one.StartsWith("http://", StringComparison.Ordinal)) ?? "http://localhost:5080";
        var address = new Uri(url.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("[::]", "localhost", StringComparison.Ordinal));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            var answer = await Get(address, limit.Token);
            var ready = answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
            var words = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Trim();
            await parsed.InvocationConfiguration.Output.WriteLineAsync(ready ? "ready" : words.Length > 0 ? words : "not ready");
            return ready ? 0 : 1;
        }
        catch (Exception error) when (error is SocketException or IOException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"Nothing answers at {address.GetLeftPart(UriPartial.Authority)}. Start Pendopo, or name its address with --urls.");
            return 1;
        }
    }

    private static async Task<string> Get(Uri address, CancellationToken cancel)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, cancel);
        await using var stream = socket.GetStream();
        // HTTP/1.0: the answer ends with the connection and comes in one piece.
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /health/ready HTTP/1.0\r\nHost: {address.Authority}\r\n\r\n"), cancel);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancel);
    }
}
