using Pendopo.Text.Normalising;
using Pendopo.Text.Words;

namespace Pendopo.Inbox.Listening;

/// <summary>Words as they are compared, in any language: lower case, accents folded, chat spelling written out, cut at word boundaries.</summary>
internal sealed class SaidWords
{
    /// <summary>Words, numbers and tags in their order; null where a sign parts them, so that no phrase reaches over it.</summary>
    private readonly List<(string Text, bool IsTag)?> pieces = [];

    private SaidWords()
    {
    }

    public static SaidWords Of(string text)
    {
        var said = new SaidWords();
        var plain = TextNormaliser.Normalise(text).Text;
        foreach (var token in Tokens.Of(plain))
        {
            var piece = plain.AsSpan(token.Start, token.Length);
            if (token.Kind is TokenKind.Word or TokenKind.Number)
                said.pieces.Add((Letters(piece), false));
            else if (token.Kind == TokenKind.Hashtag)
                said.pieces.Add((Letters(piece), true));
            else if (!(token.Kind == TokenKind.Sign && piece is "-"))
                said.pieces.Add(null);
        }
        return said;
    }

    /// <summary>The words alone, with the signs between them left out; tags count as words.</summary>
    public IReadOnlyList<string> Plain => [.. pieces.Where(piece => piece is { Text.Length: > 0 }).Select(piece => piece!.Value.Text)];

    /// <summary>Whether a tag of this name stands here.</summary>
    public bool HasTag(string joined) => pieces.Exists(piece => piece is { IsTag: true } tag && tag.Text == joined);

    /// <summary>Whether these words follow one another, or stand together as one word or tag.</summary>
    public bool Has(IReadOnlyList<string> words, string joined) =>
        pieces.Exists(piece => piece?.Text == joined) || Enumerable.Range(0, Math.Max(0, pieces.Count - words.Count + 1)).Any(from => words.Index().All(word => pieces[from + word.Index]?.Text == word.Item));

    // A tag is found with and without its underscores, "don't" as "dont".
    private static string Letters(ReadOnlySpan<char> piece)
    {
        var kept = new System.Text.StringBuilder(piece.Length);
        foreach (var c in piece)
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
                kept.Append(c);
        }
        return kept.ToString();
    }
}

/// <summary>A watched word, phrase or tag, made ready to be compared; with words beside which it does not count.</summary>
internal sealed class WordMatch
{
    private readonly IReadOnlyList<string> words;
    private readonly string joined;
    private readonly bool isTag;
    private readonly List<WordMatch> ignored;

    private WordMatch(string said, IEnumerable<string> ignore)
    {
        isTag = said.TrimStart().StartsWith('#');
        words = SaidWords.Of(isTag ? said.Replace("#", " ", StringComparison.Ordinal) : said).Plain;
        joined = string.Concat(words);
        ignored = [.. ignore.Select(one => new WordMatch(one, [])).Where(one => one.joined.Length > 0)];
    }

    /// <param name="said">The word or phrase, or a tag with its hash sign.</param>
    /// <param name="ignore">Words divided by commas.</param>
    public static WordMatch Of(string said, string ignore) => new(said, ignore.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>What makes two watched words the same; empty when there is nothing to look for.</summary>
    public string Key => joined.Length == 0 ? "" : isTag ? "#" + joined : string.Join(' ', words);

    public bool In(SaidWords said) => joined.Length > 0 && (isTag ? said.HasTag(joined) : said.Has(words, joined)) && !ignored.Exists(one => one.In(said));
}
