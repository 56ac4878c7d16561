using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pendopo.Testing;

namespace Pendopo.Tests.Platform.Proxies;

/// <summary>A real proxy that runs a recipe of docs/guide/proxies.md with other ports, and a certificate of its own.</summary>
internal sealed class ProxyServer : IAsyncDisposable
{
    private const string Name = "puskesmas.example";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pendopo-proxy-");
    private ServerProcess? process;

    public int Port { get; } = FreePort.Next();

    private int PlainPort { get; } = FreePort.Next();

    public Uri Address => new($"https://127.0.0.1:{Port}");

    public static async Task<ProxyServer> Start(string kind, int behind)
    {
        var server = new ProxyServer();
        server.MakeCertificate();
        string[] command = kind switch
        {
            "caddy" => ["caddy", "run", "--adapter", "caddyfile", "--config", server.Write("Caddyfile", server.Caddy(behind))],
            "nginx" => ["nginx", "-e", "stderr", "-c", server.Write("nginx.conf", server.Nginx(behind)), "-p", server.folder.FullName, "-g", "daemon off; error_log stderr notice;"],
            _ => ["haproxy", "-W", "-db", "-f", server.Write("haproxy.cfg", server.Haproxy(behind))],
        };
        var start = new ProcessStartInfo(Repository.PathTo("tests", "peers", "tied"), ["--signal", "TERM", .. command]) { WorkingDirectory = server.folder.FullName };
        (start.Environment["HOME"], start.Environment["XDG_DATA_HOME"]) = (server.folder.FullName, server.folder.FullName);
        server.process = await ServerProcess.StartAsync(start, line => line.Contains("serving initial configuration", StringComparison.Ordinal)
            || line.Contains("start worker process", StringComparison.Ordinal) || line.Contains("Loading success", StringComparison.Ordinal));
        return server;
    }

    public string Output => process!.Output;

    public async ValueTask DisposeAsync()
    {
        await process!.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private string Caddy(int behind) => "{\n\tadmin off\n\tauto_https off\n}\n" + Recipe("caddy", behind)
        .Replace($"{Name} {{", $"https://:{Port} {{\n\ttls {Certificate} {Certificate}", StringComparison.Ordinal);

    private string Nginx(int behind) => (Environment.IsPrivilegedProcess ? "user root;\n" : "") + "events {}\npid nginx.pid;\nhttp {\naccess_log off;\nclient_body_temp_path body;\nproxy_temp_path proxy;\nfastcgi_temp_path fastcgi;\nuwsgi_temp_path uwsgi;\nscgi_temp_path scgi;\n"
        + Recipe("nginx", behind).Replace("listen 443", $"listen 127.0.0.1:{Port}", StringComparison.Ordinal).Replace("listen 80", $"listen 127.0.0.1:{PlainPort}", StringComparison.Ordinal)
            .Replace($"/etc/letsencrypt/live/{Name}/fullchain.pem", Certificate, StringComparison.Ordinal).Replace($"/etc/letsencrypt/live/{Name}/privkey.pem", Certificate, StringComparison.Ordinal)
        + "}\n";

    private string Haproxy(int behind) => Recipe("haproxy", behind).Replace("bind :80", $"bind 127.0.0.1:{PlainPort}", StringComparison.Ordinal).Replace("bind :443", $"bind 127.0.0.1:{Port}", StringComparison.Ordinal)
        .Replace("/etc/pendopo/pendopo.pem", Certificate, StringComparison.Ordinal).Replace("global\n", "global\n  log stdout format raw daemon\n", StringComparison.Ordinal);

    private string Certificate => Path.Combine(folder.FullName, "pendopo.pem");

    /// <summary>The block of the guide, which leads to where the program listens in the test.</summary>
    private static string Recipe(string kind, int behind)
    {
        var guide = File.ReadAllText(Repository.PathTo("docs", "guide", "proxies.md"));
        var start = guide.IndexOf($"```{kind}\n", StringComparison.Ordinal) + kind.Length + 4;
        return guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)].Replace("127.0.0.1:5080", $"127.0.0.1:{behind}", StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private void MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        File.WriteAllText(Certificate, made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
