namespace Pendopo.Signals;

/// <summary>The points to judge, both ends included, 1-based. Points that cannot be judged come out without a bound.</summary>
/// <param name="From">First point, 1 or more.</param>
/// <param name="To">Last point; below <paramref name="From"/> the range is empty.</param>
public readonly record struct MonitoredRange(int From, int To)
{
    /// <summary>Every point of a series.</summary>
    public static MonitoredRange All(CountSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new(1, series.Length);
    }

    /// <summary>The last <paramref name="points"/> points of a series.</summary>
    public static MonitoredRange Last(CountSeries series, int points = 1)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new(Math.Max(1, series.Length - points + 1), series.Length);
    }

    internal void Check(CountSeries series)
    {
        if (From < 1 || To > series.Length)
            throw new ArgumentOutOfRangeException(nameof(series), $"The range {From}..{To} does not lie within 1..{series.Length}.");
    }
}
