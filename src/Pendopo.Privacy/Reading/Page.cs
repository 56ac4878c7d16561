using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Reading;

/// <summary>One text as the rules read it: plain, cut into tokens, each token looked up once.</summary>
internal sealed class Page
{
    private readonly string original;
    private readonly List<Token> tokens;

    public Page(string text, AllowList allow)
    {
        original = text;
        Allow = allow;
        Plain = PlainText.Of(text);
        tokens = new List<Token>(Math.Max(4, text.Length / 5));
        Cut();
    }

    public PlainText Plain { get; }

    public AllowList Allow { get; }

    public int Count => tokens.Count;

    public List<Finding> Found { get; } = [];

    /// <summary>Where in the plain text each finding so far begins.</summary>
    public HashSet<int> Places { get; } = [];

    public Token this[int index] => (uint)index < (uint)tokens.Count ? tokens[index] : default;

    public ReadOnlySpan<char> Text(Token token) => Plain.Chars[token.Start..token.End];

    public bool IsSign(int index, char sign) => (uint)index < (uint)tokens.Count && tokens[index].Kind == TokenKind.Sign && Plain[tokens[index].Start] == sign;

    public bool IsDigits(int index) => (uint)index < (uint)tokens.Count && tokens[index].Kind == TokenKind.Digits;

    public bool IsWord(int index) => (uint)index < (uint)tokens.Count && tokens[index].Kind == TokenKind.Word;

    /// <summary>True when the token stands and follows the one before it without a blank.</summary>
    public bool IsGlued(int index) => (uint)index < (uint)tokens.Count && !tokens[index].SpaceBefore;

    /// <summary>The tokens from first to last as they stand in the plain text.</summary>
    public ReadOnlySpan<char> Between(int first, int last) => Plain.Chars[tokens[first].Start..tokens[last].End];

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
            var facts = kind == TokenKind.Word ? Lexicon.Find(chars[at..end]) : default;
            tokens.Add(new Token(at, end, kind, space, lineBreak, char.IsUpper(letter), facts));
            (space, lineBreak, at) = (false, false, end);
        }
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
