using System.Globalization;
using System.Resources;

namespace Pendopo.Publishing.Audiences;

/// <summary>Names the words of audiences (AudienceText.resx, AudienceText.id.resx).</summary>
internal sealed class AudienceText
{
    private static readonly ResourceManager Texts = new(typeof(AudienceText));

    /// <summary>A word in the language of a centre.</summary>
    public static string Say(string key, string language) => Texts.GetString(key, CultureInfo.GetCultureInfo(language)) ?? key;
}
