using System.Globalization;
using System.Resources;

namespace Pendopo.Safety.Consents;

/// <summary>Names the words of consents (ConsentText.resx, ConsentText.id.resx).</summary>
public sealed class ConsentText
{
    private static readonly ResourceManager Texts = new(typeof(ConsentText));

    /// <summary>A word where no localizer is at hand, in the reader's language or in the one asked for.</summary>
    internal static string Say(string key, CultureInfo? culture = null) => Texts.GetString(key, culture ?? CultureInfo.CurrentUICulture) ?? key;
}
