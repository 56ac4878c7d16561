using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Reading;

/// <summary>One text as the rules read it: plain, cut into tokens, each token looked up once. Its room is borrowed and given back.</summary>
internal sealed class Page : IDisposable
{
    private const byte Letter = 1;
    private const byte Digit = 2;

    // What each ASCII sign is.
    private static readonly byte[] Sorts = [.. Enumerable.Range(0, 128).Select(letter => char.IsAsciiDigit((char)letter) ? Digit : char.IsAsciiLetter((char)letter) ? Letter : (byte)0)];

    private readonly string original;
    private readonly bool countsLooks;
    private Token[] tokens;
    private byte[] marks;
    private bool[] begins;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="allow">What may stand.</param>
    /// <param name="countsLooks">Whether <see cref="Looks"/> counts: a count in every look is a tenth of the time.</param>
    public Page(string text, AllowList allow, bool countsLooks = false)
    {
        this.countsLooks = countsLooks;
        original = text;
        Allow = allow;
        Plain = PlainText.Of(text);
        tokens = ArrayPool<Token>.Shared.Rent(Math.Max(16, text.Length / 4));
        Cut();
        marks = ArrayPool<byte>.Shared.Rent(Count + 1);
        marks.AsSpan(0, Count).Clear();
        begins = ArrayPool<bool>.Shared.Rent(Count + 1);
        begins.AsSpan(0, Count).Clear();
    }

    public PlainText Plain { get; }

    public AllowList Allow { get; }

    public int Count { get; private set; }

    /// <summary>How often a rule has looked at a token: what the proof that the time is linear counts.</summary>
    public long Looks { get; private set; }

    public List<Finding> Found { get; } = [];

    /// <summary>The first token of each finding so far, in the order of finding.</summary>
    public List<int> Places { get; } = [];

    /// <summary>Whether a finding begins with this token.</summary>
    public bool IsPlace(int token) => (uint)token < (uint)Count && begins[token];

    /// <summary>The token at a place; before the first and behind the last stand tokens without length.</summary>
    public ref readonly Token this[int index]
    {
        get
        {
            if (countsLooks)
                Looks++;
            // The place behind the last token always holds an empty one, so no bound needs a second look.
            return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(tokens), (uint)index < (uint)Count ? index : Count);
        }
    }

    public ReadOnlySpan<char> Text(in Token token) => Plain.Part(token.Start, token.Length);

    public bool IsSign(int index, char sign)
    {
        // By reference: a pattern would copy the whole token, and this is asked more than anything else.
        ref readonly var token = ref this[index];
        return token.Kind == TokenKind.Sign && token.Length > 0 && Plain[token.Start] == sign;
    }

    public bool IsDigits(int index) => this[index].Kind == TokenKind.Digits;

    public bool IsWord(int index)
    {
        ref readonly var token = ref this[index];
        return token.Kind == TokenKind.Word && token.Length > 0;
    }

    /// <summary>True when the token stands and follows the one before it without a blank.</summary>
    public bool IsGlued(int index)
    {
        ref readonly var token = ref this[index];
        return !token.SpaceBefore && token.Length > 0;
    }

    /// <summary>The tokens from first to last as they stand in the plain text.</summary>
    public ReadOnlySpan<char> Between(int first, int last) => Plain.Chars[tokens[first].Start..tokens[last].End];

    public void Dispose()
    {
        ArrayPool<Token>.Shared.Return(tokens);
        ArrayPool<byte>.Shared.Return(marks);
        ArrayPool<bool>.Shared.Return(begins);
        (tokens, marks, begins, Count) = ([default], [], [], 0);
        Plain.Dispose();
    }

    /// <summary>What the rules took each token for: 0 for nothing, else the kind and one.</summary>
    public ReadOnlySpan<byte> Marks => marks.AsSpan(0, Count);

    /// <summary>Notes a finding over whole tokens, first to last.</summary>
    public void Add(FindingKind kind, int first, int last, double score, string reason, Mend mend = Mend.Mask)
    {
        marks.AsSpan(first, last - first + 1).Fill((byte)(kind + 1));
        Begin(first);
        AddFound(kind, tokens[first].Start, tokens[last].End, score, reason, mend);
    }

    /// <summary>Notes what a rule takes the tokens for; whether they are it is decided with all that stands around.</summary>
    public void Hint(FindingKind kind, int first, int last)
    {
        Begin(first);
        for (var at = first; at <= last; at++)
            marks[at] = marks[at] == 0 || marks[at] == (byte)(FindingKind.Name + 1) ? (byte)(kind + 1) : marks[at];
    }

    /// <summary>Notes that the tokens hold something of that kind which may stand, so that nothing else is seen in them.</summary>
    public void Pass(FindingKind kind, int first, int last) => marks.AsSpan(first, last - first + 1).Fill((byte)(kind + 1));

    /// <summary>The token that holds a unit of the plain text, or the last one before it.</summary>
    public int TokenAt(int place)
    {
        var (low, high) = (0, Math.Max(0, Count - 1));
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = tokens[middle].Start <= place ? (middle, high) : (low, middle - 1);
        }
        return low;
    }

    /// <summary>Notes a finding over units of the plain text.</summary>
    public void AddChars(FindingKind kind, int start, int end, double score, string reason, Mend mend = Mend.Mask)
    {
        var (first, last) = (TokenAt(start), TokenAt(end - 1));
        marks.AsSpan(first, last - first + 1).Fill((byte)(kind + 1));
        Begin(first);
        AddFound(kind, start, end, score, reason, mend);
    }

    private void Begin(int token)
    {
        begins[token] = true;
        Places.Add(token);
    }

    private void AddFound(FindingKind kind, int start, int end, double score, string reason, Mend mend) =>
        Found.Add(new Finding(kind, Plain.Original(start), Plain.OriginalEnd(end), score, reason, mend));

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
            var isBuiltLikeName = kind == TokenKind.Word && facts.Cues == Cue.None && NameEndings.Has(chars[at..end]);
            if (kind == TokenKind.Word && facts.Cues == Cue.None && !isBuiltLikeName && char.IsUpper(letter))
                facts = Derived.Find(chars[at..end]);
            Put(new Token(at, end, kind, space, lineBreak, char.IsUpper(letter), isBuiltLikeName, facts));
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
        var (end, seen) = (start, (byte)0);
        for (; end < chars.Length; end++)
        {
            var letter = chars[end];
            var sort = letter < Sorts.Length ? Sorts[letter] : char.IsLetter(letter) ? Letter : (byte)0;
            if (sort == 0)
                break;
            seen |= sort;
        }
        kind = seen switch { Letter | Digit => TokenKind.Mixed, Letter => TokenKind.Word, Digit => TokenKind.Digits, _ => TokenKind.Sign };
        return Math.Max(end, start + 1);
    }
}
