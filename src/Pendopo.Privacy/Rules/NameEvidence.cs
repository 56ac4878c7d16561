using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>What is said around a word that only a person is told.</summary>
internal sealed class NameEvidence(Page page)
{
    /// <summary>"Rina, 34 th", "Rina (0812…", "Rina umur 2 th", "Rina, murid …", "Rina lahir …".</summary>
    public bool IsFollowedByPerson(int first, int last)
    {
        var next = last + 1;
        if (page.IsSign(next, ',') && IsAside(next))
            return true;
        // "Ferdi (17) …"
        if (page.IsSign(next, '(') && page.IsDigits(next + 1) && page[next + 1].Length <= 2 && page.IsSign(next + 2, ')') && page[first].Capital)
            return true;
        if (page.IsSign(next, '\'') && page.IsGlued(next) && page[next + 1].Length == 1)
            return page[next + 2].Is(Cue.Kin) || page[next + 3].Is(Cue.Kin);
        return page[first].Capital && (IsAge(next) || IsAge(next + 1) || IsBirth(next) || StandsBeforeNumber(next));
    }

    /// <summary>"kemarin Rizqi jatuh", "Nadhifa demam sejak semalam": an unknown word that does what only persons do.</summary>
    public bool DoesWhatPersonsDo(int first, int last, Sentences sentences)
    {
        if (!page[first].Capital || LooksLikeWord(first) || !page[last + 1].Is(Cue.Doing) || page[last + 1].BreakBefore)
            return false;
        var isStart = first == 0 || page[first].BreakBefore || Context.EndsSentence(page, first - 1);
        return isStart ? sentences.In(first).HasFlag(Cue.When) && !sentences.In(first).HasFlag(Cue.Event) : !page[first - 1].Is(Cue.PlaceType | Cue.Workplace | Cue.Hamlet | Cue.Street | Cue.House);
    }

    /// <summary>"Rasti tuh yang keguguran", "Paulina Rumbino besok kontrol": an unknown word at the head of a sentence that goes on as one goes on about a person.</summary>
    public bool ActsLikeAPerson(int first, int last, Sentences sentences)
    {
        if (!page[first].Capital || LooksLikeWord(first) || IsAllCaps(first) || sentences.IsHeadline(first) || page[last + 1].BreakBefore)
            return false;
        return page[last + 1].Is(Cue.Acts | Cue.Doing) && (sentences.In(first) & (Cue.Event | Cue.Fiction)) == Cue.None;
    }

    /// <summary>"saya Puteri", "ibunya Faizah", "panggilkan Anjani yang tadi …": told in passing, in the middle of a sentence.</summary>
    public bool IsNamedInPassing(int first, int last)
    {
        if (!page[first].Capital || first == 0 || page[first].BreakBefore || Context.EndsSentence(page, first - 1) || LooksLikeWord(first))
            return false;
        var before = page[first - 1];
        if (before.Is(Cue.PlaceType | Cue.Workplace | Cue.Hamlet | Cue.Street | Cue.House | Cue.Event))
            return false;
        return before.Is(Cue.Relay | Cue.Self | Cue.Kin) || page[last + 1].Is(Cue.Kin) || (page[last + 1].Is(Cue.Who) && Context.Follows(page, last + 1, Cue.Doing | Cue.Care | Cue.Health, 4));
    }

    /// <summary>A capitalised word in the middle of a sentence about care, where no place or thing is named, and the sentence is no headline.</summary>
    public bool IsCapitalAmongWords(int first, Sentences sentences)
    {
        if (!page[first].Capital || first == 0 || page[first].BreakBefore || LooksLikeWord(first) || sentences.IsHeadline(first) || IsAllCaps(first))
            return false;
        var before = first - 1;
        if (page.IsSign(before, ',') || page.IsSign(before, ':'))
            return before > 0 && (page[before - 1].Is(Cue.Self | Cue.Kin | Cue.Vocative) || (page.IsSign(before, ':') && page.IsWord(before - 1) && page[before - 1].Is(Cue.Care | Cue.Patient | Cue.Health)));
        return page.IsWord(before) && !page[before].Capital && !page[before].Is(Cue.Location | Cue.PlaceType | Cue.Workplace | Cue.Hamlet | Cue.Street | Cue.House | Cue.Event | Cue.Thing | Cue.Brand)
            && (sentences.In(first) & (Cue.Event | Cue.Fiction)) == Cue.None;
    }

    /// <summary>"Tuti, Tukirin dan Samijo": what follows a name in a list is one too.</summary>
    public bool FollowsName(int first, int lastName)
    {
        if (lastName < 0 || !page[first].Capital || page[first].BreakBefore || LooksLikeWord(first))
            return false;
        var between = first - lastName - 1;
        return between is >= 1 and <= 3 && (page.IsSign(lastName + 1, ',') || page.IsSign(lastName + 1, '&') || page.Text(page[lastName + 1]) is "dan" or "and" or "sama" || (page.IsDigits(lastName + 1) && page[lastName + 1].Length == 1))
            && (between == 1 || !page.IsWord(first - 1) || page.Text(page[first - 1]) is "dan" or "and");
    }

    private bool IsAllCaps(int token) => page[token].Length > 1 && page.Text(page[token]).IndexOfAnyInRange('a', 'z') < 0;

    private bool IsAside(int comma)
    {
        var next = comma + 1;
        return (page.IsDigits(next) && page[next + 1].Is(Cue.Years)) || (page.IsWord(next) && page[next].Length == 1 && page.IsSign(next + 1, ','))
            || (page[next].Is(Cue.Belongs) && Context.Follows(page, next, Cue.Workplace, 2));
    }

    private bool IsAge(int token) => (page[token].Is(Cue.AgeWord) && page.IsDigits(token + 1)) || (page.IsDigits(token) && page[token].Length <= 3 && page[token + 1].Is(Cue.Years) && !page[token - 1].Is(Cue.Common));

    private bool IsBirth(int token) => page.Text(page[token]) is "lahir" or "born" or "lhr" && !page[token].BreakBefore;

    private bool StandsBeforeNumber(int next)
    {
        var at = page.IsSign(next, '(') || page.IsSign(next, ',') || page.IsSign(next, '/') ? next + 1 : next;
        return page.IsDigits(at) && !page[at].BreakBefore && page[at].Length >= 3 && page.IsPlace(at);
    }

    // Derived words of Indonesian: no name ends or begins so.
    private bool LooksLikeWord(int token)
    {
        var word = page.Text(page[token]);
        return Affixes.IsDerived(word) || word.EndsWith("nya", StringComparison.OrdinalIgnoreCase) || word.EndsWith("kan", StringComparison.OrdinalIgnoreCase) || word.EndsWith("lah", StringComparison.OrdinalIgnoreCase)
            || (word.Length > 6 && (word.StartsWith("meng", StringComparison.OrdinalIgnoreCase) || word.StartsWith("mem", StringComparison.OrdinalIgnoreCase) || word.StartsWith("peng", StringComparison.OrdinalIgnoreCase)));
    }
}
