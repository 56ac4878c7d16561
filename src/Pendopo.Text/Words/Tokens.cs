using System.Buffers;
using System.Runtime.InteropServices;

namespace Pendopo.Text.Words;

/// <summary>What a piece of text is.</summary>
public enum TokenKind
{
    /// <summary>Letters, also with digits inside or behind ("anak2"); an apostrophe between letters belongs to the word.</summary>
    Word,

    /// <summary>Digits with inner points, commas, colons or slashes ("38,5", "140/90").</summary>
    Number,

    /// <summary>A web address, from its scheme, "www." or host name (with a path) to the next blank.</summary>
    Address,

    /// <summary>@name.</summary>
    Mention,

    /// <summary>#name.</summary>
    Hashtag,

    /// <summary>One picture sign (emoji), with its modifiers as far as they are single code points.</summary>
    Emoji,

    /// <summary>Any other sign that is not a blank, one UTF-16 unit or one surrogate pair.</summary>
    Sign,
}

/// <summary>A piece of text by its place, in UTF-16 units of the text it was cut from. It never cuts a surrogate pair.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Token(int Start, int Length, TokenKind Kind)
{
    /// <summary>Where the piece ends (exclusive).</summary>
    public int End => Start + Length;
}

/// <summary>Cuts text into tokens, left to right, without allocation and in linear time.</summary>
public ref struct Tokens(ReadOnlySpan<char> text)
{
    private const int LongestHost = 64;
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n,()");

    private readonly ReadOnlySpan<char> text = text;
    private int position;

    /// <summary>The piece found last.</summary>
    public Token Current { get; private set; }

    /// <summary>How many signs were looked at so far, each as often as it was: what the proof that the time is linear counts.</summary>
    internal int Looks { get; private set; }

    /// <summary>For <c>foreach</c>.</summary>
    public readonly Tokens GetEnumerator() => this;

    /// <summary>Every token of a text as a list; an empty or null text has none.</summary>
    public static List<Token> Of(string? text)
    {
        var all = new List<Token>();
        foreach (var token in new Tokens(text))
        {
            all.Add(token);
        }

        return all;
    }

    /// <summary>Finds the next piece; false at the end.</summary>
    public bool MoveNext()
    {
        while (position < text.Length && (char.IsWhiteSpace(text[position]) || char.IsControl(text[position])))
        {
            position++;
        }

        if (position >= text.Length)
        {
            return false;
        }

        Current = Next(position);
        position = Current.End;
        return true;
    }

    private Token Next(int start)
    {
        var c = text[start];
        if (IsAddress(start))
        {
            return new Token(start, Run(start, static ch => !char.IsWhiteSpace(ch) && !char.IsControl(ch)), TokenKind.Address);
        }

        if (c is '@' or '#' && start + 1 < text.Length && IsWordPart(start + 1) > 0)
        {
            return new Token(start, 1 + WordLength(start + 1), c == '@' ? TokenKind.Mention : TokenKind.Hashtag);
        }

        if (char.IsAsciiDigit(c))
        {
            return NumberOrWord(start);
        }

        var width = IsWordPart(start);
        if (width > 0)
        {
            var length = WordLength(start);
            var host = HostLength(start, start + length);
            return host > 0 ? new Token(start, host, TokenKind.Address) : new Token(start, length, TokenKind.Word);
        }

        width = char.IsHighSurrogate(c) && start + 1 < text.Length && char.IsLowSurrogate(text[start + 1]) ? 2 : 1;
        return new Token(start, width, Emojis.IsEmoji(text.Slice(start, width)) ? TokenKind.Emoji : TokenKind.Sign);
    }

    private Token NumberOrWord(int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || IsInsideNumber(end)))
        {
            end++;
        }

        // "4ku", "2x", "5ml": a word that begins with digits.
        return end < text.Length && IsWordPart(end) > 0
            ? new Token(start, end - start + WordLength(end), TokenKind.Word)
            : new Token(start, end - start, TokenKind.Number);
    }

    private readonly bool IsInsideNumber(int at) =>
        text[at] is '.' or ',' or ':' or '/' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);

    private bool IsAddress(int start)
    {
        var rest = text[start..];
        return rest[0] is 'h' or 'H' or 'w' or 'W'
            && (rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                || (rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && rest.Length > 4 && !char.IsWhiteSpace(rest[4])));
    }

    // "bit.ly/x", "pic.host.com/x": a name with points and a path. Looks ahead a fixed stretch, so that reading stays linear.
    private int HostLength(int start, int wordEnd)
    {
        if (wordEnd + 1 >= text.Length || text[wordEnd] != '.' || !char.IsAsciiLetterOrDigit(text[wordEnd + 1]))
        {
            return 0;
        }

        var ahead = text[start..Math.Min(text.Length, start + LongestHost)];
        Looks += ahead.Length;
        var slash = ahead.IndexOf('/');
        return slash > 0 && !ahead[..slash].ContainsAny(Blanks) && slash + 1 < ahead.Length && !char.IsWhiteSpace(ahead[slash + 1])
            ? Run(start, static ch => !char.IsWhiteSpace(ch) && !char.IsControl(ch))
            : 0;
    }

    private int Run(int start, Func<char, bool> belongs)
    {
        var end = start;
        while (end < text.Length && belongs(text[end]))
        {
            end++;
        }

        Looks += end - start;
        return end - start;
    }

    private int WordLength(int start)
    {
        var end = start;
        while (end < text.Length)
        {
            var width = IsWordPart(end);
            if (width == 0)
            {
                // don't, ma'af: an apostrophe belongs to the word only between letters.
                if (text[end] is not ('\'' or '\u2019') || end + 1 >= text.Length || !char.IsLetter(text[end + 1]) || end == start)
                {
                    break;
                }

                width = 1;
            }

            end += width;
        }

        return end - start;
    }

    // 0 when the sign at this place is no part of a word, else its width in UTF-16 units.
    private int IsWordPart(int at)
    {
        Looks++;
        var c = text[at];
        if (char.IsAscii(c))
        {
            return char.IsAsciiLetterOrDigit(c) || c == '_' ? 1 : 0;
        }

        if (char.IsHighSurrogate(c))
        {
            return at + 1 < text.Length && char.IsSurrogatePair(c, text[at + 1]) && System.Text.Rune.IsLetterOrDigit(new System.Text.Rune(c, text[at + 1])) ? 2 : 0;
        }

        return char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark && c < '\u0370' ? 1 : 0;
    }
}
