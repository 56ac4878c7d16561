namespace Pendopo.Signals.Ears;

/// <summary>Mean and sample standard deviation of a baseline; NaN when it has fewer than three counts or begins before the series.</summary>
internal readonly record struct EarsWindow(double Mean, double Sigma)
{
    private const int FewestCounts = 3;

    public static EarsWindow Before(CountSeries series, EarsSettings settings, int t, int gap)
    {
        var last = t - gap - 1;
        var first = last - settings.Baseline + 1;
        if (first < 1)
            return new(double.NaN, double.NaN);
        var counts = series.Counts.Slice(first - 1, settings.Baseline);
        int n = 0;
        double sum = 0, squares = 0;
        foreach (var y in counts)
        {
            if (double.IsNaN(y))
                continue;
            n++;
            sum += y;
        }
        // R gives no bound as soon as one count of the baseline is missing; ours goes on with three or more.
        if (n < FewestCounts || (settings.RCompatible && n < settings.Baseline))
            return new(double.NaN, double.NaN);
        var mean = sum / n;
        foreach (var y in counts)
            squares += double.IsNaN(y) ? 0 : (y - mean) * (y - mean);
        return new(mean, Math.Max(Math.Sqrt(squares / (n - 1)), settings.MinimumSigma));
    }

    /// <summary>(y - mean) / sigma. With sigma 0: infinite above the mean, and 0 (R: NaN) at the mean.</summary>
    public double Standardise(double y, bool rCompatible = false) =>
        Sigma == 0 && y == Mean && !rCompatible ? 0 : (y - Mean) / Sigma;
}
