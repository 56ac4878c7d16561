using System.Globalization;
using System.Text;

namespace Pendopo.Publishing.Site;

/// <summary>The readable end of an address, made of a title: letters a to z, digits and hyphens.</summary>
internal static class Slugs
{
    public const int Length = 80;

    /// <summary>The slug of a text, cut at a word; empty when nothing of it can stand in an address.</summary>
    public static string Of(string text)
    {
        var made = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
                made.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.OtherPunctuation) && made.Length > 0 && made[^1] != '-')
                made.Append('-');
        }
        var slug = made.ToString().Trim('-');
        if (slug.Length <= Length)
            return slug;
        var cut = slug.LastIndexOf('-', Length);
        return slug[..(cut > 0 ? cut : Length)];
    }

    /// <summary>The slug with the smallest number that nobody has.</summary>
    public static string Free(string slug, IReadOnlySet<string> taken)
    {
        if (!taken.Contains(slug))
            return slug;
        for (var number = 2; ; number++)
        {
            var candidate = string.Create(CultureInfo.InvariantCulture, $"{slug}-{number}");
            if (!taken.Contains(candidate))
                return candidate;
        }
    }
}
