using System.Collections.Frozen;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Tagging;

/// <summary>Firms and societies that are called after people: "Miller Ltd", "Thomas and Sons", "Lopez, Santos and Coleman is a bank".</summary>
internal static class Firms
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Behind = Words(
        "inc llc ltd llp plc corp corporation incorporated limited company co gmbh ag spa srl nv bv oy oyj ab tbk group holdings holding partners partnership associates consulting investments ventures "
        + "technologies systems solutions software industries foundation institute orchestra ensemble quartet brothers bros sons bank insurance motors airlines airways foods pharma pharmaceuticals laboratories labs "
        + "media records pictures studios entertainment university college hospital clinic stores supermarket logistics global international stadium arena airport club lines works");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Joined = Words("sons daughters co company partners associates brothers");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Kinds = Words("agency bank company firm corporation startup consultancy publisher insurer retailer manufacturer supplier brewery orchestra charity");

    private const int Said = 6;

    /// <summary>Whether the tokens from first to last are (a part of) the name of a firm.</summary>
    public static bool Hold(Page page, int first, int last) =>
        IsFirmWord(page, last, first < last) || IsFirmWord(page, last + 1, true) || IsSaidToBeFirm(page, last + 1) || page.Text(page[first - 1]) is "PT" or "CV" or "UD" || IsTwice(page, first, last) || (page[last + 1].Capital && page[last + 1].Is(Cue.Common) && IsFirmWord(page, last + 2, true)) || (IsAnd(page, last + 1) && page[last + 2].Capital && Joined.Contains(page.Text(page[last + 2]))) || (first == last && IsPartners(page, first));

    /// <summary>"works for Teradata", "grew up in Westerholm", "flew to Neupré": in English what follows these words and is no given name is a firm or a town.</summary>
    public static bool IsPlaceOrEmployer(Page page, int first, int last)
    {
        for (var at = first; at <= last; at++)
        {
            if (page[at].Is(Cue.GivenName))
                return false;
        }
        // "in Novak's car", "to Novak and his wife"
        if (page.IsSign(last + 1, '\'') || page[first].BreakBefore || page[first - 1].Is(Cue.Title))
            return false;
        var before = page.Text(page[first - 2]);
        return page.Text(page[first - 1]) switch
        {
            "in" => true,
            "for" or "at" => before is "work" or "works" or "worked" or "working" or "arrived" or "job",
            "to" => before is "flew" or "drove" or "moved" or "travelled" or "traveled" or "sailed",
            "from" => before is "originally" or "moved" or "here" or "came",
            _ => false,
        };
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static bool IsFirmWord(Page page, int at, bool follows) =>
        follows && page.IsWord(at) && page[at].Capital && page[at].SpaceBefore && !page[at].BreakBefore && Behind.Contains(page.Text(page[at]));

    // "Johnson & Johnson"
    private static bool IsTwice(Page page, int first, int last) => first == last
        && ((IsAnd(page, last + 1) && page.Text(page[last + 2]).SequenceEqual(page.Text(page[first]))) || (IsAnd(page, first - 1) && page.Text(page[first - 2]).SequenceEqual(page.Text(page[first]))));

    // "… is a design agency", "… was an insurer in Turku"
    private static bool IsSaidToBeFirm(Page page, int verb)
    {
        if (!(page.Text(page[verb]) is "is" or "was") || !(page.Text(page[verb + 1]) is "a" or "an" or "the"))
            return false;
        for (var at = verb + 2; at < verb + 2 + Said && !page[at].BreakBefore && page.IsWord(at); at++)
        {
            if (Kinds.Contains(page.Text(page[at])))
                return true;
        }
        return false;
    }

    private static bool IsAnd(Page page, int at) => page.IsSign(at, '&') || (page[at].Length == 3 && page.Text(page[at]) is "and");

    // "Lopez, Santos and Coleman": three surnames, said of in the singular or worked at.
    private static bool IsPartners(Page page, int token)
    {
        var start = page.IsSign(token + 1, ',') && IsAnd(page, token + 3) ? token
            : page.IsSign(token - 1, ',') && IsAnd(page, token + 1) ? token - 2
            : IsAnd(page, token - 1) && page.IsSign(token - 3, ',') ? token - 4 : -1;
        if (start < 0 || !IsSurname(page, start) || !IsSurname(page, start + 2) || !IsSurname(page, start + 4))
            return false;
        var end = start + 5;
        var isLine = (page[start].BreakBefore || page.IsSign(start - 1, '>') || page.IsSign(start - 1, '?')) && (end >= page.Count || page[end].BreakBefore);
        return isLine || IsFirmWord(page, end, true) || page.Text(page[end]) is "is" or "was" or "has" or "'s" || page.Text(page[start - 1]) is "at" or "for" or "from" or "of" or "the" or "The";
    }

    private static bool IsSurname(Page page, int at) =>
        page.IsWord(at) && page[at].Capital && page[at].Facts.Sort <= WordSort.DoubtfulName && (page[at].Facts.Cues & (Cue.GivenName | Cue.Surname)) != Cue.GivenName;
}
