using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;

namespace Pendopo.Channels.WhatsApp;

/// <summary>Marks the words of this folder: WhatsAppText.resx (English) and WhatsAppText.id.resx.</summary>
public sealed class WhatsAppText
{
    private static readonly ResourceManager Resources = new(typeof(WhatsAppText));

    /// <summary>A word in the language of the page that is being made.</summary>
    internal static string Say(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"WhatsAppText has no {key}.");
}

/// <summary>The words in a centre's language: what a connector says is kept in rows and read later, by whoever works there.</summary>
internal sealed class WhatsAppWords(CultureInfo language)
{
    private static readonly ResourceManager Resources = new(typeof(WhatsAppText));

    public static WhatsAppWords For(ConnectedAccount account) => For(account.Centre);

    public static WhatsAppWords For(Centre centre) => new(CultureInfo.GetCultureInfo(centre.Language));

    public string this[string key] => Resources.GetString(key, language) ?? throw new MissingManifestResourceException($"WhatsAppText has no {key}.");

    public string With(string key, params object[] values) => string.Format(language, this[key], values);
}
