using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>What the words around a number say it is. Looks a fixed number of tokens to each side, so the time stays linear.</summary>
internal static class Context
{
    private const int Before = 8;
    private const int After = 4;
    private const int MostLetters = 6;
    private const Cue Kinds = Cue.Nik | Cue.Kk | Cue.Bpjs | Cue.Mrn | Cue.Phone | Cue.Npwp | Cue.Licence | Cue.Account | Cue.Device | Cue.Ip | Cue.Plate | Cue.Thing;

    /// <summary>The nearest kind of number named before it, else shortly after it; none when nothing is named.</summary>
    public static Cue Of(Page page, int first, int last)
    {
        for (var at = first - 1; at >= Math.Max(0, first - Before) && !EndsSentence(page, at); at--)
        {
            if (((page[at].Facts.Cues | Spelled(page, at)) & Kinds) is var cue and not Cue.None)
                return cue;
        }
        for (var at = last + 1; at <= last + After && at < page.Count && !EndsSentence(page, at - 1); at++)
        {
            if ((page[at].Facts.Cues & Kinds & ~Cue.Thing) is var cue and not Cue.None)
                return cue;
        }
        return Cue.None;
    }

    /// <summary>Whether a word of that kind stands among the few tokens before, in the same sentence.</summary>
    public static bool Stands(Page page, int first, Cue cue, int reach)
    {
        for (var at = first - 1; at >= Math.Max(0, first - reach) && !EndsSentence(page, at); at--)
        {
            if (page[at].Is(cue))
                return true;
        }
        return false;
    }

    /// <summary>Whether a word of that kind stands among the few tokens behind, in the same sentence.</summary>
    public static bool Follows(Page page, int last, Cue cue, int reach)
    {
        for (var at = last + 1; at <= last + reach && at < page.Count && !EndsSentence(page, at - 1); at++)
        {
            if (page[at].Is(cue))
                return true;
        }
        return false;
    }

    // "N.I.K.", "K.K": letters with points between them are one word.
    private static Cue Spelled(Page page, int last)
    {
        if (page[last].Length != 1 || page[last].Kind != TokenKind.Word || !page.IsSign(last - 1, '.') || !page.IsGlued(last))
            return Cue.None;
        Span<char> letters = stackalloc char[MostLetters];
        var (at, from) = (last, MostLetters);
        while (from > 0 && page.IsWord(at) && page[at].Length == 1)
        {
            letters[--from] = page.Text(page[at])[0];
            if (!page.IsSign(at - 1, '.') || !page.IsGlued(at))
                break;
            at -= 2;
        }
        return Lexicon.Find(letters[from..]).Cues;
    }

    /// <summary>A full stop, question or exclamation mark with a blank behind it, or the end of a line. "No." and "Tn." end nothing.</summary>
    public static bool EndsSentence(Page page, int at)
    {
        var token = page[at];
        if (token.Kind != TokenKind.Sign || page.Plain[token.Start] is not ('.' or '?' or '!' or ';'))
            return false;
        if (at + 1 < page.Count && !page[at + 1].SpaceBefore)
            return false;
        return page.Plain[token.Start] != '.' || at == 0 || page[at - 1].Kind != TokenKind.Word || page[at - 1].Length > 3 || (page[at - 1].Length == 3 && page[at - 1].Facts.Cues == Cue.None);
    }
}
