using System.Text;
using System.Text.RegularExpressions;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Site;
using Pendopo.Text;
using Pendopo.Text.Reading;

namespace Pendopo.Publishing.Hints;

/// <summary>What a hint is about.</summary>
public enum HintKind { LongSentence, HardWord, HardText, EmojiRow, Shouting, FancyLetters, EmptyLink, JoinedHashtag }

/// <summary>One thing that could be said more plainly, or read aloud better.</summary>
/// <param name="Said">The words it is about; empty when it is about the whole.</param>
/// <param name="Better">What to write instead, or what counts against it; may be empty.</param>
public sealed record PlainHint(HintKind Kind, string Said, string Better);

/// <summary>A hard word and plain ones for it.</summary>
public sealed record PlainWord(string Hard, string Plain);

/// <summary>Looks for what is hard to read or to hear. A hint and never a gate: nothing here keeps a text from going out. Pure.</summary>
internal static partial class PlainHints
{
    /// <summary>Words after which a sentence is long: half of all readers lose one of 25 and more; 20 is this house's own bound (docs/guide).</summary>
    public const int LongFrom = 21;

    private const int Most = 12, QuoteLength = 80, FewestWords = 30;

    private static readonly string[] EmptyLinks = ["klik di sini", "klik disini", "baca di sini", "selengkapnya di sini", "click here", "read here", "tap here"];

    /// <summary>Of a post as readers get it.</summary>
    public static IReadOnlyList<PlainHint> Of(PostWords words, IReadOnlyList<PlainWord> glossary) =>
        Of(string.Join("\n", words.Title, words.Summary, ArticleMarkup.Plain(words.Text)), words.Language, glossary);

    public static IReadOnlyList<PlainHint> Of(string text, string language, IReadOnlyList<PlainWord> glossary)
    {
        var hints = new List<PlainHint>();
        foreach (var sentence in Sentences(text))
        {
            var words = Word().Count(sentence);
            if (words >= LongFrom)
                hints.Add(new(HintKind.LongSentence, Quote(sentence), words.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
        foreach (var word in glossary.Where(word => Holds(text, word.Hard)))
            hints.Add(new(HintKind.HardWord, word.Hard, word.Plain));
        var tongue = language.StartsWith("en", StringComparison.Ordinal) ? Language.English : language == "id" ? Language.Indonesian : Language.Unknown;
        if (tongue != Language.Unknown && Word().Count(text) >= FewestWords && ReadingEase.Measure(text, tongue).Level == "hard")
            hints.Add(new(HintKind.HardText, "", ""));
        hints.AddRange(ReadAloud(text));
        return [.. hints.Take(Most)];
    }

    // What a screen reader says: each emoji by its name, capitals letter by letter in some voices, letters of mathematics as symbols,
    // and a link by its words alone (WCAG 2.2, 1.1.1, 2.4.4; W3C, Accessible social media).
    private static IEnumerable<PlainHint> ReadAloud(string text)
    {
        foreach (Match row in Emojis().Matches(text))
            yield return new(HintKind.EmojiRow, row.Value, "");
        foreach (Match row in Shouted().Matches(text))
            yield return new(HintKind.Shouting, Quote(row.Value), "");
        var fancy = string.Concat(text.EnumerateRunes().Where(rune => rune.Value is >= 0x1D400 and <= 0x1D7FF or >= 0xFF21 and <= 0xFF5A));
        if (fancy.Length > 0)
            yield return new(HintKind.FancyLetters, Quote(fancy), fancy.Normalize(NormalizationForm.FormKC) is var plain ? Quote(plain) : "");
        foreach (var link in EmptyLinks.Where(link => Holds(text, link)))
            yield return new(HintKind.EmptyLink, link, "");
        foreach (Match tag in LongHashtag().Matches(text))
            yield return new(HintKind.JoinedHashtag, tag.Value, "");
    }

    private static IEnumerable<string> Sentences(string text) => SentenceEnd().Split(text).Select(sentence => sentence.Trim()).Where(sentence => sentence.Length > 0);

    private static bool Holds(string text, string words)
    {
        for (var at = text.IndexOf(words, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + words.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return true;
        }
        return false;
    }

    private static string Quote(string text) => text.Length <= QuoteLength ? text : Platform.Data.KeptText.Of(text, QuoteLength - 1) + "…";

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"[.!?…]+[\s""'”’)]+|\n+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"(?:[\uD83C-\uD83E][\uDC00-\uDFFF]|[\u2600-\u27BF])\uFE0F?(?:\s*(?:[\uD83C-\uD83E][\uDC00-\uDFFF]|[\u2600-\u27BF])\uFE0F?){2,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Emojis();

    [GeneratedRegex(@"\p{Lu}{4,}(?:\s+\p{Lu}{2,}){2,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Shouted();

    [GeneratedRegex(@"#\p{Ll}{14,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LongHashtag();
}
