namespace Pendopo.Publishing.Calendar;

/// <summary>Finds the free hours of a queue. Pure.</summary>
public static class QueueGaps
{
    /// <summary>The coming hours of a week's slots on the wall clock of a zone, in their order, without an end. An hour that the clocks skip
    /// does not come that week; one that comes twice comes once, the first time.</summary>
    /// <param name="after">Only hours later than this.</param>
    public static IEnumerable<DateTimeOffset> Coming(IReadOnlyCollection<WeekSlot> slots, TimeZoneInfo zone, DateTimeOffset after)
    {
        ArgumentNullException.ThrowIfNull(slots);
        ArgumentNullException.ThrowIfNull(zone);
        if (slots.Count == 0)
            yield break;
        var ordered = slots.Distinct().OrderBy(slot => slot.Time).ToLookup(slot => slot.Day);
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, zone).DateTime); ; day = day.AddDays(1))
        {
            foreach (var slot in ordered[day.DayOfWeek])
            {
                var local = day.ToDateTime(slot.Time);
                if (!zone.IsInvalidTime(local) && At(local, zone) is var at && at > after)
                    yield return at;
            }
        }
    }

    /// <summary>The first hour that nothing stands at, or null when none is free before the horizon.</summary>
    public static DateTimeOffset? Next(IReadOnlyCollection<WeekSlot> slots, TimeZoneInfo zone, DateTimeOffset after, DateTimeOffset horizon, IReadOnlySet<DateTimeOffset> taken) =>
        Coming(slots, zone, after).TakeWhile(at => at < horizon).Cast<DateTimeOffset?>().FirstOrDefault(at => !taken.Contains(at!.Value));

    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone)
    {
        // Of two instants with one name on the clock the earlier has the larger distance from UTC.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
