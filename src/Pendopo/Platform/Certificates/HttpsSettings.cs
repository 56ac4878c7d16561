using System.Text.Json;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Certificates;

/// <summary>What the pages set about certificates; everything secret in them is sealed by the house key.</summary>
public static class HttpsKeys
{
    /// <summary>The names that one certificate is for, separated by spaces; empty when Pendopo gets none by itself.</summary>
    public const string Names = "https:names";

    public const string Contact = "https:contact", Directory = "https:directory", KnownAs = "https:known-as", Secret = "https:secret";

    internal const string Account = "https:account", Proof = "https:proof", Report = "https:report", Serial = "https:serial";

    /// <summary>Own certificate files, known before the database: the chain and its key, as PEM.</summary>
    public const string File = "certificate", KeyFile = "certificate-key";
}

/// <summary>Authorities that are offered by name; any other is given by the address of its directory.</summary>
internal static class Authorities
{
    public const string LetsEncrypt = "https://acme-v02.api.letsencrypt.org/directory", Staging = "https://acme-staging-v02.api.letsencrypt.org/directory";
}

/// <summary>How the last try went.</summary>
/// <param name="At">When it was.</param>
/// <param name="Next">When the next one comes.</param>
/// <param name="Failures">Tries in a row that brought no certificate.</param>
/// <param name="Trouble">Why, or null when it went well.</param>
/// <param name="Detail">What the authority said.</param>
public sealed record CertificateReport(DateTimeOffset At, DateTimeOffset Next, int Failures, Acme.AcmeTrouble? Trouble, string? Detail)
{
    public static CertificateReport? Read(string? kept) => kept is { Length: > 0 } ? JsonSerializer.Deserialize<CertificateReport>(kept) : null;

    public string Write() => JsonSerializer.Serialize(this);
}

/// <summary>The settings as they are wanted here.</summary>
internal sealed class HttpsWish(IConfiguration settings)
{
    public IReadOnlyList<string> Names => settings[HttpsKeys.Names]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Whether Pendopo gets its certificate itself.</summary>
    public bool ByItself => Names.Count > 0 && settings[HttpsKeys.File] is null;

    public string Authority => settings[HttpsKeys.Directory] is { Length: > 0 } set ? set : Authorities.LetsEncrypt;

    public CertificateReport? Report => CertificateReport.Read(settings[HttpsKeys.Report]);

    /// <summary>Whether the program listens for encrypted connections itself.</summary>
    public bool Listens => settings["urls"]?.Contains("https://", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Where a reader of an unencrypted page is led: the public address when it is of the same name, which may carry a port.</summary>
    public string Encrypted(string host) => Uri.TryCreate(settings[SettingKeys.PublicAddress], UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
        && string.Equals(address.Host, host, StringComparison.OrdinalIgnoreCase) ? address.GetLeftPart(UriPartial.Authority) : "https://" + host;
}
