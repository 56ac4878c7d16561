using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels;

/// <summary>Names the texts of the channels (ChannelsText.resx, ChannelsText.id.resx).</summary>
public sealed class ChannelsText
{
    private static readonly ResourceManager Texts = new(typeof(ChannelsText));

    /// <summary>A word in the language of the page; for what is built before a page has its own texts.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    /// <summary>A sentence in a centre's language: what a connector says is kept in rows and read later, by whoever works there.</summary>
    internal static string Told(ConnectedAccount account, string key, params object[] values)
    {
        var language = CultureInfo.GetCultureInfo(account.Centre.Language);
        return string.Format(language, Texts.GetString(key, language) ?? throw new MissingManifestResourceException($"ChannelsText has no {key}."), values);
    }
}
