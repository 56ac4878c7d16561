using System.Globalization;
using System.Resources;

namespace Pendopo.Care.Series;

/// <summary>Names the texts of series (SeriesText.resx, SeriesText.id.resx).</summary>
public sealed class SeriesText
{
    private static readonly ResourceManager Texts = new(typeof(SeriesText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
