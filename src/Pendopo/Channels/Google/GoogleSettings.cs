using Microsoft.AspNetCore.DataProtection;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.Google;

/// <summary>The installation's own project at Google, by which all its centres speak to YouTube and read their reviews.</summary>
internal sealed class GoogleSettings(IConfiguration settings, IDataProtectionProvider protection, PublicAddress address)
{
    public const string ClientKey = "google:client-id", AuditedKey = "google:audited";

    /// <summary>The project's secret: as a config file or the environment holds it, and as the page keeps it, encrypted.</summary>
    public const string SecretKey = "google:client-secret", KeptSecretKey = "google:client-secret-kept";

    /// <summary>For an intranet's gateway and for tests; Google's own where nothing is set.</summary>
    public const string DialogKey = "google:dialog", TokensKey = "google:tokens", VideosKey = "google:videos", AccountsKey = "google:accounts", PlacesKey = "google:places", ReviewsKey = "google:reviews";

    public const string VideosVersionKey = "google:videos-version", ProfilesVersionKey = "google:profiles-version", ReviewsVersionKey = "google:reviews-version";

    private readonly AppSecret secret = new(settings, protection, "google.client-secret", SecretKey, KeptSecretKey);

    public string Dialog => At(DialogKey, "https://accounts.google.com");

    public string Tokens => At(TokensKey, "https://oauth2.googleapis.com");

    public string Videos => At(VideosKey, "https://www.googleapis.com");

    /// <summary>The accounts of a person, the places of an account and the reviews of a place stand at three hosts.</summary>
    public string Accounts => At(AccountsKey, "https://mybusinessaccountmanagement.googleapis.com");

    public string Places => At(PlacesKey, "https://mybusinessbusinessinformation.googleapis.com");

    public string Reviews => At(ReviewsKey, "https://mybusiness.googleapis.com");

    /// <summary>Of YouTube's Data API: v3 since 2013. Google tells no end of it, nor of the two below.</summary>
    public ApiVersion VideosVersion { get; } = new(settings, VideosVersionKey, "v3");

    /// <summary>Of the interfaces that tell a person's accounts and their places.</summary>
    public ApiVersion ProfilesVersion { get; } = new(settings, ProfilesVersionKey, "v1");

    /// <summary>Of the interface that tells reviews: what Google left of an older one.</summary>
    public ApiVersion ReviewsVersion { get; } = new(settings, ReviewsVersionKey, "v4");

    public string ClientId => settings[ClientKey] ?? "";

    public string Secret => secret.Value;

    public bool IsSetUp => ClientId.Length > 0 && Secret.Length > 0;

    /// <summary>Whether Google audited the project: before that every video stays private, whatever was asked.</summary>
    public bool IsAudited => settings[AuditedKey] == "yes";

    /// <summary>Where Google leads a person back to.</summary>
    public string RedirectAddress(string page) => address.Root + page;

    /// <summary>The secret as it is kept in the settings.</summary>
    public string Seal(string plain) => secret.Seal(plain);

    private string At(string key, string otherwise) => (settings[key] ?? otherwise).TrimEnd('/');
}
