using MathNet.Numerics.Distributions;
using Pendopo.Signals.Ears;
using Pendopo.Signals.Numbers;
using Normal = Pendopo.Signals.Numbers.Normal;

namespace Pendopo.Signals.Recommended;

/// <summary>
/// The detector to use when there is no reason for another. It chooses by what is known of the series: two years or more of history give a
/// model with season (and a trend from three years), about half a year or more a level, less than that EARS C2 with Student's t; with fewer than nine points
/// before it a point is not judged. Sparse series are judged by the exact tail of a count distribution, so no minimum number of cases is needed.
/// </summary>
/// <remarks>
/// A point alarms when its own count, or its count together with the one before, is improbable under a negative binomial whose variance
/// includes the uncertainty of the mean. Two points together find the small outbreaks whose cases fall into two weeks; a count that has
/// already alarmed by itself is not counted twice.
/// </remarks>
public static class RecommendedDetector
{
    // Share of the rate: a point alone alarms at p <= a, a pair at p <= 3a; together about 2.6 a alarms a point. Calibrated on generated series
    // with counts near 150 a week, where whole numbers do not matter; the evaluation program prints what comes of it for each scenario
    // (bench/README.md). The union bound would be 4 a.
    private const double PairAllowance = 3;
    private const double RateOfBoth = 2.6;
    // In a pair the later count must itself be rather high, so that the end of an outbreak does not alarm.
    private const double HighEnough = 0.3;
    private const int FewestForLevel = 20;

    /// <summary>Judges the points of <paramref name="range"/> (all when null).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting or the range is out of bounds.</exception>
    public static IReadOnlyList<DetectionPoint> Detect(CountSeries series, RecommendedSettings settings, MonitoredRange? range = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        var points = range ?? MonitoredRange.All(series);
        points.Check(series);
        var baseline = new SeasonalBaseline(series, settings);
        var result = new List<DetectionPoint>(Math.Max(0, points.To - points.From + 1));
        for (var t = points.From; t <= points.To; t++)
            result.Add(JudgeOne(series, settings, baseline, t));
        return result;
    }

    private static DetectionPoint JudgeOne(CountSeries series, RecommendedSettings settings, SeasonalBaseline baseline, int t)
    {
        if (double.IsNaN(series.At(t)))
            return DetectionPoint.Unjudged(series, t);
        if (baseline.At(t - 1, FewestForLevel) is { } expectation)
            return Judge(series, settings.FalseAlarmRate / RateOfBoth, t, expectation);
        return JudgeShort(series, settings.FalseAlarmRate, t);
    }

    // Too short for a model: the window of EARS C2, with at least one case of spread so that sparse counts do not alarm at every case. Seven
    // counts know their spread badly, so the bound is that of a new value under Student's t with 6 degrees of freedom, not the normal one.
    private static DetectionPoint JudgeShort(CountSeries series, double rate, int t)
    {
        var settings = new EarsSettings { Rule = EarsRule.C2, MinimumSigma = 1 };
        var point = EarsDetector.Detect(series, settings, new(t, t))[0];
        if (point.Method == DetectionMethod.None)
            return point;
        var widened = Math.Sqrt(1 + 1.0 / settings.Baseline);
        var freedom = settings.Baseline - 1;
        var sigma = (point.Upper - point.Expected) / Normal.UpperQuantile(settings.EffectiveAlpha);
        var upper = point.Expected - StudentT.InvCDF(0, 1, freedom, rate) * widened * sigma;
        return point with { Upper = upper, Alarm = point.Observed > upper, PValue = StudentT.CDF(0, 1, freedom, -point.Score / widened) };
    }

    private static DetectionPoint Judge(CountSeries series, double level, int t, SeasonalExpectation e)
    {
        var y = series.At(t);
        var alone = new CountDistribution(e.Mean, Predictive(e.Phi, e.LogError, e.Mean));
        var own = alone.UpperTail(y);
        var upper = alone.UpperQuantile(level);
        var p = own;
        var since = t;
        if (t > 1 && Before(series, e, t, level) is { } before)
        {
            var pair = new CountDistribution(e.Mean + e.MeanBefore, Predictive(e.PairPhi, e.LogError, e.Mean + e.MeanBefore));
            var together = pair.UpperTail(y + before) / PairAllowance;
            var high = alone.UpperQuantile(HighEnough);
            upper = Math.Min(upper, Math.Max(high, pair.UpperQuantile(PairAllowance * level) - before));
            since = y > upper && own > level ? t - 1 : t;
            p = y > high ? Math.Min(own, together) : own;
        }
        return new(t, series.DateAt(t), y, e.Seasonal ? DetectionMethod.Seasonal : DetectionMethod.Level)
        {
            Expected = e.Mean, Upper = upper, Alarm = y > upper, PValue = Math.Min(1, RateOfBoth * p), Phi = e.Phi,
            TrendCoefficient = e.Trend, Score = (y - e.Mean) / Math.Max(upper - e.Mean, 1e-9), Since = since,
        };
    }

    // Null when the count before is missing, or was so high that it alarmed by itself.
    private static double? Before(CountSeries series, SeasonalExpectation e, int t, double level)
    {
        var before = series.At(t - 1);
        if (double.IsNaN(before))
            return null;
        var distribution = new CountDistribution(e.MeanBefore, Predictive(e.Phi, e.LogError, e.MeanBefore));
        return distribution.UpperTail(before) > level ? before : null;
    }

    // Variance over mean of a new count: dispersion plus the variance of the estimated mean (delta method, error * mean).
    private static double Predictive(double phi, double logError, double mean) => phi + logError * logError * mean;
}
