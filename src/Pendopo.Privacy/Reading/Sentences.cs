using Pendopo.Privacy.Rules;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Reading;

/// <summary>Where sentences begin and end on a page, and what kinds of words each holds.</summary>
internal sealed class Sentences
{
    // Without one of these, and without a word that no list has, nobody is told of in a sentence.
    private const Cue Opening = Cue.GivenName | Cue.Surname | Cue.DoubtfulName | Cue.Kin | Cue.Title | Cue.NameLabel | Cue.Naming | Cue.Rt | Cue.Street | Cue.Hamlet | Cue.Workplace
        | Cue.LifeDate | Cue.Month | Cue.Weekday | Cue.AgeWord;

    private readonly int[] of;
    private int marked;
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
            cues[^1] |= page[token].Facts.Sort == WordSort.Unknown && page[token].Kind == TokenKind.Word && page[token].Length > 2 ? Cue.GivenName : page[token].Facts.Cues;
        }
        Mark(page);
    }

    /// <summary>Takes up what was found since.</summary>
    public void Mark(Page page)
    {
        for (; marked < page.Places.Count; marked++)
            identifies[of[page.Places[marked]]] = true;
    }

    /// <summary>The kinds of words in the sentence of a token.</summary>
    public Cue In(int token) => cues[of[token]];

    /// <summary>Whether anything in the sentence of a token could tell of somebody.</summary>
    public bool IsOpen(int token) => (cues[of[token]] & Opening) != Cue.None;

    /// <summary>Whether the token is the first of its sentence.</summary>
    public bool IsFirst(int token) => token == 0 || of[token] != of[token - 1];

    /// <summary>The kinds of words in the sentence of a token and in its two neighbours.</summary>
    public Cue Near(int token)
    {
        var sentence = of[token];
        return cues[sentence] | (sentence > 0 ? cues[sentence - 1] : Cue.None) | (sentence + 1 < cues.Count ? cues[sentence + 1] : Cue.None);
    }

    /// <summary>Whether most words of the sentence are capitalised, as in a headline: there a capital says nothing.</summary>
    public bool IsHeadline(int token) => letters[of[token]] is var (words, capitals) && words >= 3 && capitals * 2 > words;

    /// <summary>Whether a word of the sentence begins with a capital.</summary>
    public bool HasCapitals(int token) => letters[of[token]].Capitals > 0;

    /// <summary>Whether another identifier, such as a number, stands in the sentence.</summary>
    public bool HasIdentifier(int token) => identifies[of[token]];

    /// <summary>The same for the sentence and its two neighbours.</summary>
    public bool HasIdentifierNear(int token)
    {
        var sentence = of[token];
        return identifies[sentence] || (sentence > 0 && identifies[sentence - 1]) || (sentence + 1 < identifies.Count && identifies[sentence + 1]);
    }
}
