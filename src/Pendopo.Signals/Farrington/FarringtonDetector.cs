using Pendopo.Signals.Numbers;

namespace Pendopo.Signals.Farrington;

/// <summary>
/// Farrington flexible: compares a point with the same season of earlier years, past outbreaks weighing less. Needs
/// years x frequency + half width + 1 points (264 weeks with the defaults).
/// </summary>
public static class FarringtonDetector
{
    // A season without a single case lets the upper limit of the mean run to 1e21; ten times the largest past count is far beyond any bound.
    private const double MuanCap = 10;

    /// <summary>Judges the points of <paramref name="range"/> (all when null); points with too little history come out unjudged.</summary>
    /// <exception cref="ArgumentException">A setting is out of bounds, or asks for dates or a population that the series does not have.</exception>
    public static IReadOnlyList<DetectionPoint> Detect(CountSeries series, FarringtonSettings settings, MonitoredRange? range = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check(series);
        var points = range ?? MonitoredRange.All(series);
        points.Check(series);
        var model = new FarringtonModel(series, settings);
        var z = Normal.UpperQuantile(settings.Alpha);
        var result = new List<DetectionPoint>(Math.Max(0, points.To - points.From + 1));
        for (var t = points.From; t <= points.To; t++)
            result.Add(model.At(t - 1) is { } fit ? Judge(series, settings, z, t, fit) : DetectionPoint.Unjudged(series, t));
        return result;
    }

    private static DetectionPoint Judge(CountSeries series, FarringtonSettings settings, double z, int t, FarringtonFit fit)
    {
        var y = series.At(t);
        var (upper, p) = settings.Threshold == FarringtonThreshold.Delta
            ? DeltaBound(settings, z, fit, y)
            : QuantileBound(settings, z, fit, y);
        // R measures the exceedance of the negative binomial methods from the log mean; ours always from the mean.
        var centre = settings.RCompatible && settings.Threshold != FarringtonThreshold.Delta ? fit.LogMean : fit.Mean;
        var score = (y - centre) / (upper - centre);
        var enough = RecentCases(series, settings, t) >= settings.RecentCases;
        var alarm = settings.RCompatible ? score > 1 && y != 0 : y > upper;
        return new(t, series.DateAt(t), y, DetectionMethod.FarringtonFlexible)
        {
            Expected = enough && !double.IsNaN(upper) ? fit.Mean : double.NaN,
            Upper = enough ? upper : double.NaN,
            Alarm = double.IsNaN(y) ? null : enough && alarm,
            PValue = p, Phi = fit.Phi, TrendCoefficient = fit.Trend, Score = score,
        };
    }

    private static (double Upper, double P) DeltaBound(FarringtonSettings settings, double z, FarringtonFit fit, double y)
    {
        var mu = fit.Mean;
        var meanError = fit.LogError * mu;
        var tau = fit.Phi + meanError * meanError / mu;
        var (power, error) = settings.Power switch
        {
            FarringtonPower.TwoThirds => (2.0 / 3, Math.Sqrt(4.0 / 9 * Math.Cbrt(mu) * tau)),
            FarringtonPower.Half => (0.5, Math.Sqrt(0.25 * tau)),
            _ => (1.0, Math.Sqrt(mu * tau)),
        };
        var centre = Math.Pow(mu, power);
        return (Math.Pow(centre + z * error, 1 / power), Normal.UpperTail((Math.Pow(y, power) - centre) / error));
    }

    private static (double Upper, double P) QuantileBound(FarringtonSettings settings, double z, FarringtonFit fit, double y)
    {
        var mean = fit.Mean;
        if (settings.Threshold == FarringtonThreshold.MeanUpperLimit)
        {
            mean = Math.Exp(fit.LogMean + z * fit.LogError);
            if (!settings.RCompatible)
                mean = Math.Min(mean, MuanCap * Math.Max(fit.Largest, 1));
        }
        if (!double.IsFinite(mean))
            return (double.NaN, double.NaN);
        var distribution = new CountDistribution(mean, fit.Phi);
        return (distribution.UpperQuantile(settings.Alpha), double.IsNaN(y) ? double.NaN : distribution.UpperTail(y));
    }

    private static double RecentCases(CountSeries series, FarringtonSettings settings, int t)
    {
        double sum = 0;
        for (var i = Math.Max(1, t - settings.RecentPoints + 1); i <= t; i++)
        {
            var y = series.At(i);
            // A missing count leaves R's sum missing, so that nothing is shown; ours adds up what is known.
            if (!double.IsNaN(y) || settings.RCompatible)
                sum += y;
        }
        return sum;
    }
}
