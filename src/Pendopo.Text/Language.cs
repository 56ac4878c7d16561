namespace Pendopo.Text;

/// <summary>The languages the library tells apart. Only <see cref="Indonesian"/> and <see cref="English"/> have a stemmer and stop words.</summary>
public enum Language
{
    /// <summary>Too short or too strange to say (empty text, digits, emoji only).</summary>
    Unknown = 0,

    /// <summary>Indonesian, formal or chat spelling.</summary>
    Indonesian = 1,

    /// <summary>English.</summary>
    English = 2,

    /// <summary>Javanese, also mixed with Indonesian as people write it.</summary>
    Javanese = 3,

    /// <summary>Sundanese, also mixed with Indonesian as people write it.</summary>
    Sundanese = 4,
}

/// <summary>Names of languages as BCP 47 writes them.</summary>
public static class LanguageCodes
{
    /// <summary>The BCP 47 code: <c>id</c>, <c>en</c>, <c>jv</c>, <c>su</c>; <c>und</c> for <see cref="Language.Unknown"/>.</summary>
    public static string Code(this Language language) => language switch
    {
        Language.Indonesian => "id",
        Language.English => "en",
        Language.Javanese => "jv",
        Language.Sundanese => "su",
        _ => "und",
    };

    /// <summary>The language of a BCP 47 tag; the region is ignored (<c>en-GB</c> is English). Anything else, also null or empty, is <see cref="Language.Unknown"/>.</summary>
    public static Language Parse(string? tag)
    {
        var primary = tag.AsSpan().Trim();
        var dash = primary.IndexOfAny('-', '_');
        if (dash >= 0)
        {
            primary = primary[..dash];
        }

        return primary switch
        {
            _ when primary.Equals("id", StringComparison.OrdinalIgnoreCase) => Language.Indonesian,
            _ when primary.Equals("en", StringComparison.OrdinalIgnoreCase) => Language.English,
            _ when primary.Equals("jv", StringComparison.OrdinalIgnoreCase) => Language.Javanese,
            _ when primary.Equals("su", StringComparison.OrdinalIgnoreCase) => Language.Sundanese,
            _ => Language.Unknown,
        };
    }
}
