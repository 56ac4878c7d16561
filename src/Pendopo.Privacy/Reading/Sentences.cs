using Pendopo.Privacy.Rules;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Reading;

/// <summary>Where sentences begin and end on a page, and what kinds of words each holds.</summary>
internal sealed class Sentences
{
    private readonly int[] of;
    private readonly List<Cue> cues = [Cue.None];
    private readonly List<bool> identifies = [false];
    private readonly List<(int Words, int Capitals)> letters = [(0, 0)];

    public Sentences(Page page)
    {
        of = new int[page.Count];
        for (var token = 0; token < page.Count; token++)
        {
            if (token > 0 && (page[token].BreakBefore || Context.EndsSentence(page, token - 1)))
            {
                cues.Add(Cue.None);
                identifies.Add(false);
                letters.Add((0, 0));
            }
            if (page.IsWord(token) && page[token].Length > 2)
                letters[^1] = (letters[^1].Words + 1, letters[^1].Capitals + (page[token].Capital ? 1 : 0));
            of[token] = cues.Count - 1;
            cues[^1] |= page[token].Facts.Cues;
        }
        Mark(page);
    }

    /// <summary>Takes up what was found since.</summary>
    public void Mark(Page page)
    {
        foreach (var start in page.Places)
            identifies[Of(page, start)] = true;
    }

    /// <summary>The kinds of words in the sentence of a token.</summary>
    public Cue In(int token) => cues[of[token]];

    /// <summary>The kinds of words in the sentence of a token and in its two neighbours.</summary>
    public Cue Near(int token)
    {
        var sentence = of[token];
        return cues[sentence] | (sentence > 0 ? cues[sentence - 1] : Cue.None) | (sentence + 1 < cues.Count ? cues[sentence + 1] : Cue.None);
    }

    /// <summary>Whether most words of the sentence are capitalised, as in a headline: there a capital says nothing.</summary>
    public bool IsHeadline(int token) => letters[of[token]] is var (words, capitals) && words >= 3 && capitals * 2 > words;

    /// <summary>Whether another identifier, such as a number, stands in the sentence.</summary>
    public bool HasIdentifier(int token) => identifies[of[token]];

    /// <summary>The same for the sentence and its two neighbours.</summary>
    public bool HasIdentifierNear(int token)
    {
        var sentence = of[token];
        return identifies[sentence] || (sentence > 0 && identifies[sentence - 1]) || (sentence + 1 < identifies.Count && identifies[sentence + 1]);
    }

    private int Of(Page page, int place)
    {
        var (low, high) = (0, page.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = page[middle].Start <= place ? (middle, high) : (low, middle - 1);
        }
        return of.Length == 0 ? 0 : of[low];
    }
}
