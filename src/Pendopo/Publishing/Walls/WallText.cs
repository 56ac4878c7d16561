using System.Globalization;
using System.Resources;

namespace Pendopo.Publishing.Walls;

/// <summary>Names the words of screens and posters (WallText.resx, WallText.id.resx).</summary>
internal sealed class WallText
{
    private static readonly ResourceManager All = new(typeof(WallText));

    /// <summary>A word in the language of the page that is being made.</summary>
    public static string Say(string key) => All.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"WallText has no {key}.");

    /// <summary>A word that stands on the wall, or is kept in a row, in the given language.</summary>
    public static string In(string language, string key, params object[] values)
    {
        var culture = CultureInfo.GetCultureInfo(language.StartsWith("en", StringComparison.Ordinal) ? "en" : "id");
        var said = All.GetString(key, culture) ?? throw new MissingManifestResourceException($"WallText has no {key}.");
        return values.Length == 0 ? said : string.Format(culture, said, values);
    }
}
