using Microsoft.AspNetCore.DataProtection;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.TikTok;

/// <summary>The installation's own app at TikTok, by which all its centres speak.</summary>
internal sealed class TikTokSettings(IConfiguration settings, IDataProtectionProvider protection, PublicAddress address)
{
    public const string ClientKey = "tiktok:client-key", AuditedKey = "tiktok:audited";

    /// <summary>The app's secret: as a config file or the environment holds it, and as the page keeps it, encrypted.</summary>
    public const string SecretKey = "tiktok:client-secret", KeptSecretKey = "tiktok:client-secret-kept";

    /// <summary>For an intranet's gateway and for tests; TikTok's own where nothing is set.</summary>
    public const string ServerKey = "tiktok:server", DialogKey = "tiktok:dialog";

    public const string VersionKey = "tiktok:version";

    private readonly AppSecret secret = new(settings, protection, "tiktok.client-secret", SecretKey, KeptSecretKey);

    public string Server => (settings[ServerKey] ?? "https://open.tiktokapis.com").TrimEnd('/');

    public string Dialog => (settings[DialogKey] ?? "https://www.tiktok.com").TrimEnd('/');

    /// <summary>Of the interface and of the page that asks: v2, of which TikTok tells no end.</summary>
    public ApiVersion Version { get; } = new(settings, VersionKey, "v2");

    public string Client => settings[ClientKey] ?? "";

    public string Secret => secret.Value;

    public bool IsSetUp => Client.Length > 0 && Secret.Length > 0;

    /// <summary>Whether TikTok audited the app: before that only the account itself sees what is posted.</summary>
    public bool IsAudited => settings[AuditedKey] == "yes";

    public string RedirectAddress => address.Root + TikTokBackPage.Address;

    /// <summary>The secret as it is kept in the settings.</summary>
    public string Seal(string plain) => secret.Seal(plain);
}
