using Pendopo.Text.Languages;
using Pendopo.Text.Normalising;
using Pendopo.Text.Stemming;
using Pendopo.Text.Words;

namespace Pendopo.Text;

/// <summary>
/// Text made ready for a full-text index, the same for every database: plain spelling, no stop words, stems. A term holds only letters and
/// digits, so it needs no escaping in a query language of an index (quote it where words such as "and" are operators).
/// </summary>
public static class SearchText
{
    private const int LongestTerm = 48;

    /// <summary>
    /// The stemmed terms of a text in their order, with repetitions, without stop words; a text of stop words alone has none.
    /// </summary>
    /// <param name="text">Any text; null and empty have no terms.</param>
    /// <param name="language">Its language; <see cref="Language.Unknown"/> lets the library find it. Javanese and Sundanese are stemmed as Indonesian.</param>
    public static IReadOnlyList<string> Terms(string? text, Language language = Language.Unknown)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        var plain = TextNormaliser.Normalise(text).Text;
        language = language == Language.Unknown ? LanguageIdentifier.Identify(plain).Language : language;
        var terms = new List<string>();
        foreach (var word in WordsOf(plain))
        {
            if (!StopWords.Contains(word, language))
            {
                terms.Add(Stem(word, language));
            }
        }

        return terms;
    }

    /// <summary>The terms of <see cref="Terms"/> joined by blanks: what a full-text column holds.</summary>
    public static string Index(string? text, Language language = Language.Unknown) => string.Join(' ', Terms(text, language));

    /// <summary>
    /// What to look for: one entry a word of the query that is no stop word, each with the forms under which an Indonesian or an English text
    /// was indexed (any of them is a hit; all entries should be). A query of stop words alone has no entries.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Query(string? query)
    {
        var plain = TextNormaliser.Normalise(query).Text;
        var language = LanguageIdentifier.Identify(plain).Language;
        var entries = new List<IReadOnlyList<string>>();
        foreach (var word in WordsOf(plain))
        {
            if (!StopWords.Contains(word, language))
            {
                entries.Add([.. new[] { Stem(word, Language.Indonesian), Stem(word, Language.English) }.Distinct(StringComparer.Ordinal)]);
            }
        }

        return entries;
    }

    /// <summary>The stem of one plain lower-case word: Porter2 for English, Snowball Indonesian for everything else; words with digits stay.</summary>
    public static string Stem(string word, Language language)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.AsSpan().ContainsAnyInRange('0', '9') ? word : language == Language.English ? EnglishStemmer.Stem(word) : IndonesianStemmer.Stem(word);
    }

    private static IEnumerable<string> WordsOf(string plain)
    {
        foreach (var token in Tokens.Of(plain))
        {
            var start = token.Kind is TokenKind.Hashtag or TokenKind.Mention ? token.Start + 1 : token.Start;
            if (token.Kind is TokenKind.Word or TokenKind.Number or TokenKind.Hashtag or TokenKind.Mention && token.End - start <= LongestTerm)
            {
                // A word of underscores alone holds nothing to look for.
                if (Letters(plain.AsSpan(start, token.End - start)) is { Length: > 0 } word)
                {
                    yield return word;
                }
            }
        }
    }

    // A term holds letters and digits alone: "don't" is found as "dont", "38,5" as "385", in the text and in the query alike.
    private static string Letters(ReadOnlySpan<char> word)
    {
        Span<char> kept = stackalloc char[LongestTerm];
        var length = 0;
        foreach (var c in word)
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                kept[length++] = c;
            }
        }

        return new string(kept[..length]);
    }
}
