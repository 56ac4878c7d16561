using System.Globalization;
using System.Resources;

namespace Pendopo.Publishing.Public;

/// <summary>Names the texts of the public pages (PublicText.resx, PublicText.id.resx).</summary>
public sealed class PublicText
{
    private static readonly ResourceManager Texts = new(typeof(PublicText));

    /// <summary>A word in the given language; for feeds and navigation, which have no page of their own.</summary>
    public static string Say(string key, CultureInfo? culture = null) => Texts.GetString(key, culture ?? CultureInfo.CurrentUICulture) ?? key;
}
