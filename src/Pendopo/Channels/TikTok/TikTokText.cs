using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.TikTok;

/// <summary>Marks the words of this folder: TikTokText.resx (English) and TikTokText.id.resx.</summary>
public sealed class TikTokText
{
    private static readonly ResourceManager Resources = new(typeof(TikTokText));

    internal static string Say(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"TikTokText has no {key}.");
}

/// <summary>The words in a centre's language: what a connector says is kept in rows and read later, by whoever works there.</summary>
internal sealed class TikTokWords(CultureInfo language)
{
    private static readonly ResourceManager Resources = new(typeof(TikTokText));

    public static TikTokWords For(ConnectedAccount account) => new(CultureInfo.GetCultureInfo(account.Centre.Language));

    public string this[string key] => Resources.GetString(key, language) ?? throw new MissingManifestResourceException($"TikTokText has no {key}.");
}
