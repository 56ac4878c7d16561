using System.Globalization;
using Pendopo.Platform.Backups.Making;

namespace Pendopo.Platform.Backups.Kept;

/// <summary>Which backups are kept: the newest of each of the latest days, weeks and months in which there is one. Pure.</summary>
internal static class RetentionRule
{
    /// <summary>The instants that may go, for instants of backups in any order. The newest of all is always kept.</summary>
    public static IReadOnlySet<DateTimeOffset> Over(IReadOnlyCollection<DateTimeOffset> all, Retention keep, TimeZoneInfo zone)
    {
        var latestFirst = all.OrderDescending().ToList();
        var kept = new HashSet<DateTimeOffset>();
        kept.UnionWith(latestFirst.Take(1));
        kept.UnionWith(Newest(latestFirst, Day, keep.Daily));
        kept.UnionWith(Newest(latestFirst, instant => (ISOWeek.GetYear(Local(instant)), ISOWeek.GetWeekOfYear(Local(instant))), keep.Weekly));
        kept.UnionWith(Newest(latestFirst, instant => (Local(instant).Year, Local(instant).Month), keep.Monthly));
        return all.Where(instant => !kept.Contains(instant)).ToHashSet();

        DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant));
    }

    private static IEnumerable<DateTimeOffset> Newest<T>(List<DateTimeOffset> latestFirst, Func<DateTimeOffset, T> span, int count) =>
        latestFirst.GroupBy(span).Take(count).Select(group => group.First());
}
