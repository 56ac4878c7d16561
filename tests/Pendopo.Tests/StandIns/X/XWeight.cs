using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pendopo.Tests.StandIns.X;

/// <summary>How long words are to X: NFC; a link is 23, an emoji 2, letters of the first ranges 1 and all others 2; who is answered first costs nothing.</summary>
internal static partial class XWeight
{
    public static int Of(string text, bool answers, bool bareDomains)
    {
        var plain = text.Normalize(NormalizationForm.FormC);
        if (answers)
            plain = FirstNames().Replace(plain, "");
        var links = Links(plain, bareDomains);
        foreach (var link in links)
            plain = plain.Replace(link, "", StringComparison.Ordinal);
        return (links.Count * 23) + StringInfo.ParseCombiningCharacters(plain).Select((start, at) => Weight(StringInfo.GetNextTextElement(plain, start))).Sum();
    }

    public static IReadOnlyList<string> Links(string text, bool bareDomains) =>
        [.. (bareDomains ? Bare() : Whole()).Matches(text).Select(link => link.Value).OrderByDescending(link => link.Length)];

    private static int Weight(string element)
    {
        var runes = element.EnumerateRunes().ToList();
        // An emoji of several parts is one of 2.
        return runes.Any(rune => rune.Value >= 0x1F000 || rune.Value is 0xFE0F or 0x20E3) ? 2 : runes.Sum(rune => rune.Value is <= 4351 or (>= 8192 and <= 8205) or (>= 8208 and <= 8223) or (>= 8242 and <= 8247) ? 1 : 2);
    }

    [GeneratedRegex(@"^(@\w{1,15}\s+)+")]
    private static partial Regex FirstNames();

    [GeneratedRegex(@"https?://[^\s]+", RegexOptions.IgnoreCase)]
    private static partial Regex Whole();

    [GeneratedRegex(@"https?://[^\s]+|(?<![\w@.])([a-z0-9-]+\.)+(com|org|net|info|int|id|example)\b(/[^\s]*)?", RegexOptions.IgnoreCase)]
    private static partial Regex Bare();
}
