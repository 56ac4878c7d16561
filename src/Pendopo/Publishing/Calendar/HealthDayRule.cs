using System.Globalization;
using System.Text.RegularExpressions;

namespace Pendopo.Publishing.Calendar;

/// <summary>When a day comes, every year or once. Pure.</summary>
/// <remarks>Written as <c>11-12</c> (every 12 November), <c>08-01/08-07</c> (a stretch of days), <c>03-2Thu</c> (the second Thursday of March),
/// <c>09-LSun</c> (the last Sunday of September) or <c>2026-11-12</c> (once). A 29 February comes in leap years alone.</remarks>
public sealed partial record HealthDayRule
{
    public const int Length = 21;

    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    private readonly string text;

    private HealthDayRule(string text) => this.text = text;

    /// <summary>Reads a rule; null when it is none, or when its days cannot be.</summary>
    public static HealthDayRule? Read(string? text)
    {
        var rule = new HealthDayRule((text ?? "").Trim());
        // Every yearly rule comes at least once in eight years: between two leap years of a century's turn lie that many.
        return rule.Once() is not null || Enumerable.Range(2024, 8).Any(year => rule.Yearly(year) is not null) ? rule : null;
    }

    /// <summary>The first and last day in that year, or null when it does not come.</summary>
    public (DateOnly First, DateOnly Last)? In(int year) => Once() is { } once ? once.Year == year ? (once, once) : null : Yearly(year);

    public override string ToString() => text;

    private DateOnly? Once() => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private (DateOnly, DateOnly)? Yearly(int year)
    {
        if (text.Split('/') is [var from, var to])
            return Day(year, from) is { } first && Day(year, to) is { } last && first <= last ? (first, last) : null;
        return (Day(year, text) ?? Weekday(year)) is { } day ? (day, day) : null;
    }

    private static DateOnly? Day(int year, string monthAndDay) =>
        DateOnly.TryParseExact(string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{monthAndDay}"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private DateOnly? Weekday(int year)
    {
        var match = NthOfMonth().Match(text);
        if (!match.Success || !int.TryParse(match.Groups["month"].Value, CultureInfo.InvariantCulture, out var month) || month is < 1 or > 12)
            return null;
        var wanted = (DayOfWeek)Array.IndexOf(Days, match.Groups["day"].Value);
        if (match.Groups["nth"].Value == "L")
        {
            var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
            return last.AddDays(-(((int)last.DayOfWeek - (int)wanted + 7) % 7));
        }
        var first = new DateOnly(year, month, 1);
        return first.AddDays((((int)wanted - (int)first.DayOfWeek + 7) % 7) + (7 * (match.Groups["nth"].Value[0] - '1')));
    }

    [GeneratedRegex("^(?<month>[0-9]{2})-(?<nth>[1-4L])(?<day>Sun|Mon|Tue|Wed|Thu|Fri|Sat)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NthOfMonth();
}
