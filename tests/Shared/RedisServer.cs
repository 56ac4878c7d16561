using System.Diagnostics;

namespace Pendopo.Testing;

/// <summary>A Redis that keeps nothing, for the app view of the AT Protocol network.</summary>
internal sealed class RedisServer(int port, ServerProcess process) : IAsyncDisposable
{
    public string Address => $"127.0.0.1:{port}";

    public static async Task<RedisServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("pendopo-redis-").FullName;
        var port = FreePort.Next();
        string[] command = ["redis-server", "--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--dir", folder];
        var start = new ProcessStartInfo(Repository.PathTo("tests", "peers", "tied"), ["--remove", folder, .. command]);
        var process = await ServerProcess.StartAsync(start, line => line.Contains("Ready to accept connections", StringComparison.Ordinal));
        return new RedisServer(port, process);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
