using System.Runtime.InteropServices;
using System.Text;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Tagging;

/// <summary>What one token gives to the features of itself and of its neighbours.</summary>
/// <param name="Word">The word itself when a list or a small letter says that it is one; else only how it looks.</param>
/// <param name="Sort">What the word is first of all, and whether it begins with a capital.</param>
/// <param name="Shape">Letters, digits, sign, blank before, new line before.</param>
/// <param name="Ending">The last letters of a word that stands in no list.</param>
/// <param name="Beginning">Its first letters.</param>
/// <param name="Mark">What a rule took it for.</param>
/// <param name="Cues">All that is known of the word.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Atom(uint Word, uint Sort, uint Shape, uint Ending, uint Beginning, uint Mark, Cue Cues)
{
    /// <summary>Stands before the first and behind the last token.</summary>
    public static readonly Atom Outside = new(1, 1, 1, 0, 0, 0, Cue.None);

    private const uint Hard = 200;

    public static Atom Of(Page page, int index, bool withMarks)
    {
        ref readonly var token = ref page[index];
        var mark = page.Marks[index];
        if (mark != 0 && IsHard(mark))
            return new Atom(Hard + mark, Hard + mark, Hard + (token.SpaceBefore ? 1u : 0), 0, 0, mark, Cue.None);
        var blank = token.BreakBefore ? 2u : token.SpaceBefore ? 1u : 0;
        var hint = withMarks ? mark : 0u;
        return token.Kind switch
        {
            TokenKind.Word => Words(page, token, blank, hint, token.Facts),
            TokenKind.Digits => Digits(page, token, blank, hint),
            TokenKind.Mixed => new Atom(400 + Math.Min(8, (uint)token.Length), 400, (400 + blank) | (char.IsAsciiDigit(page.Plain[token.Start]) ? 64u : 0), 0, 0, hint, token.Facts.Cues),
            _ => new Atom(500u + page.Plain[token.Start], 500u + page.Plain[token.Start], 500 + blank, 0, 0, hint, Cue.None),
        };
    }

    /// <summary>A number, an address of the net: what has a form needs no weights.</summary>
    public static bool IsHard(byte mark) => Labels.Of((FindingKind)(mark - 1)) == Label.None;

    /// <summary>The atom of a word as if no list had it: training learns with it what to do with words it does not know.</summary>
    public static Atom Unlisted(Page page, int index)
    {
        ref readonly var token = ref page[index];
        return Words(page, token, token.BreakBefore ? 2u : token.SpaceBefore ? 1u : 0, 0, default);
    }

    private static Atom Words(Page page, in Token token, uint blank, uint hint, WordFacts facts)
    {
        var text = page.Text(token);
        var letters = Case(text, token.Capital);
        var isName = facts.Sort is WordSort.Name;
        var isUnknown = facts.Sort == WordSort.Unknown;
        var (ending, beginning) = isUnknown ? (Hash(text[Math.Max(0, text.Length - 3)..]), Hash(text[..Math.Min(3, text.Length)])) : (0u, 0u);
        var word = isName ? 2u : !isUnknown ? 0x10000u + facts.Id : letters == 0 ? 0x20000u + Hash(text) : 4u + letters;
        // Letters with signs stand in names and hardly in words of the two languages.
        var size = !isUnknown ? 0 : Ascii.IsValid(text) ? Math.Min(2, (uint)text.Length / 4) : 3u;
        return new Atom(word, (facts.Sort * 16u) + (letters * 4) + size + 1000, 16 + (letters * 4) + blank, ending, beginning, hint, facts.Cues);
    }

    private static uint Case(ReadOnlySpan<char> text, bool isCapital) =>
        !isCapital ? 0u : text.Length == 1 ? 3u : text.IndexOfAnyInRange('a', 'z') < 0 ? 2u : 1u;

    private static Atom Digits(Page page, in Token token, uint blank, uint hint)
    {
        var value = token.Length <= 4 ? Number(page.Text(token)) : 0;
        var size = token.Length switch
        {
            1 or 2 => value <= 12 ? 1u : value <= 31 ? 2u : value < 90 ? 3u : 4u,
            3 => value is >= 90 and <= 125 ? 4u : 5u,
            4 => value is >= 1900 and < 2100 ? 6u : 7u,
            5 => 8u,
            6 => 9u,
            8 => 10u,
            _ => 11u,
        };
        return new Atom(300 + size, 300 + size, 300 + blank, 0, 0, hint, Cue.None);
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits)
            value = (value * 10) + (digit - '0');
        return value;
    }

    private static uint Hash(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u; // FNV-1a
        foreach (var letter in text)
            hash = (hash ^ (letter < 0x80 ? letter is >= 'A' and <= 'Z' ? (uint)(letter | 0x20) : letter : char.ToLowerInvariant(letter))) * 16777619u;
        return ((hash * 0x9E3779B1u) >> 16) | 1;
    }
}
