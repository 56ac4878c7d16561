using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Sms;

/// <summary>Marks the words of this folder: SmsText.resx (English) and SmsText.id.resx.</summary>
public sealed class SmsText;

/// <summary>The words in a centre's language: what a connector says is kept in rows and read later, by whoever works there.</summary>
internal sealed class SmsWords(CultureInfo language)
{
    private static readonly ResourceManager Resources = new(typeof(SmsText));

    public static SmsWords For(ConnectedAccount account) => new(CultureInfo.GetCultureInfo(account.Centre.Language));

    /// <summary>In the language of the page that is being made.</summary>
    public static SmsWords Here => new(CultureInfo.CurrentUICulture);

    public string this[string key] => Resources.GetString(key, language) ?? throw new MissingManifestResourceException($"SmsText has no {key}.");

    public string With(string key, params object[] values) => string.Format(language, this[key], values);
}
