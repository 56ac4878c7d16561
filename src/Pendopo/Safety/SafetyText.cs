using System.Globalization;
using System.Resources;

namespace Pendopo.Safety;

/// <summary>Names the texts of this room (SafetyText.resx, SafetyText.id.resx).</summary>
public sealed class SafetyText
{
    private static readonly ResourceManager Texts = new(typeof(SafetyText));

    /// <summary>A text where no localizer is at hand, in the reader's language.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
