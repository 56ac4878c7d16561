namespace Pendopo.Signals.Farrington;

/// <summary>The judged point and the same point of earlier years, newest first, as 0-based positions.</summary>
internal static class ReferencePoints
{
    /// <summary>False when one of them lies before the series or (by date) is not in it.</summary>
    public static bool TryFind(CountSeries series, FarringtonSettings settings, int position, Span<int> references)
    {
        references[0] = position;
        for (var year = 1; year <= settings.Years; year++)
        {
            references[year] = settings.Reference == FarringtonReference.Index
                ? position - year * series.Frequency
                : series.Dates.BinarySearch(SameDay(series.Dates[position], year, series.Cadence));
            if (references[year] < 0)
                return false;
        }
        return references[settings.Years] - settings.HalfWidth >= 0;
    }

    // 29 February counts on to 1 March, as R's seq.Date does. A weekly date moves to the nearer of the two days with its own day of the
    // week, counted with Sunday first; a tie keeps the one in the same week.
    private static DateOnly SameDay(DateOnly date, int yearsBack, Cadence cadence)
    {
        var year = date.Year - yearsBack;
        var day = date is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year) ? new DateOnly(year, 3, 1) : new DateOnly(year, date.Month, date.Day);
        if (cadence != Cadence.Weekly)
            return day;
        var inWeek = day.AddDays((int)date.DayOfWeek - (int)day.DayOfWeek);
        var other = inWeek.AddDays(inWeek > day ? -7 : 7);
        return Distance(inWeek, day) > Distance(other, day) ? other : inWeek;
    }

    private static int Distance(DateOnly a, DateOnly b) => Math.Abs(a.DayNumber - b.DayNumber);
}
