using System.Globalization;
using System.Resources;

namespace Pendopo.Publishing.Digests;

/// <summary>Marks the words of this folder: DigestText.resx (English) and DigestText.id.resx.</summary>
public sealed class DigestText
{
    private static readonly ResourceManager Texts = new(typeof(DigestText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    /// <summary>A sentence in the language of the digest.</summary>
    public static string In(string language, string key, params object[] values)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return string.Format(culture, Texts.GetString(key, culture) ?? key, values);
    }
}
