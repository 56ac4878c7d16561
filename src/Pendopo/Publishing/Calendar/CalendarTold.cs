using Pendopo.Platform.Centres;
using Pendopo.Platform.Ui;

namespace Pendopo.Publishing.Calendar;

/// <summary>Something that can still be moved and stands on a day of mourning.</summary>
public sealed record OnMourning(CalendarEntry Entry, ComingHealthDay Day);

/// <summary>What the calendar tells besides its posts: the same on the page and for programs. Pure.</summary>
internal static class CalendarTold
{
    // A week without a post is what a reader notices.
    public const int GapDays = 7;

    /// <summary>The longest stretch of coming days without a post, when it is longer than a week and nothing is filtered away.</summary>
    public static (DateOnly First, DateOnly Last)? Gap(CalendarAsk ask, DateOnly today, IEnumerable<DateOnly> days)
    {
        var (first, last) = (ask.Span.First < today ? today : ask.Span.First, ask.Span.Last);
        if (ask.IsFiltered || first > last)
            return null;
        var busy = days.Where(day => day >= first && day <= last).Append(first.AddDays(-1)).Append(last.AddDays(1)).Distinct().Order().ToList();
        var longest = busy.Zip(busy.Skip(1)).MaxBy(pair => pair.Second.DayNumber - pair.First.DayNumber);
        return longest.Second.DayNumber - longest.First.DayNumber > GapDays ? (longest.First.AddDays(1), longest.Second.AddDays(-1)) : null;
    }

    public static IReadOnlyList<OnMourning> Mourned(IReadOnlyList<CalendarEntry> entries, IEnumerable<ComingHealthDay> coming, Centre centre)
    {
        var mourning = coming.Where(day => day.Day.Words.Kind == HealthDayKind.Mourning).ToList();
        return [.. from entry in entries
                   where entry.Movable is not null
                   let stands = Clock.DateOf(entry.At, centre.Zone)
                   from day in mourning
                   where stands >= day.First && stands <= day.Last
                   select new OnMourning(entry, day)];
    }
}
