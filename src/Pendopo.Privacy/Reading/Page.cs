using System.Buffers;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Reading;

/// <summary>One text as the rules read it: plain, cut into tokens, each token looked up once. Its room is borrowed and given back.</summary>
internal sealed class Page : IDisposable
{
    private readonly string original;
    private Token[] tokens;

    public Page(string text, AllowList allow)
    {
        original = text;
        Allow = allow;
        Plain = PlainText.Of(text);
        tokens = ArrayPool<Token>.Shared.Rent(Math.Max(16, text.Length / 4));
        Cut();
    }

    public PlainText Plain { get; }

    public AllowList Allow { get; }

    public int Count { get; private set; }

    /// <summary>How often a rule has looked at a token: what the proof that the time is linear counts.</summary>
    public long Looks { get; private set; }

    public List<Finding> Found { get; } = [];

    /// <summary>Where in the plain text each finding so far begins.</summary>
    public HashSet<int> Places { get; } = [];

    /// <summary>The token at a place; before the first and behind the last stand tokens without length.</summary>
    public ref readonly Token this[int index]
    {
        get
        {
            Looks++;
            // The place behind the last token always holds an empty one.
            return ref tokens[(uint)index < (uint)Count ? index : Count];
        }
    }

    public ReadOnlySpan<char> Text(in Token token) => Plain.Chars[token.Start..token.End];

    public bool IsSign(int index, char sign) => this[index] is { Kind: TokenKind.Sign, Length: > 0 } token && Plain[token.Start] == sign;

    public bool IsDigits(int index) => this[index].Kind == TokenKind.Digits;

    public bool IsWord(int index) => this[index] is { Kind: TokenKind.Word, Length: > 0 };

    /// <summary>True when the token stands and follows the one before it without a blank.</summary>
    public bool IsGlued(int index) => this[index] is { SpaceBefore: false, Length: > 0 };

    /// <summary>The tokens from first to last as they stand in the plain text.</summary>
    public ReadOnlySpan<char> Between(int first, int last) => Plain.Chars[tokens[first].Start..tokens[last].End];

    public void Dispose()
    {
        ArrayPool<Token>.Shared.Return(tokens);
        tokens = [];
        Plain.Dispose();
    }

    /// <summary>Notes a finding over whole tokens, first to last.</summary>
    public void Add(FindingKind kind, int first, int last, double score, string reason, Mend mend = Mend.Mask) =>
        AddChars(kind, tokens[first].Start, tokens[last].End, score, reason, mend);

    /// <summary>Notes a finding over units of the plain text.</summary>
    public void AddChars(FindingKind kind, int start, int end, double score, string reason, Mend mend = Mend.Mask)
    {
        Places.Add(start);
        Found.Add(new Finding(kind, Plain.Original(start), Plain.OriginalEnd(end), score, reason, mend));
    }

    public string OriginalText(int start, int end) => original[Plain.Original(start)..Plain.OriginalEnd(end)];

    private void Cut()
    {
        var chars = Plain.Chars;
        var (space, lineBreak) = (false, true);
        for (var at = 0; at < chars.Length;)
        {
            var letter = chars[at];
            if (letter <= ' ')
            {
                (space, lineBreak) = (true, lineBreak || letter == '\n');
                at++;
                continue;
            }
            var end = EndOf(chars, at, out var kind);
            // "kejang2" is the word said twice.
            var facts = kind == TokenKind.Word ? Lexicon.Find(chars[at..end]) : kind == TokenKind.Mixed && end - at > 4 && chars[end - 1] == '2' ? Lexicon.Find(chars[at..(end - 1)]) : default;
            Put(new Token(at, end, kind, space, lineBreak, char.IsUpper(letter), facts));
            Count++;
            (space, lineBreak, at) = (false, false, end);
        }
        Put(default);
    }

    private void Put(in Token token)
    {
        if (Count == tokens.Length)
        {
            var larger = ArrayPool<Token>.Shared.Rent(tokens.Length * 2);
            tokens.CopyTo(larger, 0);
            ArrayPool<Token>.Shared.Return(tokens);
            tokens = larger;
        }
        tokens[Count] = token;
    }

    private static int EndOf(ReadOnlySpan<char> chars, int start, out TokenKind kind)
    {
        var (end, letters, digits) = (start, false, false);
        for (; end < chars.Length; end++)
        {
            var letter = chars[end];
            if (char.IsAsciiDigit(letter))
                digits = true;
            else if (char.IsAsciiLetter(letter) || (letter >= 0x80 && char.IsLetter(letter)))
                letters = true;
            else
                break;
        }
        kind = (letters, digits) switch { (true, true) => TokenKind.Mixed, (true, false) => TokenKind.Word, (false, true) => TokenKind.Digits, _ => TokenKind.Sign };
        return Math.Max(end, start + 1);
    }
}
