using System.Globalization;
using System.Resources;

namespace Pendopo.Channels.Fediverse;

/// <summary>Names the texts of the fediverse's pages (FediverseText.resx, FediverseText.id.resx).</summary>
public sealed class FediverseText
{
    private static readonly ResourceManager Texts = new(typeof(FediverseText));

    /// <summary>A word in the language of the page; for what is built before a page has its own texts.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    /// <summary>A word in the language of a centre; for what is kept and read later by somebody else.</summary>
    public static string Kept(string language, string key) => Texts.GetString(key, CultureInfo.GetCultureInfo(language)) ?? key;
}
