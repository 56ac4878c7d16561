using Pendopo.Text;
using Pendopo.Text.Reading;

namespace Pendopo.Safety.Consents;

/// <summary>How old one is who reads a text of a consent without help. Advice: no text is refused for it.</summary>
/// <param name="Age">In years, rounded; null for a text without words.</param>
internal sealed record ReadingAdvice(int? Age)
{
    /// <summary>What a plain text asks for: a child of nine to eleven years reads it.</summary>
    public const int From = 9, To = 11;

    public bool IsHard => Age > To;

    public static ReadingAdvice Of(string text, string language) =>
        new(ReadingAge.Of(text, language == "en" ? Language.English : Language.Indonesian) is { } age ? (int)Math.Round(age, MidpointRounding.AwayFromZero) : null);
}
