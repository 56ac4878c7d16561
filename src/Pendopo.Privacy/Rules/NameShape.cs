using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

internal enum NameTrust
{
    /// <summary>No name.</summary>
    None,

    /// <summary>Could be one: capitalised and unknown to the lexicon.</summary>
    Unknown,

    /// <summary>A name that is a common word too.</summary>
    Doubtful,

    /// <summary>In the lists of names, or built like one.</summary>
    Known,
}

/// <summary>How much a single word looks like a name.</summary>
internal static class NameShape
{
    public static NameTrust Of(Page page, int index)
    {
        var token = page[index];
        if (token.Kind != TokenKind.Word || token.Length == 0)
            return NameTrust.None;
        var cues = token.Facts.Cues;
        if ((cues & (Cue.GivenName | Cue.Surname)) != Cue.None)
            return (cues & (Cue.Common | Cue.DoubtfulName | Cue.Title | Cue.House | Cue.Month)) != Cue.None ? NameTrust.Doubtful : NameTrust.Known;
        if ((cues & Cue.DoubtfulName) != Cue.None)
            return NameTrust.Doubtful;
        if (cues != Cue.None || token.Length < 3)
            return NameTrust.None;
        // Two or three capitals are short for something: "IPA", "MCU".
        if (token.Length <= 3 && page.Text(token).IndexOfAnyExceptInRange('A', 'Z') < 0)
            return NameTrust.None;
        return token.IsBuiltLikeName ? token.Capital ? NameTrust.Known : NameTrust.Doubtful : token.Capital ? NameTrust.Unknown : NameTrust.None;
    }

    /// <summary>The last token of a name that begins at the first: up to four words and initials with only blanks between.</summary>
    public static int End(Page page, int first)
    {
        var last = first;
        for (var words = 1; words < 4; words++)
        {
            var next = last + 1;
            // Two halves of one name: "Hyun-woo", "Nur-Aini".
            if (page.IsSign(next, '-') && page.IsGlued(next) && page.IsGlued(next + 1) && page.IsWord(next + 1) && page[first].Capital && page[next + 1].Length > 1 && (page[next + 1].Facts.Cues & ~(Cue.GivenName | Cue.Surname)) == Cue.None)
            {
                last = next + 1;
                continue;
            }
            if (next >= page.Count || page[next].BreakBefore || !page[next].SpaceBefore)
                break;
            var isInitial = page[next].Length == 1 && page[next].Capital && page.IsWord(next);
            if (!isInitial && !Continues(page, first, next))
                break;
            last = next;
            if (isInitial && page.IsSign(next + 1, '.') && page.IsGlued(next + 1))
                break;
        }
        return last;
    }

    private static bool Continues(Page page, int first, int next)
    {
        var trust = Of(page, next);
        if (page[first].Capital && !page[next].Capital)
            return false;
        return trust is NameTrust.Known or NameTrust.Doubtful || (trust == NameTrust.Unknown && page[first].Capital);
    }
}
