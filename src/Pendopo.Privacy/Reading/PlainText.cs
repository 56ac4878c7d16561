using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Pendopo.Privacy.Reading;

/// <summary>
/// A text in plain letters and digits, with the way back to the original: full-width and other decorated forms become ASCII, what has no
/// width is left out, every dash is a hyphen and every blank a space. Tricks against filters end here.
/// </summary>
internal sealed class PlainText : IDisposable
{
    private readonly string source;
    private char[] units;
    private int[]? from;

    private PlainText(string source, char[] units, int length, int[]? from) => (this.source, this.units, Length, this.from) = (source, units, length, from);

    public int Length { get; }

    public ReadOnlySpan<char> Chars => units.AsSpan(0, Length);

    /// <summary>Some units that lie inside the text: a token's.</summary>
    public ReadOnlySpan<char> Part(int start, int length) => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(units), start), length);

    public char this[int at] => (uint)at < (uint)Length ? units[at] : '\0';

    /// <summary>Where in the original the unit at this place begins.</summary>
    public int Original(int at) => from is null ? at : at < Length ? from[at] : source.Length;

    /// <summary>Where in the original the unit before this place ends.</summary>
    public int OriginalEnd(int at) => from is null ? at : from[at - 1] + (IsPair(source, from[at - 1]) ? 2 : 1);

    /// <summary>Gives the borrowed room back.</summary>
    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(units);
        units = [];
        if (from is not null)
            ArrayPool<int>.Shared.Return(from);
        from = null;
    }

    private static bool IsPair(string text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);

    public static PlainText Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            var copy = ArrayPool<char>.Shared.Rent(text.Length);
            text.CopyTo(copy);
            return new PlainText(text, copy, text.Length, null);
        }
        var chars = ArrayPool<char>.Shared.Rent(text.Length);
        var places = ArrayPool<int>.Shared.Rent(text.Length);
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] < 0x80)
            {
                (chars[length], places[length++]) = (text[at], at);
                continue;
            }
            var isPair = IsPair(text, at);
            var plain = isPair ? Pair(char.ConvertToUtf32(text[at], text[at + 1])) : Plain(text[at]);
            if (plain != '\0')
                (chars[length], places[length++]) = (plain, at);
            at += isPair ? 1 : 0;
        }
        return new PlainText(text, chars, length, places);
    }

    private static char Plain(char letter)
    {
        if (letter < 0x80)
            return letter;
        if (letter < 0x250)
            return letter == '\u00A0' ? ' ' : letter == '\u00AD' ? '\0' : letter;
        if (letter is >= '\u2010' and <= '\u2015' or '\u2212' or '\u2043')
            return '-';
        if (letter is '\u2018' or '\u2019' or '\u02BC')
            return '\'';
        var category = char.GetUnicodeCategory(letter);
        if (category is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            return '\0'; // zero width, variation selectors, the frame of a keycap
        if (category == UnicodeCategory.SpaceSeparator)
            return ' ';
        if (category == UnicodeCategory.DecimalDigitNumber)
            return (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(letter));
        // Compatibility forms stand in these blocks: full-width, enclosed, sub- and superscript.
        return letter is >= '\uFF00' and <= '\uFFEF' or >= '\u2460' and <= '\u24FF' or >= '\u2070' and <= '\u209F' ? Compatible(letter.ToString(), letter) : letter;
    }

    // Mathematical letters and digits live outside the first plane; an emoji becomes a sign that joins nothing.
    private static char Pair(int point) => point is >= 0x1D400 and <= 0x1D7FF or >= 0x1F100 and <= 0x1F1FF ? Compatible(char.ConvertFromUtf32(point), '\uFFFD') : '\uFFFD';

    private static char Compatible(string decorated, char otherwise)
    {
        var plain = decorated.Normalize(NormalizationForm.FormKC);
        return plain.Length >= 1 && plain[0] < 0x80 ? plain[0] : otherwise;
    }
}
