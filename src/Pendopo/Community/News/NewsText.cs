using System.Globalization;
using System.Resources;

namespace Pendopo.Community.News;

/// <summary>Names the texts of what members are told (NewsText.resx, NewsText.id.resx).</summary>
public sealed class NewsText
{
    private static readonly ResourceManager Texts = new(typeof(NewsText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key) => In(key, CultureInfo.CurrentUICulture);

    /// <summary>A word in a language.</summary>
    public static string In(string key, CultureInfo culture) => Texts.GetString(key, culture) ?? key;
}
