using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>Ages over 89 written in one ("91thn", "96yo") or in words ("seratus dua tahun", "sembilan puluh empat taun", "is ninety-three").</summary>
internal static class AgeRule
{
    private const int Oldest = 125;

    // "seratus dua puluh lima tahun"
    private const int MostWords = 4;

    public static void Read(Page page, Sentences sentences, int token)
    {
        if ((sentences.In(token) & (Cue.Event | Cue.Fiction)) != Cue.None)
            return;
        if (page[token].Kind == TokenKind.Mixed)
            InOne(page, token);
        else if (page.IsWord(token) && Begins(page, token) is > 0 and var length)
            InWords(page, sentences, token, token + length - 1);
    }

    private static void InOne(Page page, int token)
    {
        var text = page.Text(page[token]);
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits is not (2 or 3) || int.Parse(text[..digits], System.Globalization.CultureInfo.InvariantCulture) is < 90 or > Oldest || page.Text(page[token - 1]) is "atas" or "over" or "above")
            return;
        // "90th anniversary" is an ordinal, so in English texts "th" alone is no age.
        var isYears = text[digits..] is "thn" or "tahun" or "taun" or "yo" or "yrs" or "y" || (text[digits..] is "th" && page[token - 1].Is(Cue.AgeWord | Cue.Kin | Cue.Title));
        if (isYears)
            page.Hint(FindingKind.Age, token, token);
    }

    // How many tokens say ninety or a hundred; 0 when none does.
    private static int Begins(Page page, int token)
    {
        var text = page.Text(page[token]);
        return text[0] switch
        {
            'n' or 'N' when text.Equals("ninety", StringComparison.OrdinalIgnoreCase) => 1,
            's' or 'S' when text.Equals("seratus", StringComparison.OrdinalIgnoreCase) => 1,
            'h' or 'H' when text.Equals("hundred", StringComparison.OrdinalIgnoreCase) && page.Text(page[token - 1]) is "a" or "A" or "one" or "One" => 1,
            's' or 'S' when text.Equals("sembilan", StringComparison.OrdinalIgnoreCase) && page.Text(page[token + 1]).Equals("puluh", StringComparison.OrdinalIgnoreCase) => 2,
            _ => 0,
        };
    }

    private static void InWords(Page page, Sentences sentences, int first, int last)
    {
        if (page.Text(page[first - 1]) is "atas" or "over" or "above")
            return;
        for (var more = 0; more < MostWords; more++)
        {
            var next = page.IsSign(last + 1, '-') && page.IsGlued(last + 2) ? last + 2 : last + 1;
            if (!page[next].Is(Cue.Digit) && page.Text(page[next]) is not ("puluh" or "belas" or "lebih" or "and"))
                break;
            last = next;
        }
        var isSaid = page.Text(page[first - 1]) is "is" or "aged" or "turned" or "turns" or "was" && !page[last + 1].Is(Cue.Unit) && page.Text(page[last + 1]) is not ("percent" or "per" or "people" or "orang")
            && (sentences.In(first) & (Cue.Kin | Cue.Third | Cue.Title | Cue.Patient | Cue.GivenName | Cue.Health)) != Cue.None;
        if (page[last + 1].Is(Cue.Years) && !page[last + 1].Is(Cue.Event))
            page.Hint(FindingKind.Age, first, last + 1);
        else if (page[first - 1].Is(Cue.AgeWord) || isSaid)
            page.Hint(FindingKind.Age, first, last);
    }
}
