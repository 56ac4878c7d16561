using System.Buffers;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Tagging;

/// <summary>Makes findings of labelled tokens.</summary>
internal static class Persons
{
    private const double Agreed = 0.9;
    private const double Alone = 0.75;

    private static readonly Tagger Tagger = new(Weights.Own);

    public static void Read(Page page, Sentences sentences)
    {
        var labels = ArrayPool<Label>.Shared.Rent(Math.Max(1, page.Count));
        Tagger.Read(page, sentences, labels.AsSpan(0, page.Count));
        Repairs.Make(page, labels.AsSpan(0, page.Count));
        Mentions.Find(page, labels.AsSpan(0, page.Count));
        Licensed.Find(page, sentences, labels.AsSpan(0, page.Count));
        for (var first = 0; first < page.Count; first++)
        {
            if (labels[first] == Label.None)
                continue;
            var last = first;
            while (last + 1 < page.Count && labels[last + 1] == labels[first])
                last++;
            Note(page, sentences, labels[first], first, last);
            first = last;
        }
        ArrayPool<Label>.Shared.Return(labels);
    }

    private static void Note(Page page, Sentences sentences, Label label, int first, int last)
    {
        while (first < last && page[first].Kind == TokenKind.Sign)
            first++;
        while (last > first && page[last].Kind == TokenKind.Sign && !page.IsSign(last, '.') && !page.IsSign(last, ')'))
            last--;
        if (label == Label.Kin && !HasKin(page, first, last))
        {
            NamesIn(page, sentences, first, last);
            return;
        }
        if (page[first].Kind == TokenKind.Sign || !IsLikely(page, sentences, label, first, last))
            return;
        var kind = label.Kind();
        var isAgreed = page.Marks[first..(last + 1)].Contains((byte)(kind + 1));
        page.Add(kind, first, last, isAgreed ? Agreed : Alone, Reason(label), label is Label.Date or Label.Age or Label.Address ? Mend.Generalise : Mend.Mask);
    }

    private static bool HasKin(Page page, int first, int last)
    {
        for (var at = first; at <= last; at++)
        {
            if (page[at].Is(Cue.Kin) || (!page[at].Capital && page[at].Facts.Sort == WordSort.Unknown && page.IsWord(at) && page[at].Length > 3))
                return true;
        }
        return false;
    }

    // Without a word for a relative the phrase is a name with what stands before it: "nurse told Mrs Lindqvist".
    private static void NamesIn(Page page, Sentences sentences, int first, int last)
    {
        for (var from = first; from <= last; from++)
        {
            if (!IsNameLike(page, from))
                continue;
            var to = from;
            while (to < last && IsNameLike(page, to + 1))
                to++;
            Note(page, sentences, Label.Name, from, to);
            from = to;
        }
    }

    private static bool IsNameLike(Page page, int at) => page.IsWord(at) && page[at].Capital && page[at].Length > 1 && page[at].Facts.Sort <= WordSort.DoubtfulName;

    private static bool IsLikely(Page page, Sentences sentences, Label label, int first, int last) => label switch
    {
        Label.Name => Likely.Name(page, sentences, first, last) && !Firms.Hold(page, first, last) && !page.Allow.AllowsName(page.Between(first, last)),
        Label.Date => Likely.Date(page, first, last),
        Label.Age => Likely.Age(page, first, last),
        Label.Address => Likely.Address(page, sentences, first, last),
        Label.Place => Likely.Place(page, sentences, first, last),
        _ => true,
    };

    private static string Reason(Label label) => label switch
    {
        Label.Name => "name.person",
        Label.Kin => "kin.told",
        Label.Address => "address.home",
        Label.Date => "date.person",
        Label.Age => "age.high",
        _ => "place.singles",
    };
}
