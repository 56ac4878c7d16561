using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.LinkedIn;

/// <summary>The installation's own app at LinkedIn, by which all its centres speak there, and the version of the interface, which has no default there.</summary>
internal sealed class LinkedInSettings(IConfiguration settings, IDataProtectionProvider protection, PublicAddress address)
{
    public const string ClientIdKey = "linkedin:client-id", VersionKey = "linkedin:version", VersionEndsKey = "linkedin:version-ends";

    /// <summary>So many hours what members say may be kept.</summary>
    public const string KeepHoursKey = "linkedin:keep-hours";

    /// <summary>As others quote LinkedIn's page Data Storage Requirements (learn.microsoft.com/linkedin/marketing/data-storage-requirements) for social activity of members.</summary>
    public const int DefaultKeepHours = 48;

    /// <summary>What can be kept to, and a year.</summary>
    public const int LeastKeepHours = 6, MostKeepHours = 8_760;

    /// <summary>The app's secret: as a config file or the environment holds it, and as the page keeps it, encrypted.</summary>
    public const string SecretKey = "linkedin:client-secret", KeptSecretKey = "linkedin:client-secret-kept";

    /// <summary>For an intranet's gateway and for tests; LinkedIn's own where nothing is set.</summary>
    public const string ServerKey = "linkedin:server", DialogKey = "linkedin:dialog";

    /// <summary>Current in August 2026. A version lives about twelve months, then every call is refused.</summary>
    public const string DefaultVersion = "202607";

    public static readonly DateOnly DefaultVersionEnds = new(2027, 7, 15);

    /// <summary>So long before its end a version is warned of.</summary>
    public static readonly TimeSpan Warning = TimeSpan.FromDays(90);

    private readonly AppSecret secret = new(settings, protection, "linkedin.client-secret", SecretKey, KeptSecretKey);

    public string Server => (settings[ServerKey] ?? "https://api.linkedin.com").TrimEnd('/');

    /// <summary>Where people are asked and codes are exchanged.</summary>
    public string Dialog => (settings[DialogKey] ?? "https://www.linkedin.com").TrimEnd('/');

    public string Version => settings[VersionKey] is { Length: > 0 } version ? version : DefaultVersion;

    /// <summary>When the version ends; a year after its month where nobody said so.</summary>
    public DateOnly? VersionEnds => DateOnly.TryParseExact(settings[VersionEndsKey], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : Version == DefaultVersion ? DefaultVersionEnds : DateOnly.TryParseExact(Version + "15", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month.AddYears(1) : null;

    public int KeepHours => int.TryParse(settings[KeepHoursKey], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours is >= LeastKeepHours and <= MostKeepHours ? hours : DefaultKeepHours;

    public string ClientId => settings[ClientIdKey] ?? "";

    public string Secret => secret.Value;

    public bool IsSetUp => ClientId.Length > 0 && Secret.Length > 0;

    /// <summary>Where LinkedIn leads a person back to who was asked.</summary>
    public string RedirectAddress => address.Root + "/desk/channels/linkedin/back";

    public bool VersionEndsSoon(DateTimeOffset now) => VersionEnds is { } end && end.ToDateTime(TimeOnly.MinValue) - now.UtcDateTime < Warning;

    /// <summary>The secret as it is kept in the settings.</summary>
    public string Seal(string plain) => secret.Seal(plain);
}
