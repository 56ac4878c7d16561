using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.X;

/// <summary>The installation's own app at X, by which all its centres speak there, and what X asks for each call: read by a person, with the day it was read.</summary>
internal sealed class XSettings(IConfiguration settings, IDataProtectionProvider protection, PublicAddress address)
{
    public const string ClientIdKey = "x:client-id";

    /// <summary>The app's secret: as a config file or the environment holds it, and as the page keeps it, encrypted.</summary>
    public const string SecretKey = "x:client-secret", KeptSecretKey = "x:client-secret-kept";

    public const string PostPriceKey = "x:price-post", LinkPriceKey = "x:price-link", ReplyPriceKey = "x:price-reply", PricesReadKey = "x:prices-read-on";

    /// <summary>For an intranet's gateway and for tests; X's own where nothing is set.</summary>
    public const string ServerKey = "x:server", DialogKey = "x:dialog";

    public const string VersionKey = "x:version";

    private readonly AppSecret secret = new(settings, protection, "x.client-secret", SecretKey, KeptSecretKey);

    public string Server => (settings[ServerKey] ?? "https://api.x.com").TrimEnd('/');

    public string Dialog => (settings[DialogKey] ?? "https://x.com").TrimEnd('/');

    /// <summary>Of the API: 2 since 2020, of which X tells no end.</summary>
    public ApiVersion Version { get; } = new(settings, VersionKey, "2");

    public string ClientId => settings[ClientIdKey] ?? "";

    public string Secret => secret.Value;

    public bool IsSetUp => ClientId.Length > 0 && Secret.Length > 0;

    /// <summary>Where X leads a person back to who was asked.</summary>
    public string RedirectAddress => address.Root + "/desk/channels/x/back";

    public XPrices Prices => new(Price(PostPriceKey, XPrices.Known.Post), Price(LinkPriceKey, XPrices.Known.Link), Price(ReplyPriceKey, XPrices.Known.Reply),
        DateOnly.TryParseExact(settings[PricesReadKey], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : XPrices.Known.ReadOn);

    /// <summary>The secret as it is kept in the settings.</summary>
    public string Seal(string plain) => secret.Seal(plain);

    private decimal Price(string key, decimal known) => decimal.TryParse(settings[key], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) ? price : known;
}
