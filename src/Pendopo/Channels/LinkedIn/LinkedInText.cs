using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.LinkedIn;

/// <summary>Marks the words of this folder: LinkedInText.resx (English) and LinkedInText.id.resx.</summary>
public sealed class LinkedInText
{
    private static readonly ResourceManager Resources = new(typeof(LinkedInText));

    internal static string Say(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"LinkedInText has no {key}.");

    internal static string Say(string key, params object[] values) => string.Format(CultureInfo.CurrentCulture, Say(key), values);
}

/// <summary>The words in a centre's language: what a connector says is kept in rows and read later, by whoever works there.</summary>
internal sealed class LinkedInWords(CultureInfo language)
{
    private static readonly ResourceManager Resources = new(typeof(LinkedInText));

    public static LinkedInWords For(ConnectedAccount account) => new(CultureInfo.GetCultureInfo(account.Centre.Language));

    public string this[string key] => Resources.GetString(key, language) ?? throw new MissingManifestResourceException($"LinkedInText has no {key}.");

    public string Say(string key, params object[] values) => string.Format(language, this[key], values);
}
