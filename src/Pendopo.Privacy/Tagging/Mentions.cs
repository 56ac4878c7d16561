using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Tagging;

/// <summary>Names that the words beside them do not give away: said again later on the page, or alone on it as a signature is.</summary>
internal static class Mentions
{
    private const int Shortest = 3;
    private const int ShortestSmall = 5;
    private const int MostAlone = 5;

    public static void Find(Page page, Span<Label> labels)
    {
        if (labels.IndexOf(Label.Name) < 0)
            Alone(page, labels);
        else
            Again(page, labels);
    }

    // "Yuri Sadovsky … early Sadovsky": who was named in full is meant again.
    private static void Again(Page page, Span<Label> labels)
    {
        HashSet<string>? known = null;
        for (var first = 0; first < labels.Length; first++)
        {
            if (labels[first] != Label.Name)
                continue;
            var last = first;
            while (last + 1 < labels.Length && labels[last + 1] == Label.Name && !page[last + 1].BreakBefore)
                last++;
            for (var at = first; at <= last && !Firms.Hold(page, first, last); at++)
            {
                if (CanReturn(page[at]) && (last > first || page[at].Facts.Sort == WordSort.Name || page[at - 1].Is(Cue.Title)))
                    (known ??= new HashSet<string>(StringComparer.Ordinal)).Add(page.Text(page[at]).ToString());
            }
            first = last;
        }
        if (known is null)
            return;
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var token = 0; token < labels.Length; token++)
        {
            if (labels[token] == Label.None && page.Marks[token] == 0 && CanReturn(page[token]) && !IsOfThing(page, labels, token) && lookup.Contains(page.Text(page[token])))
                labels[token] = Label.Name;
        }
    }

    private static bool CanReturn(in Token token) => token.Kind == TokenKind.Word
        && (token.Capital ? token.Length >= Shortest && token.Facts.Sort <= WordSort.DoubtfulName : token.Length >= ShortestSmall && token.Facts.Sort <= WordSort.Name);

    // A street or a house called after somebody, a handle, a part of an address.
    private static bool IsOfThing(Page page, ReadOnlySpan<Label> labels, int token) =>
        token > 0 && (labels[token - 1] != Label.None || page[token - 1].Is(Cue.PlaceType | Cue.Street | Cue.Workplace | Cue.Hamlet | Cue.House | Cue.Office) || page.IsSign(token - 1, '@') || page.IsSign(token - 1, '#') || (page.IsGlued(token) && page.IsSign(token - 1, '.')));

    // A paragraph that is two to four capitalised words, none of them a word of the language: who signs or is written to.
    private static void Alone(Page page, Span<Label> labels)
    {
        if (page.Count is < 2 or > MostAlone || labels.IndexOfAnyExcept(Label.None) >= 0)
            return;
        var (words, listed) = (0, 0);
        for (var at = 0; at < page.Count; at++)
        {
            var token = page[at];
            var isInitial = token.Length == 1 && token.Capital && page.IsWord(at);
            if (page.IsSign(at, '.') ? at == 0 || page[at - 1].Length != 1 : !isInitial && !IsNameLike(page, at))
                return;
            words += token.Kind == TokenKind.Word && !isInitial ? 1 : 0;
            listed += token.Facts.Sort is WordSort.Name ? 1 : 0;
        }
        if (words >= 2 && listed > 0 && !Firms.Hold(page, 0, page.Count - 1))
            labels.Fill(Label.Name);
    }

    private static bool IsNameLike(Page page, int at) => page.IsWord(at) && page[at].Capital && page.Marks[at] is 0 or (byte)(FindingKind.Name + 1)
        && page[at].Facts.Sort <= WordSort.DoubtfulName && (at == 0 || !page[at].BreakBefore) && page.Text(page[at]).IndexOfAnyInRange('a', 'z') >= 0;
}
