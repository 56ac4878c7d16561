using System.Globalization;
using System.Resources;

namespace Pendopo.Publishing.Infographics;

/// <summary>Names the words of infographics (InfographicText.resx, InfographicText.id.resx).</summary>
internal sealed class InfographicText
{
    private static readonly ResourceManager All = new(typeof(InfographicText));

    /// <summary>A word that stands on the picture itself, in the picture's language.</summary>
    public static string Say(string key, string language) => All.GetString(key, CultureInfo.GetCultureInfo(language == "en" ? "en" : "id")) ?? key;
}
