using System.Runtime.InteropServices;
using Pendopo.Text.Languages;
using Pendopo.Text.Stemming;
using Pendopo.Text.Words;

namespace Pendopo.Text.Reading;

/// <summary>How hard a text is to read.</summary>
/// <param name="Score">0 (very plain) to 100 (very hard).</param>
/// <param name="WordsPerSentence">Mean words a sentence; up to 15 reads well, above 25 is hard.</param>
/// <param name="LongWords">Share of words that stay long without their affixes, 0 to 1.</param>
/// <param name="LearnedWords">Share of words with the endings of learned loans (-isasi, -itas, -tion, -itis), 0 to 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ReadingScore(double Score, double WordsPerSentence, double LongWords, double LearnedWords)
{
    /// <summary>"plain" up to 50, "hard" above. A text without words is plain.</summary>
    public string Level => Score > ReadingEase.Hard ? "hard" : "plain";
}

/// <summary>
/// Reading ease of health texts. English: one hundred less the Flesch reading ease (R. Flesch, "A new readability yardstick", 1948), raised by the
/// share of learned words. Indonesian has no calibrated formula, and words are longer by their affixes; so its score is made of sentence length,
/// syllables (six tenths of a syllable count for one of English, the usual correction of Fry's graph for Indonesian), words that stay long
/// without affixes, and learned loans. No school grade is given for Indonesian: none has been validated.
/// Short messages (fewer than ten words) say little; treat their score as a hint.
/// </summary>
public static class ReadingEase
{
    internal const double Hard = 50;

    private static readonly string[] IndonesianLoans =
        ["asi", "isi", "usi", "itas", "isme", "ologi", "logi", "grafi", "itis", "osis", "emia", "oma", "patik", "tik", "tif", "ik", "ier", "ansi", "ensi", "onal", "ial", "iatif", "gen", "sial", "nosis", "terapi", "vaskular", "ular", "oid", "tor"];

    private static readonly string[] EnglishLoans =
        ["tion", "sion", "ity", "itis", "osis", "emia", "ology", "ance", "ence", "ism", "ative", "itive", "ular", "opathy", "otic", "ical", "ment", "able", "ible", "aneous", "uous", "ious", "oid", "genic", "ectomy", "otherapy", "therapy", "ization", "isation"];

    /// <summary>The score of a text in a language; <see cref="Language.Unknown"/> lets the library find it. Null and empty text score 0.</summary>
    public static ReadingScore Measure(string? text, Language language = Language.Unknown)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return default;
        }

        language = language == Language.Unknown ? LanguageIdentifier.Identify(text).Language : language;
        return Measure(text.AsSpan(), language);
    }

    internal static ReadingScore Measure(ReadOnlySpan<char> text, Language language)
    {
        int words = 0, syllables = 0, longWords = 0, learned = 0;
        Span<char> lower = stackalloc char[40];
        foreach (var token in new Tokens(text))
        {
            if (token.Kind != TokenKind.Word || token.Length > lower.Length)
            {
                continue;
            }

            var word = lower[..text.Slice(token.Start, token.Length).ToLowerInvariant(lower)];
            words++;
            syllables += Syllables.Count(word, language);
            learned += IsLearned(word, language) ? 1 : 0;
            longWords += IsLong(word, language) ? 1 : 0;
        }

        if (words == 0)
        {
            return default;
        }

        var perSentence = words / (double)Math.Max(1, SentenceCounter.Count(text));
        var (longShare, learnedShare) = (longWords / (double)words, learned / (double)words);
        var perWord = syllables / (double)words;
        var score = language == Language.English
            ? 100 - (206.835 - (1.015 * perSentence) - (84.6 * perWord)) + (40 * learnedShare)
            : (1.6 * (perSentence - 8)) + (60 * ((perWord * 0.6) - 1.2)) + (60 * longShare) + (70 * learnedShare) + 15;
        return new ReadingScore(Math.Clamp(Math.Round(score, 1), 0, 100), perSentence, longShare, learnedShare);
    }

    private static bool IsLearned(ReadOnlySpan<char> word, Language language)
    {
        foreach (var ending in language == Language.English ? EnglishLoans : IndonesianLoans)
        {
            if (word.Length > ending.Length + 3 && word.EndsWith(ending))
            {
                return true;
            }
        }

        return false;
    }

    // Rewrites the word: it is not looked at afterwards.
    private static bool IsLong(Span<char> word, Language language)
    {
        if (language == Language.English)
        {
            return word.Length > 9;
        }

        var start = IndonesianStemmer.Stem(word, out var end);
        return end - start > 8;
    }
}
