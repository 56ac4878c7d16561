using System.Globalization;
using System.Resources;

namespace Pendopo.Safety.Rights;

/// <summary>Names the words of requests about one's own data (RightsText.resx, RightsText.id.resx).</summary>
internal sealed class RightsText
{
    private static readonly ResourceManager Texts = new(typeof(RightsText));

    /// <summary>A word in a language of its own, such as a letter's.</summary>
    public static string Say(string key, string language) => Texts.GetString(key, CultureInfo.GetCultureInfo(language)) ?? key;

    /// <summary>A word where no localizer is at hand, in the reader's language.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
