using Pendopo.Signals.Recommended;

namespace Pendopo.Signals.Scans;

/// <summary>One series of a scan.</summary>
/// <typeparam name="TKey">What names the series, for instance a centre and an indicator.</typeparam>
/// <param name="Key">Its name.</param>
/// <param name="Point">Its newest point, judged.</param>
/// <param name="QValue">The p value adjusted for all series of the scan; NaN when the point has none.</param>
/// <param name="Alarm">True when the q value is at or below the wanted rate, and for a point without p value when its detector alarms.</param>
public sealed record ScanResult<TKey>(TKey Key, DetectionPoint Point, double QValue, bool Alarm);

/// <summary>Judges the newest point of many series with the recommended detector.</summary>
public static class SeriesScan
{
    /// <summary>
    /// Judges the last point of each series and controls the false-discovery rate over all of them. The series are read one at a time, so a
    /// lazy source of any length needs little memory. Results keep the order of the source; the result of one series depends on the others
    /// only through its q value.
    /// </summary>
    /// <param name="series">Named series; those without points are passed over.</param>
    /// <param name="falseDiscoveryRate">Wanted share of false alarms among alarms, in (0, 1).</param>
    /// <param name="settings">Settings of the detector, or null for the usual ones.</param>
    /// <param name="workers">Threads, 1 or more.</param>
    /// <param name="cancellationToken">Stops between two series.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<ScanResult<TKey>> Newest<TKey>(
        IEnumerable<(TKey Key, CountSeries Series)> series, double falseDiscoveryRate = 0.1, RecommendedSettings? settings = null, int workers = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        if (falseDiscoveryRate is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(falseDiscoveryRate), falseDiscoveryRate, "The false-discovery rate lies between 0 and 1.");
        var judged = series.Where(s => s.Series.Length > 0).AsParallel().AsOrdered().WithDegreeOfParallelism(workers)
            .WithMergeOptions(ParallelMergeOptions.AutoBuffered).WithCancellation(cancellationToken)
            .Select(s => (s.Key, Point: RecommendedDetector.Detect(s.Series, settings ?? new(), MonitoredRange.Last(s.Series))[0]))
            .ToList();
        var q = FalseDiscovery.Adjust([.. judged.Select(j => j.Point.PValue)]);
        return [.. judged.Select((j, i) => new ScanResult<TKey>(
            j.Key, j.Point, q[i], double.IsNaN(q[i]) ? j.Point.Alarm == true : q[i] <= falseDiscoveryRate && j.Point.Observed > j.Point.Expected))];
    }
}
