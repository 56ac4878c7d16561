using System.Collections.Frozen;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Tagging;

/// <summary>What is built like a name or a date and is a thing: a disease called after its finder, a hospital called after a hero, a time of day, the number of a letter.</summary>
internal static class Things
{
    private const int LongestAcronym = 6;
    private const int ExampleReach = 6;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Eponyms = Words("disease syndrome palsy sign reflex score scale test method manoeuvre maneuver chorea lymphoma sarcoma tumour tumor thyroiditis contracture fracture support");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Institutions = Words("rs rsud rsup rsu rsd rsj rsia universitas university stadion bandara museum gedung jalan jl jln pelabuhan terminal penyakit sindrom sindroma metode skor tanda uji indeks klasifikasi manuver rumus teori skala kriteria piramida refleks topan badai siklon taifun");

    // "Sate Pak Kumis"
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Kitchens = Words("sate soto bakso mie mi ayam nasi martabak rawon gudeg pecel rujak bubur es kopi roti kue batik warkop depot kedai keripik sambal jamu bakmi bebek lontong");

    // "Sugeng siang" is a good day in Javanese and no man called Sugeng.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Greeted = Words("siang enjing enjang dalu sonten ndalu rawuh tindak tanggap ambal riyadi wilujeng sedaya sagung sadaya sadayana widada");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Examples = Words("contoh contohnya misal misalnya example format");

    /// <summary>Whether the words from first to last are the name of a thing.</summary>
    public static bool HoldName(Page page, Sentences sentences, int first, int last)
    {
        if (page.IsWord(last + 1) && Eponyms.Contains(page.Text(page[last + 1])))
            return true;
        if (page.IsSign(last + 1, '\'') && page.IsWord(last + 3) && Eponyms.Contains(page.Text(page[last + 3])))
            return true;
        if (page.IsWord(first - 1) && (Institutions.Contains(page.Text(page[first - 1])) || (page.Text(page[first - 1]) is "Sakit" && page.Text(page[first - 2]) is "Rumah")))
            return true;
        if (IsInInstitution(page, first) || (first < last && page[first].Capital && Institutions.Contains(page.Text(page[first]))) || (page.Text(page[first]) is "Sakit" && page.Text(page[first - 1]) is "Rumah"))
            return true;
        if (page[first - 1].Is(Cue.Title) && page[first - 2].Capital && page.IsWord(first - 2) && Kitchens.Contains(page.Text(page[first - 2])))
            return true;
        return first == last && (IsAcronym(page, sentences, first) || IsGreeting(page, first));
    }

    // "RS Hasan Sadikin": the first word of the name was read as nothing.
    private static bool IsInInstitution(Page page, int first)
    {
        for (var at = first - 1; at >= Math.Max(1, first - 2) && page.IsWord(at) && page[at].Capital && !page[at + 1].BreakBefore && page[at].Facts.Sort <= WordSort.DoubtfulName; at--)
        {
            if (page.IsWord(at - 1) && page[at - 1].Capital && Institutions.Contains(page.Text(page[at - 1])))
                return true;
        }
        return false;
    }

    /// <summary>Whether the tokens from first to last are a time of day, a part of a longer code, or numbers that only blanks part.</summary>
    public static bool HoldDate(Page page, int first, int last)
    {
        while (last > first && page[last].Kind == TokenKind.Sign)
            last--;
        var (numbers, joints, isTime) = (0, 0, true);
        for (var at = first; at <= last; at++)
        {
            if (page[at].Kind == TokenKind.Word)
                return false;
            numbers += page.IsDigits(at) ? 1 : 0;
            joints += page[at].Kind == TokenKind.Sign ? 1 : 0;
            // Hours, a point, minutes; between two times a hyphen.
            isTime &= ((at - first) % 4) switch { 0 => page.IsDigits(at) && page[at].Length <= 2, 1 => page.IsSign(at, '.') || page.IsSign(at, ':'), 2 => page.IsDigits(at) && page[at].Length == 2, _ => page.IsSign(at, '-') };
        }
        var isCode = (page.IsGlued(first) && (page.IsSign(first - 1, '.') || page.IsSign(first - 1, '/')) && page.IsWord(first - 2)) || (page.IsSign(last + 1, '/') && page.IsGlued(last + 2));
        return (numbers > 1 && joints == 0) || (isTime && numbers is 2 or 4) || (isCode && numbers < 3);
    }

    /// <summary>"Contoh: 31-12-1999": said to show how something is written.</summary>
    public static bool IsExample(Page page, int first)
    {
        for (var at = first - 1; at >= Math.Max(0, first - ExampleReach) && !page[at + 1].BreakBefore; at--)
        {
            if (page.IsWord(at) && page[at].Length is >= 5 and <= 8 && Examples.Contains(page.Text(page[at])))
                return true;
        }
        return false;
    }

    // "SIPF", "CPAP": an unknown word in capitals among words that are not.
    private static bool IsAcronym(Page page, Sentences sentences, int at) =>
        page[at].Facts.Sort == WordSort.Unknown && page[at].Length <= LongestAcronym && page.IsWord(at) && page.Text(page[at]).IndexOfAnyExceptInRange('A', 'Z') < 0
        && (!sentences.IsHeadline(at) || IsCode(page, at + 1)) && !page[at - 1].Is(Cue.Title | Cue.NameLabel | Cue.Naming | Cue.Greeting) && !page.IsSign(at - 1, '.') && !page.IsSign(at - 1, ':');

    private static bool IsCode(Page page, int at) => page.IsDigits(at) && page.Marks[at] is var mark and not 0 && Atom.IsHard(mark);

    private static bool IsGreeting(Page page, int at) => page[at].Length is 6 or 8 && page.Text(page[at]) is "Sugeng" or "sugeng" or "Rahayu" or "rahayu" or "Wilujeng" or "wilujeng" && page.IsWord(at + 1) && Greeted.Contains(page.Text(page[at + 1]));

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
