using System.Globalization;
using System.Resources;

namespace Pendopo.Safety.Training;

/// <summary>Names the words of lessons, policy and the weekly look (TrainingText.resx, TrainingText.id.resx).</summary>
internal sealed class TrainingText
{
    private static readonly ResourceManager Texts = new(typeof(TrainingText));

    /// <summary>A text in a language of its own.</summary>
    public static string Say(string key, string language) => Texts.GetString(key, CultureInfo.GetCultureInfo(language)) ?? key;

    /// <summary>A word where no localizer is at hand, in the reader's language.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
