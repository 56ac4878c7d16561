using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pendopo.Testing;

namespace Pendopo.Tests.Platform.Nodes;

/// <summary>HAProxy with the settings of packaging/compose/haproxy.cfg, other addresses, and checks so frequent that the test does not wait for them.</summary>
internal sealed class NodesProxy : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly ServerProcess process;

    private NodesProxy(DirectoryInfo folder, ServerProcess process, int port) => (this.folder, this.process, Address) = (folder, process, new($"https://127.0.0.1:{port}"));

    public Uri Address { get; }

    private int StatsPort { get; init; }

    public static async Task<NodesProxy> Start(int[] nodes)
    {
        var place = Directory.CreateTempSubdirectory("pendopo-nodes-");
        var (port, stats) = (FreePort.Next(), FreePort.Next());
        var settings = await File.ReadAllTextAsync(Repository.PathTo("packaging", "compose", "haproxy.cfg"));
        settings = settings.Replace("bind :8080", $"bind 127.0.0.1:{FreePort.Next()}", StringComparison.Ordinal).Replace("bind :8443", $"bind 127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("/etc/pendopo/pendopo.pem", Certificate(place.FullName), StringComparison.Ordinal)
            .Replace("inter 2s fall 2 rise 1 resolvers docker init-addr none", "inter 500ms fall 2 rise 1", StringComparison.Ordinal)
            .Replace("resolvers docker\n  nameserver dns 127.0.0.11:53\n", "", StringComparison.Ordinal).Replace("global\n", "global\n  log stdout format raw daemon\n", StringComparison.Ordinal);
        for (var node = 0; node < nodes.Length; node++)
            settings = settings.Replace($"node{node + 1}:5080", $"127.0.0.1:{nodes[node]}", StringComparison.Ordinal);
        settings += $"frontend stats\n  bind 127.0.0.1:{stats}\n  stats enable\n  stats uri /stats\n";
        var file = Path.Combine(place.FullName, "haproxy.cfg");
        await File.WriteAllTextAsync(file, settings);
        var start = new ProcessStartInfo(Repository.PathTo("tests", "peers", "tied"), ["--signal", "TERM", "haproxy", "-W", "-db", "-f", file]);
        var proxy = new NodesProxy(place, await ServerProcess.StartAsync(start, line => line.Contains("Loading success", StringComparison.Ordinal)), port) { StatsPort = stats };
        for (var node = 0; node < nodes.Length; node++)
            await proxy.IsUp(node);
        return proxy;
    }

    /// <summary>Waits until the proxy sends people to the node.</summary>
    public async Task IsUp(int node)
    {
        using var asker = new HttpClient();
        var started = Stopwatch.GetTimestamp();
        while (!(await asker.GetStringAsync($"http://127.0.0.1:{StatsPort}/stats;csv")).Split('\n').Any(line => line.StartsWith($"pendopo,node{node + 1},", StringComparison.Ordinal) && line.Contains(",UP,", StringComparison.Ordinal)))
            (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60)).ShouldBeTrue(process.Output);
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static string Certificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=puskesmas.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        var file = Path.Combine(folder, "pendopo.pem");
        File.WriteAllText(file, made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return file;
    }
}
