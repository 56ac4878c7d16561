using System.Globalization;

namespace Pendopo.Signals.Explanations;

/// <summary>Puts an explanation into two or three short sentences, in Indonesian or English.</summary>
public static class ExplanationText
{
    /// <summary>Beyond this a chance is only called very small: the tails of the model are not known that far out.</summary>
    private const double MostOneIn = 10_000;

    /// <summary>The words for <paramref name="explanation"/>; Indonesian when the culture is, English otherwise. Numbers follow the culture.</summary>
    public static string Of(AlarmExplanation explanation, CultureInfo culture, Cadence cadence)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        ArgumentNullException.ThrowIfNull(culture);
        var words = culture.TwoLetterISOLanguageName == "id" ? ExplanationWords.Indonesian : ExplanationWords.English;
        var sentences = new List<string>
        {
            double.IsNaN(explanation.Expected)
                ? string.Format(culture, words.ObservedOnly, explanation.Observed)
                : string.Format(culture, words.Observed, explanation.Observed, Rounded(explanation.Expected), Math.Floor(explanation.Upper)),
        };
        if (explanation.OneIn is { } oneIn)
            sentences.Add(oneIn > MostOneIn ? words.VeryRare : string.Format(culture, words.Rare, Math.Round(oneIn), words.Unit(cadence)));
        if (explanation.Points > 1)
        {
            sentences.Add(explanation.SinceDate is { } date
                ? string.Format(culture, words.SinceDate, date.ToString("d MMMM yyyy", culture), explanation.Points, words.Unit(cadence))
                : string.Format(culture, words.Since, explanation.Points, words.Unit(cadence)));
        }
        return string.Join(' ', sentences);
    }

    private static double Rounded(double value) => value < 10 ? Math.Round(value, 1) : Math.Round(value);
}
