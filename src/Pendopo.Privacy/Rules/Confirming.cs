using System.Collections.Frozen;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>
/// Sentences that confirm of somebody who was asked about that they are cared for here: "Iya, beliau masih dirawat di sini", "She is indeed one
/// of our patients", "Yang bersangkutan memang pasien kami". What people tell of themselves and theirs is none.
/// </summary>
internal static class Confirming
{
    private const int Reach = 12;
    private const Cue State = Cue.Doing | Cue.Care | Cue.Patient | Cue.LifeDate;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Spoken = Words("beliau beliaunya tersebut bersangkutan ybs almarhum almarhumah mendiang he she");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Affirmed = Words("iya ya betul benar memang yes indeed correct right nggih inggih muhun leres");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Here = Words("kami sini our here us");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Not = Words("saya aku sy gue my i jika kalau bila if apakah apa kapan who whether belum contoh misalnya");

    /// <summary>The token that says what care it is; null when nothing is confirmed of the one at this token.</summary>
    public static int? Read(Page page, Sentences sentences, int who)
    {
        if (!Spoken.Contains(page.Text(page[who])) || sentences.In(who).HasFlag(Cue.Fiction))
            return null;
        var first = who;
        while (first > 0 && first > who - Reach && !sentences.IsFirst(first))
            first--;
        var (state, marks) = (-1, 0);
        for (var at = first; at < page.Count && at <= who + Reach && (at <= who || !sentences.IsFirst(at)); at++)
        {
            if (page.IsSign(at, '?') || Addressing.IsAnnounced(page, at))
                return null;
            if (!page.IsWord(at) || at == who)
                continue;
            var word = page.Text(page[at]);
            if (Not.Contains(word))
                return null;
            state = state < 0 && page[at].Is(State) ? at : state;
            marks += Affirmed.Contains(word) || Here.Contains(word) || (page[at].Is(Cue.Patient) && page.Text(page[who]) is "tersebut") ? 1 : 0;
        }
        return state >= 0 && marks > 0 ? state : null;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
