using Pendopo.Platform.Centres;

namespace Pendopo.Publishing.Desk;

/// <summary>The days of a centre as instants.</summary>
internal static class CentreDays
{
    /// <summary>From the first instant of the day to the first of the next.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Of(Centre centre, DateOnly day) =>
        (centre.Instant(day.ToDateTime(TimeOnly.MinValue)), centre.Instant(day.AddDays(1).ToDateTime(TimeOnly.MinValue)));
}
