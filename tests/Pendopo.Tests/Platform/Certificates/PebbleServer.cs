using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Pendopo.Testing;

namespace Pendopo.Tests.Platform.Certificates;

/// <summary>Let's Encrypt's own small test authority, with its name server: every name leads to this machine, and it looks for proofs at the
/// given port instead of 80. It refuses every fifth nonce.</summary>
internal sealed class PebbleServer : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pendopo-pebble-");
    private readonly int dns = FreePort.Next(), names = FreePort.Next(), management = FreePort.Next();
    private ServerProcess? nameServer, authority;

    private PebbleServer(int proofPort, bool customersOnly) => (ProofPort, CustomersOnly) = (proofPort, customersOnly);

    public const string CustomerName = "puskesmas", CustomerKey = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

    public int Port { get; } = FreePort.Next();
    public int ProofPort { get; }
    public bool CustomersOnly { get; }
    public string Address => $"https://localhost:{Port}/dir";

    /// <summary>The file whose authority signed the connection to this server, for --trust-file.</summary>
    public string TrustFile => Path.Combine(folder.FullName, "server.pem");

    /// <summary>For how long certificates are given.</summary>
    public static TimeSpan Life => TimeSpan.FromDays(90);

    public static async Task<PebbleServer> Start(int proofPort, bool customersOnly = false)
    {
        var server = new PebbleServer(proofPort, customersOnly);
        server.MakeOwnCertificate();
        var naming = new ProcessStartInfo(Tied, ["pebble-challtestsrv", "-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-dns01", $"127.0.0.1:{server.dns}", "-http01", "", "-https01", "", "-tlsalpn01", "", "-management", $"127.0.0.1:{server.names}"]);
        server.nameServer = await ServerProcess.StartAsync(naming, line => line.Contains("management", StringComparison.OrdinalIgnoreCase));
        await server.StartAuthority();
        return server;
    }

    /// <summary>Starts it anew: it forgets all accounts and orders.</summary>
    public async Task Forget()
    {
        await authority!.DisposeAsync();
        await StartAuthority();
    }

    /// <summary>The internet no longer knows the name.</summary>
    public async Task Unlist(string name)
    {
        using var client = new HttpClient();
        (await client.PostAsJsonAsync($"http://127.0.0.1:{names}/set-servfail", new { host = name })).EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await authority!.DisposeAsync();
        await nameServer!.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static string Tied => Repository.PathTo("tests", "peers", "tied");

    private async Task StartAuthority()
    {
        var settings = Path.Combine(folder.FullName, "pebble.json");
        await File.WriteAllTextAsync(settings, JsonSerializer.Serialize(new
        {
            pebble = new
            {
                listenAddress = $"127.0.0.1:{Port}",
                managementListenAddress = $"127.0.0.1:{management}",
                certificate = TrustFile,
                privateKey = Path.Combine(folder.FullName, "server.key"),
                httpPort = ProofPort,
                tlsPort = FreePort.Next(),
                ocspResponderURL = "",
                externalAccountBindingRequired = CustomersOnly,
                externalAccountMACKeys = new Dictionary<string, string> { [CustomerName] = CustomerKey },
                certificateValidityPeriod = (long)Life.TotalSeconds,
            },
        }));
        var start = new ProcessStartInfo(Tied, ["--signal", "KILL", "pebble", "-config", settings, "-dnsserver", $"127.0.0.1:{dns}"]);
        (start.Environment["PEBBLE_VA_NOSLEEP"], start.Environment["PEBBLE_WFE_NONCEREJECT"], start.Environment["PEBBLE_AUTHZREUSE"]) = ("1", "20", "0");
        authority = await ServerProcess.StartAsync(start, line => line.Contains("ACME directory available", StringComparison.Ordinal));
    }

    private void MakeOwnCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var alternative = new SubjectAlternativeNameBuilder();
        alternative.AddDnsName("localhost");
        request.CertificateExtensions.Add(alternative.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(TrustFile, made.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder.FullName, "server.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
