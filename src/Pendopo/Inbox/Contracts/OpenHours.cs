using System.Globalization;
using System.Text.RegularExpressions;

namespace Pendopo.Inbox.Contracts;

/// <summary>When a centre is open: at most one span a weekday, on its own clock, and days on which it stays shut. Pure.</summary>
internal sealed partial class OpenHours
{
    // Long enough for two weeks of holidays in a row; beyond it nothing is promised.
    private const int LooksAhead = 30;

    private readonly IReadOnlyDictionary<DayOfWeek, (TimeOnly From, TimeOnly To)> spans;
    private readonly IReadOnlySet<DateOnly> closed;

    private OpenHours(IReadOnlyDictionary<DayOfWeek, (TimeOnly From, TimeOnly To)> spans, IReadOnlySet<DateOnly> closed) => (this.spans, this.closed) = (spans, closed);

    /// <summary>Reads seven spans divided by semicolons, Monday first, an empty one for a day off, and days as yyyy-MM-dd; null when something is neither.</summary>
    public static OpenHours? Read(string spans, string closedDays)
    {
        var found = new Dictionary<DayOfWeek, (TimeOnly From, TimeOnly To)>();
        var parts = spans.Split(';');
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Trim().Length == 0)
                continue;
            if (i > 6 || Span(parts[i]) is not { } span)
                return null;
            found[(DayOfWeek)((i + 1) % 7)] = span;
        }
        var days = new HashSet<DateOnly>();
        foreach (var word in closedDays.Split([' ', ',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return null;
            days.Add(day);
        }
        return new(found, days);
    }

    public (TimeOnly From, TimeOnly To)? On(DayOfWeek day) => spans.TryGetValue(day, out var span) ? span : null;

    /// <summary>Whether a day was named as one on which the doors stay shut.</summary>
    public bool IsClosedDay(DateOnly day) => closed.Contains(day);

    public bool IsOpen(DateTime local) => Of(DateOnly.FromDateTime(local)) is { } span && TimeOnly.FromDateTime(local) >= span.From && TimeOnly.FromDateTime(local) < span.To;

    /// <summary>When the doors were shut that are shut now; null while open, and for a centre that was never open lately.</summary>
    public DateTime? ShutSince(DateTime local)
    {
        if (IsOpen(local))
            return null;
        for (var day = DateOnly.FromDateTime(local); day > DateOnly.FromDateTime(local).AddDays(-LooksAhead); day = day.AddDays(-1))
        {
            if (Of(day) is { } span && day.ToDateTime(span.To) <= local)
                return day.ToDateTime(span.To);
        }
        return null;
    }

    /// <summary>When the doors open next; null while they are open, and when they do not open within thirty days.</summary>
    public DateTime? OpensAt(DateTime local)
    {
        if (IsOpen(local))
            return null;
        for (var day = DateOnly.FromDateTime(local); day < DateOnly.FromDateTime(local).AddDays(LooksAhead); day = day.AddDays(1))
        {
            if (Of(day) is { } span && day.ToDateTime(span.From) > local)
                return day.ToDateTime(span.From);
        }
        return null;
    }

    /// <summary>The instant that lies so many open minutes after another. Where no hour is open within thirty days every minute counts.</summary>
    public DateTime After(DateTime local, int minutes)
    {
        var left = TimeSpan.FromMinutes(minutes);
        var first = DateOnly.FromDateTime(local);
        for (var day = first; day < first.AddDays(LooksAhead) || left < TimeSpan.FromMinutes(minutes); day = day.AddDays(1))
        {
            if (Of(day) is not { } span)
                continue;
            var from = day.ToDateTime(span.From) > local ? day.ToDateTime(span.From) : local;
            var open = day.ToDateTime(span.To) - from;
            if (open <= TimeSpan.Zero)
                continue;
            if (left <= open)
                return from + left;
            left -= open;
        }
        return local.AddMinutes(minutes);
    }

    private (TimeOnly From, TimeOnly To)? Of(DateOnly day) => closed.Contains(day) ? null : On(day.DayOfWeek);

    private static (TimeOnly From, TimeOnly To)? Span(string text)
    {
        var match = Form().Match(text);
        if (!match.Success || !TimeOnly.TryParseExact(match.Groups["a"].Value.Replace('.', ':'), "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            || !TimeOnly.TryParseExact(match.Groups["b"].Value.Replace('.', ':'), "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to) || to <= from)
            return null;
        return (from, to);
    }

    [GeneratedRegex(@"^\s*(?<a>[0-9]{1,2}[.:][0-9]{2})\s*[-–]\s*(?<b>[0-9]{1,2}[.:][0-9]{2})\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
