using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.X;

/// <summary>Marks the words of this folder: XText.resx (English) and XText.id.resx.</summary>
public sealed class XText
{
    private static readonly ResourceManager Resources = new(typeof(XText));

    internal static string Say(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"XText has no {key}.");

    internal static string Say(string key, params object[] values) => string.Format(CultureInfo.CurrentCulture, Say(key), values);
}

/// <summary>The words in a centre's language: what a connector says is kept in rows and read later, by whoever works there.</summary>
internal sealed class XWords(CultureInfo language)
{
    private static readonly ResourceManager Resources = new(typeof(XText));

    public static XWords For(ConnectedAccount account) => new(CultureInfo.GetCultureInfo(account.Centre.Language));

    public string this[string key] => Resources.GetString(key, language) ?? throw new MissingManifestResourceException($"XText has no {key}.");

    public string Say(string key, params object[] values) => string.Format(language, this[key], values);
}
