using Pendopo.Signals.Numbers;

namespace Pendopo.Signals.CumulativeSums;

/// <summary>One-sided cumulative sum: finds small lasting rises that no single count shows.</summary>
/// <remarks>
/// Source: Rossi, Lampugnani and Marchi, An approximate CUSUM procedure for surveillance of health events, Stat Med 18 (1999) 2111-2122;
/// bounds as in <c>algo.cusum</c> of the R package surveillance 1.20.3.
/// </remarks>
public static class CusumDetector
{
    /// <summary>
    /// Judges the points of <paramref name="range"/>, which must leave history before it when no mean is given. Null begins after one year
    /// (monthly: two years), or after half of a shorter series. A missing count leaves the sum as it is and comes out unjudged; with a mean
    /// of 0 nothing can be judged.
    /// </summary>
    /// <exception cref="ArgumentException">A setting or the range is out of bounds.</exception>
    public static IReadOnlyList<DetectionPoint> Detect(CountSeries series, CusumSettings settings, MonitoredRange? range = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        var points = range ?? new(DefaultStart(series), series.Length);
        points.Check(series);
        var means = Means(series, settings, points);
        var result = new List<DetectionPoint>(Math.Max(0, points.To - points.From + 1));
        double sum = 0;
        var since = points.From;
        for (var t = points.From; t <= points.To; t++)
        {
            var m = means(t);
            if (double.IsNaN(series.At(t)) || !(m > 0))
            {
                result.Add(DetectionPoint.Unjudged(series, t));
                continue;
            }
            since = sum == 0 ? t : since;
            var point = Judge(series, settings, t, m, sum) with { Since = since };
            result.Add(point);
            sum = settings.Reset && point.Alarm == true ? 0 : point.Score;
        }
        return result;
    }

    /// <summary>The first point monitored when no range is given: after one year (monthly two), or half of a shorter series.</summary>
    public static int DefaultStart(CountSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var training = series.Cadence == Cadence.Monthly ? 2 * series.Frequency : series.Frequency;
        return 1 + (training < series.Length ? training : series.Length / 2);
    }

    private static DetectionPoint Judge(CountSeries series, CusumSettings settings, int t, double m, double before)
    {
        var x = series.At(t);
        var sum = Math.Max(0, before + (Standardise(settings.Transformation, x, m) - settings.Reference));
        return new(t, series.DateAt(t), x, DetectionMethod.Cusum)
        {
            Expected = m, Upper = UpperBound(settings, m, before), Alarm = sum >= settings.Limit, Score = sum,
        };
    }

    private static double Standardise(CusumTransformation transformation, double x, double m) => transformation switch
    {
        CusumTransformation.Rossi => (x - 3 * m + 2 * Math.Sqrt(x * m)) / (2 * Math.Sqrt(m)),
        CusumTransformation.Anscombe => 1.5 * (Math.Cbrt(x * x) - Math.Cbrt(m * m)) / Math.Pow(m, 1.0 / 6),
        _ => (x - m) / Math.Sqrt(m),
    };

    // The count that would bring the sum to the limit: the transformation solved for x.
    private static double UpperBound(CusumSettings settings, double m, double before)
    {
        var room = settings.Limit + settings.Reference - before;
        var root = Math.Sqrt(m);
        switch (settings.Transformation)
        {
            case CusumTransformation.Rossi:
                var inside = 4 * m * m + 2 * m * root * room;
                return inside < 0 ? 0 : Math.Max(0, 2 * room * root + 5 * m - 2 * Math.Sqrt(inside));
            case CusumTransformation.Anscombe:
                var power = 2.0 / 3 * Math.Pow(m, 1.0 / 6) * room + Math.Cbrt(m * m);
                return power < 0 ? 0 : Math.Pow(power, 1.5);
            default:
                return Math.Max(0, Math.Ceiling(root * room + m));
        }
    }

    private static Func<int, double> Means(CountSeries series, CusumSettings settings, MonitoredRange points)
    {
        if (settings.Mean is { } known)
            return _ => known;
        if (points.From < 2)
            throw new ArgumentOutOfRangeException(nameof(points), points.From, "There must be history before the first monitored point.");
        if (settings.MeanFrom == CusumMean.Seasonal)
            return YearlyWave.Fit(series, points.From - 1);
        var (sum, n) = (0.0, 0);
        foreach (var y in series.Counts[..(points.From - 1)])
        {
            if (double.IsNaN(y))
                continue;
            sum += y;
            n++;
        }
        var mean = n == 0 ? double.NaN : sum / n;
        return _ => mean;
    }
}
