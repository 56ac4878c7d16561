using System.Globalization;
using System.Resources;

namespace Pendopo.Community;

/// <summary>Names the texts of the square (CommunityText.resx, CommunityText.id.resx).</summary>
public sealed class CommunityText
{
    private static readonly ResourceManager Texts = new(typeof(CommunityText));

    /// <summary>A word in the language of the page; for what is built before a page has its own texts.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
