using Pendopo.Platform.Ui;

namespace Pendopo.Care.Reminders;

/// <summary>When somebody is reminded of a time. Pure.</summary>
internal static class ReminderTimes
{
    /// <summary>Later than so long before it begins, nobody is reminded: they are on their way.</summary>
    public static readonly TimeSpan Last = TimeSpan.FromMinutes(15);

    /// <summary>Which of the reminders is due now, in minutes before the beginning; null for none. After a time off only the nearest is.</summary>
    /// <param name="since">Since when the time stands and the wish is said: nobody is reminded of what they did a moment ago.</param>
    public static int? Due(DateTimeOffset startsAt, DateTimeOffset since, ReminderTimesSet set, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (now > startsAt - Last || QuietUntil(set, zone, now) is not null)
            return null;
        return new[] { set.FirstMinutes, set.SecondMinutes }.Where(minutes => minutes > 0).Select(minutes => (Minutes: minutes, At: Moment(startsAt, minutes, set, zone)))
            .Where(one => one.At >= since && one.At <= now).OrderByDescending(one => one.At).ThenBy(one => one.Minutes).Select(one => (int?)one.Minutes).FirstOrDefault();
    }

    /// <summary>The instant of a reminder: out of the quiet hours it goes to their end, and where that is too late to before they begin.</summary>
    public static DateTimeOffset Moment(DateTimeOffset startsAt, int minutes, ReminderTimesSet set, TimeZoneInfo zone)
    {
        var at = startsAt.AddMinutes(-minutes);
        if (QuietUntil(set, zone, at) is not { } until)
            return at;
        return until <= startsAt - Last ? until : Begins(set, zone, at).AddMinutes(-1);
    }

    /// <summary>The end of the quiet hours that an instant lies in; null outside them.</summary>
    public static DateTimeOffset? QuietUntil(ReminderTimesSet set, TimeZoneInfo zone, DateTimeOffset at)
    {
        var (day, minute) = Local(zone, at);
        if (set.QuietFrom == set.QuietTo || !IsQuiet(set, minute))
            return null;
        return HoursOf(minute < set.QuietTo ? day : day.AddDays(1), set.QuietTo, zone);
    }

    private static DateTimeOffset Begins(ReminderTimesSet set, TimeZoneInfo zone, DateTimeOffset at)
    {
        var (day, minute) = Local(zone, at);
        return HoursOf(minute >= set.QuietFrom ? day : day.AddDays(-1), set.QuietFrom, zone);
    }

    private static bool IsQuiet(ReminderTimesSet set, int minute) => set.QuietFrom < set.QuietTo ? minute >= set.QuietFrom && minute < set.QuietTo : minute >= set.QuietFrom || minute < set.QuietTo;

    private static (DateOnly Day, int Minute) Local(TimeZoneInfo zone, DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        return (DateOnly.FromDateTime(local), (local.Hour * 60) + local.Minute);
    }

    private static DateTimeOffset HoursOf(DateOnly day, int minute, TimeZoneInfo zone) => Clock.Instant(day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute), zone);
}
