using System.Globalization;
using System.Resources;

namespace Pendopo.Community.Rumours;

/// <summary>Names the texts of rumours (RumourText.resx, RumourText.id.resx).</summary>
public sealed class RumourText
{
    private static readonly ResourceManager Texts = new(typeof(RumourText));

    /// <summary>A word in the language of the page; for what is built before a page has its own texts.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
