using System.Collections.Frozen;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Tagging;

/// <summary>Places that are nobody's home: "dusun kami", "RT 03 RW 05 kerja bakti", "our clinic is at 5 Harbour Street".</summary>
internal static class Homes
{
    private const int HouseReach = 6;
    private const Cue Personal = Cue.Self | Cue.Patient | Cue.Third | Cue.Kin | Cue.Title | Cue.Doing | Cue.GivenName | Cue.LivesAt | Cue.AgeWord;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Whole =
        "bebas menjadi juara siaga meraih mencatat melaporkan menang terendam kebanjiran mengadakan menggelar menerima becomes reports wins".Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool AreNobodys(Page page, Sentences sentences, int first, int last)
    {
        var (digits, names, parts) = (0, 0, 0);
        for (var at = first; at <= last; at++)
        {
            ref readonly var token = ref page[at];
            var isPart = token.Is(Cue.Rt) || IsRw(page, at);
            parts += isPart ? 1 : 0;
            digits += token.Kind is TokenKind.Digits or TokenKind.Mixed ? 1 : 0;
            names += token.Kind == TokenKind.Word && !isPart && (token.Capital ? token.Length > 1 && !(at == first && token.Is(Cue.Street | Cue.Hamlet)) : token.Facts.Sort <= WordSort.DoubtfulName) ? 1 : 0;
        }
        if (digits + names == 0)
            return last - first < 2;
        // "Kampung Kamboja bebas demam berdarah": the place itself is told of.
        if (IsHead(sentences, first) && page.IsWord(last + 1) && Whole.Contains(page.Text(page[last + 1])))
            return true;
        if (names == 0 && parts > 0 && IsHead(sentences, first))
            return (Here(page, sentences, first, last) & (Personal | Cue.Who)) == Cue.None && !sentences.HasIdentifier(first);
        return IsBesideHouse(page, first) && !IsSaidToLive(page, first) && (Here(page, sentences, first, last) & (Personal & ~Cue.LivesAt & ~Cue.GivenName)) == Cue.None;
    }

    private static bool IsRw(Page page, int at) => page[at].Length == 2 && page.Text(page[at]) is "RW" or "rw" or "Rw";

    private static bool IsHead(Sentences sentences, int first) => sentences.IsFirst(first);

    private static bool IsSaidToLive(Page page, int first)
    {
        for (var at = first - 1; at >= Math.Max(0, first - 3); at--)
        {
            if (page.Text(page[at]) is "tinggal" or "lives" or "living" or "domisili" or "berdomisili" or "ngontrak" or "ngekos" or "rumahnya")
                return true;
        }
        return false;
    }

    // What the words of the sentence outside the address tell.
    private static Cue Here(Page page, Sentences sentences, int first, int last)
    {
        var cues = Cue.None;
        for (var at = first - 1; at >= Math.Max(0, first - 12) && !sentences.IsFirst(at + 1); at--)
            cues |= page[at].Facts.Cues;
        for (var at = last + 1; at < Math.Min(page.Count, last + 12) && !sentences.IsFirst(at); at++)
            cues |= page[at].Facts.Cues;
        return cues;
    }

    // "Kantor kami di …", "Our branch at …"
    private static bool IsBesideHouse(Page page, int first)
    {
        for (var at = first - 1; at >= Math.Max(0, first - HouseReach) && !page[at + 1].BreakBefore; at--)
        {
            if (page[at].Is(Cue.House) && !(page.Text(page[at]) is "ambulans" or "Ambulans" or "ambulance" or "igd" or "IGD" or "ugd" or "UGD" or "loket" or "admin" or "kita" or "posko"))
                return true;
        }
        return false;
    }
}
