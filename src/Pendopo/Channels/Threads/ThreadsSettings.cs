using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.Threads;

/// <summary>The installation's own app for Threads. It belongs to an app at Meta and has keys of its own.</summary>
internal sealed class ThreadsSettings(IConfiguration settings, IDataProtectionProvider protection, PublicAddress address)
{
    public const string AppIdKey = "threads:app-id";

    /// <summary>The app's secret: as a config file or the environment holds it, and as the page keeps it, encrypted.</summary>
    public const string SecretKey = "threads:app-secret", KeptSecretKey = "threads:app-secret-kept";

    /// <summary>For an intranet's gateway and for tests; Threads' own where nothing is set.</summary>
    public const string ServerKey = "threads:server", DialogKey = "threads:dialog";

    public const string VersionKey = "threads:version";

    private readonly AppSecret secret = new(settings, protection, "threads.app-secret", SecretKey, KeptSecretKey);

    public string Server => (settings[ServerKey] ?? "https://graph.threads.net").TrimEnd('/');

    public string Dialog => (settings[DialogKey] ?? "https://threads.net").TrimEnd('/');

    /// <summary>Of the Threads API: v1.0 since 2024, of which Meta tells no end.</summary>
    public ApiVersion Version { get; } = new(settings, VersionKey, "v1.0");

    public string AppId => settings[AppIdKey] ?? "";

    public string Secret => secret.Value;

    public bool IsSetUp => AppId.Length > 0 && Secret.Length > 0;

    /// <summary>Where the network leads a person back to.</summary>
    public string RedirectAddress => address.Root + ThreadsBackPage.Address;

    /// <summary>Lower-hex HMAC-SHA256 of a token under the app's secret, which every call carries.</summary>
    public string Proof(string token) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(token)));

    /// <summary>The secret as it is kept in the settings.</summary>
    public string Seal(string plain) => secret.Seal(plain);
}
