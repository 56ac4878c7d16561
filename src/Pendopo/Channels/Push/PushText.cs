using System.Globalization;
using System.Resources;

namespace Pendopo.Channels.Push;

/// <summary>The words of the notifications: PushText.resx (English) and PushText.id.resx.</summary>
public sealed class PushText
{
    private static readonly ResourceManager Texts = new(typeof(PushText));

    /// <summary>A sentence in the language of the page.</summary>
    public static string Say(string key, params object[] values) => string.Format(CultureInfo.CurrentCulture, Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key, values);

    /// <summary>A sentence in a language of its own, such as a centre's.</summary>
    public static string In(string language, string key, params object[] values)
    {
        var culture = CultureInfo.GetCultureInfo(language.StartsWith("en", StringComparison.Ordinal) ? "en" : "id");
        return string.Format(culture, Texts.GetString(key, culture) ?? key, values);
    }
}
