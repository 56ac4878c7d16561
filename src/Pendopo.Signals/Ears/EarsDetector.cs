using Pendopo.Signals.Numbers;

namespace Pendopo.Signals.Ears;

/// <summary>
/// EARS C1, C2 and C3. Needs only a few points of history: C1 from point 8, C2 from 10, C3 from 12 with the usual baseline of 7.
/// </summary>
/// <remarks>
/// Source: Hutwagner et al., The bioterrorism preparedness and response Early Aberration Reporting System, J Urban Health 80 (2003) i89-i96;
/// the threshold as a normal quantile follows <c>earsC</c> of the R package surveillance 1.20.3.
/// </remarks>
public static class EarsDetector
{
    /// <summary>Judges the points of <paramref name="range"/> (all when null). A point without a whole baseline comes out unjudged.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting or the range is out of bounds.</exception>
    public static IReadOnlyList<DetectionPoint> Detect(CountSeries series, EarsSettings settings, MonitoredRange? range = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        var points = range ?? MonitoredRange.All(series);
        points.Check(series);
        var z = Normal.UpperQuantile(settings.EffectiveAlpha);
        var result = new List<DetectionPoint>(Math.Max(0, points.To - points.From + 1));
        for (var t = points.From; t <= points.To; t++)
            result.Add(settings.Rule == EarsRule.C3 ? JudgeC3(series, settings, z, t) : JudgeMean(series, settings, z, t));
        return result;
    }

    private static DetectionPoint JudgeMean(CountSeries series, EarsSettings settings, double z, int t)
    {
        var y = series.At(t);
        var window = EarsWindow.Before(series, settings, t, settings.Rule == EarsRule.C1 ? 0 : 2);
        if (double.IsNaN(window.Mean) || double.IsNaN(y))
            return DetectionPoint.Unjudged(series, t);
        var upper = window.Mean + z * window.Sigma;
        var score = window.Standardise(y);
        return new(t, series.DateAt(t), y, settings.Rule == EarsRule.C1 ? DetectionMethod.EarsC1 : DetectionMethod.EarsC2)
        {
            Expected = window.Mean, Upper = upper, Alarm = y > upper, Score = score, PValue = Normal.UpperTail(score),
        };
    }

    private static DetectionPoint JudgeC3(CountSeries series, EarsSettings settings, double z, int t)
    {
        var y = series.At(t);
        var windows = new[] { EarsWindow.Before(series, settings, t, 2), EarsWindow.Before(series, settings, t - 1, 2), EarsWindow.Before(series, settings, t - 2, 2) };
        if (double.IsNaN(y) || Array.Exists(windows, w => double.IsNaN(w.Mean)) || double.IsNaN(series.At(t - 1)) || double.IsNaN(series.At(t - 2)))
            return DetectionPoint.Unjudged(series, t);
        double Part(int lag) => Math.Max(0, windows[lag].Standardise(series.At(t - lag), settings.RCompatible) - 1);
        var past = Part(1) + Part(2);
        var point = new DetectionPoint(t, series.DateAt(t), y, DetectionMethod.EarsC3) { Expected = windows[0].Mean, Since = Part(2) > 0 ? t - 2 : Part(1) > 0 ? t - 1 : t };
        if (settings.RCompatible)
        {
            var coded = Math.Max(0, y + windows[0].Sigma * (z - past));
            return point with { Upper = coded, Alarm = double.IsNaN(coded) ? null : y > coded, Score = past };
        }
        // The bound is the count at which the sum of the three clipped statistics reaches z; above z any count alarms, so the bound is 0.
        var statistic = Part(0) + past;
        var upper = past <= z ? windows[0].Mean + windows[0].Sigma * (1 + z - past) : 0;
        return point with { Upper = upper, Alarm = statistic > z, Score = statistic };
    }
}
