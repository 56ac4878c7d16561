using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.Graph;

/// <summary>The installation's own app at Meta, by which all its centres speak to Facebook, Instagram and WhatsApp, and the version of the Graph API.</summary>
internal sealed class GraphSettings(IConfiguration settings, IDataProtectionProvider protection, PublicAddress address)
{
    public const string AppIdKey = "graph:app-id", VersionKey = "graph:version", VersionEndsKey = "graph:version-ends";

    /// <summary>The app's secret: as a config file or the environment holds it, and as the page keeps it, encrypted.</summary>
    public const string SecretKey = "graph:app-secret", KeptSecretKey = "graph:app-secret-kept";

    /// <summary>For an intranet's gateway and for tests; Meta's own where nothing is set.</summary>
    public const string ServerKey = "graph:server", DialogKey = "graph:dialog";

    /// <summary>Current since 29 July 2026. A version lives about two years; one that ended is silently served as the oldest usable one, with other shapes.</summary>
    public const string DefaultVersion = "v26.0";

    public static readonly DateOnly DefaultVersionEnds = new(2028, 7, 29);

    /// <summary>So long before its end a version is warned of.</summary>
    public static readonly TimeSpan Warning = TimeSpan.FromDays(90);

    private readonly AppSecret secret = new(settings, protection, "graph.app-secret", SecretKey, KeptSecretKey);

    public string Server => (settings[ServerKey] ?? "https://graph.facebook.com").TrimEnd('/');

    public string Dialog => (settings[DialogKey] ?? "https://www.facebook.com").TrimEnd('/');

    public string Version => settings[VersionKey] is { Length: > 0 } version ? version : DefaultVersion;

    /// <summary>When the version ends; null when nobody said so for the one that is set.</summary>
    public DateOnly? VersionEnds => DateOnly.TryParseExact(settings[VersionEndsKey], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day : Version == DefaultVersion ? DefaultVersionEnds : null;

    public string AppId => settings[AppIdKey] ?? "";

    public string Secret => secret.Value;

    public bool IsSetUp => AppId.Length > 0 && Secret.Length > 0;

    /// <summary>The word by which Meta's hand-shake is known: made from the secret, so that nobody has to think one up and keep it.</summary>
    public string VerifyToken => Convert.ToHexStringLower(Hash("webhook"))[..32];

    /// <summary>Where Meta sends what happens.</summary>
    public string HookAddress => address.Root + GraphHook.Address;

    /// <summary>Where Meta leads a person back to who was asked.</summary>
    public string RedirectAddress => address.Root + "/desk/channels/facebook/back";

    /// <summary>Lower-hex HMAC-SHA256 of a token under the app's secret, which every call of the API carries.</summary>
    public string Proof(string token) => Convert.ToHexStringLower(Hash(token));

    /// <summary>Whether a body was signed with the app's secret. Over its raw bytes, in constant time.</summary>
    public bool Signed(ReadOnlySpan<byte> body, string? header) => MetaHeaders.Signed(Secret, body, header);

    public bool VersionEndsSoon(DateTimeOffset now) => EndsSoon(Version, now) is not null;

    /// <summary>The day on which a version ends, once it is near; null while it is not, or nobody said when.</summary>
    public DateOnly? EndsSoon(string version, DateTimeOffset now) =>
        (version == Version ? VersionEnds : version == DefaultVersion ? DefaultVersionEnds : null) is { } end && end.ToDateTime(TimeOnly.MinValue) - now.UtcDateTime < Warning ? end : null;

    /// <summary>The secret as it is kept in the settings.</summary>
    public string Seal(string plain) => secret.Seal(plain);

    private byte[] Hash(string text) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(text));
}
