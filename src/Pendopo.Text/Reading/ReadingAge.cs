using Pendopo.Text.Languages;
using Pendopo.Text.Words;

namespace Pendopo.Text.Reading;

/// <summary>
/// The age in years from which most people read a text without help. English: the Flesch-Kincaid grade (J. P. Kincaid and others, "Derivation of new
/// readability formulas for Navy enlisted personnel", 1975) and five years, the age at which the first grade ends its count. Indonesian has no calibrated
/// formula: the same sum is taken with six tenths of its syllables (the usual correction of Fry's graph for Indonesian), so its age is a rough one.
/// </summary>
public static class ReadingAge
{
    /// <summary>The youngest and the oldest age that is ever said.</summary>
    public const double Youngest = 5, Oldest = 25;

    private const double GradeToAge = 5, IndonesianSyllable = 0.6;

    /// <summary>The age for a text in a language, from <see cref="Youngest"/> to <see cref="Oldest"/>, with one digit; <see cref="Language.Unknown"/> lets the
    /// library find the language. Null for null, for empty text and for text without words.</summary>
    public static double? Of(string? text, Language language = Language.Unknown)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        language = language == Language.Unknown ? LanguageIdentifier.Identify(text).Language : language;
        int words = 0, syllables = 0;
        foreach (var token in new Tokens(text))
        {
            if (token.Kind == TokenKind.Word)
            {
                words++;
                syllables += Syllables.Count(text.Substring(token.Start, token.Length).ToLowerInvariant(), language);
            }
        }

        if (words == 0)
        {
            return null;
        }

        var perWord = syllables / (double)words * (language == Language.English ? 1 : IndonesianSyllable);
        var grade = (0.39 * words / Math.Max(1, SentenceCounter.Count(text))) + (11.8 * perWord) - 15.59;
        return Math.Clamp(Math.Round(grade + GradeToAge, 1), Youngest, Oldest);
    }
}
