using System.CommandLine;

namespace Pendopo.Commands;

/// <summary>The settings that the command line takes; each may also stand in the environment (PENDOPO_DATA …) or in pendopo.json.</summary>
internal static class Settings
{
    public static readonly Option<string?> Data = new("--data") { Description = "Folder of the embedded database, files and keys. Default: ./data", Recursive = true };
    public static readonly Option<string?> Database = new("--database") { Description = "PostgreSQL connection string. Default: the embedded database.", Recursive = true };
    public static readonly Option<string?> Urls = new("--urls") { Description = "Addresses to listen on. Default: http://localhost:5080", Recursive = true };
    public static readonly Option<string?> AllowPrivate = new("--allow-private") { Description = "Private addresses that outgoing calls may reach (host:port, address or range; comma separated).", Recursive = true };
    public static readonly Option<string?> TrustedProxies = new("--trusted-proxies") { Description = "Proxies on other machines whose word on who asks is believed (address or range; comma separated). One on this machine always is.", Recursive = true };
    public static readonly Option<string?> KeyFile = new("--key-file") { Description = "File with the installation key, which opens the keys in the data folder. Default: made in the data folder.", Recursive = true };

    public static readonly Option<string?> Certificate = new("--certificate") { Description = "Own certificate with its chain, as a PEM file; taken up anew when the file changes.", Recursive = true };
    public static readonly Option<string?> CertificateKey = new("--certificate-key") { Description = "Key of the own certificate, as a PEM file. Default: in the certificate's file.", Recursive = true };
    public static readonly Option<string?> TrustFile = new("--trust-file") { Description = "PEM file with further authorities (of an intranet) that outgoing calls believe.", Recursive = true };

    public static readonly Option<string?> Drain = new("--drain") { Description = "Seconds to serve on after being asked to stop, while /health/ready says so to a proxy. Default: 0", Recursive = true };

    public static IReadOnlyList<Option> Options => [Data, Database, Urls, AllowPrivate, TrustedProxies, KeyFile, Certificate, CertificateKey, TrustFile, Drain];

    /// <summary>The arguments as the host reads them: what was given as an option, then whatever else stood there.</summary>
    public static string[] Arguments(ParseResult parsed)
    {
        var arguments = new List<string>(parsed.UnmatchedTokens);
        foreach (var option in Options.Cast<Option<string?>>())
        {
            if (parsed.GetValue(option) is { } value)
                arguments.AddRange([option.Name, value]);
        }
        return [.. arguments];
    }
}
