using System.Globalization;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Kinds;

/// <summary>The details of a kind as lines of plain text in the post's language: what a network shows that knows no events and no polls.</summary>
internal static class DetailLines
{
    /// <summary>The lines, or an empty text when the kind says nothing besides.</summary>
    public static string Of(PostWords words) => string.Join('\n', words.Kind switch
    {
        PostKind.Event => EventLines(words),
        PostKind.Poll or PostKind.Question => words.Details.Choices.Select(choice => "○ " + choice),
        PostKind.Video when words.Details.Link.Length > 0 => [words.Details.Link],
        _ => [],
    });

    /// <summary>A time from and to, as it is said in a language: the day once when both are on it.</summary>
    public static string When(DateTime begins, DateTime? ends, CultureInfo culture)
    {
        var from = $"{Day(begins)}, {Hour(begins)}";
        return ends is not { } to || to <= begins ? from : to.Date == begins.Date ? $"{from}–{Hour(to)}" : $"{from} – {Day(to)}, {Hour(to)}";

        string Day(DateTime at) => at.ToString("dddd, d MMMM yyyy", culture);

        string Hour(DateTime at) => at.ToString(culture.TwoLetterISOLanguageName == "en" ? "HH:mm" : "HH.mm", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> EventLines(PostWords words)
    {
        var culture = CultureInfo.GetCultureInfo(words.Language.StartsWith("en", StringComparison.Ordinal) ? "en" : "id");
        if (words.Details.Begins is { } begins)
            yield return When(begins, words.Details.Ends, culture);
        if (words.Details.Place.Length > 0)
            yield return words.Details.Place;
    }
}
