namespace Pendopo.Signals;

/// <summary>One judged point of a series.</summary>
/// <param name="T">1-based position.</param>
/// <param name="Date">Its date, when the series has dates.</param>
/// <param name="Observed">The count; NaN when missing.</param>
/// <param name="Method">What judged it; <see cref="DetectionMethod.None"/> when nothing could.</param>
public sealed record DetectionPoint(int T, DateOnly? Date, double Observed, DetectionMethod Method)
{
    /// <summary>The count to be expected, 0 or more; NaN when not given.</summary>
    public double Expected { get; init; } = double.NaN;

    /// <summary>Upper bound: the largest count that is still usual; NaN when there is none.</summary>
    public double Upper { get; init; } = double.NaN;

    /// <summary>True for an alarm, false for none, null when the point could not be judged.</summary>
    public bool? Alarm { get; init; }

    /// <summary>Probability of a count at least this high when nothing happens, 0..1; NaN when the method has none.</summary>
    public double PValue { get; init; } = double.NaN;

    /// <summary>Dispersion: variance over mean, 1 for Poisson; NaN when the method has none.</summary>
    public double Phi { get; init; } = double.NaN;

    /// <summary>Change of the log of the mean a point of time; NaN when no trend was kept.</summary>
    public double TrendCoefficient { get; init; } = double.NaN;

    /// <summary>True when a trend was kept.</summary>
    public bool Trend => !double.IsNaN(TrendCoefficient);

    /// <summary>The method's own statistic (Farrington: exceedance, above 1 alarms; CUSUM: the sum; C1-C3: the standardised count).</summary>
    public double Score { get; init; } = double.NaN;

    /// <summary>First point of the stretch that raised the alarm: below <see cref="T"/> when several points together did.</summary>
    public int Since { get; init; } = T;

    internal static DetectionPoint Unjudged(CountSeries series, int t) => new(t, series.DateAt(t), series.At(t), DetectionMethod.None);
}
