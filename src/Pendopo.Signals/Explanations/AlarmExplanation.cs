namespace Pendopo.Signals.Explanations;

/// <summary>Why a point alarmed, in numbers; <see cref="ExplanationText"/> puts it into words.</summary>
/// <param name="Observed">Cases counted.</param>
/// <param name="Expected">Cases to be expected; NaN when the method gives none.</param>
/// <param name="Upper">Highest count that is still usual.</param>
/// <param name="OneIn">So high a count comes by chance once in this many points; null when the method has no p value.</param>
/// <param name="Since">First point of the unbroken stretch of alarms, or of the pair that raised the first of them.</param>
/// <param name="SinceDate">Its date when the series has dates.</param>
/// <param name="Points">Points from there to the alarm, 1 or more.</param>
/// <param name="Excess">Cases above expectation over that stretch; NaN when not known.</param>
/// <param name="Method">What judged the point.</param>
public sealed record AlarmExplanation(
    double Observed, double Expected, double Upper, double? OneIn, int Since, DateOnly? SinceDate, int Points, double Excess, DetectionMethod Method)
{
    /// <summary>Explains the alarm at the 1-based <paramref name="t"/>; null when that point is not among <paramref name="points"/> or did not alarm.</summary>
    /// <param name="series">The series that was judged.</param>
    /// <param name="points">Its judged points, in order of time.</param>
    /// <param name="t">The point.</param>
    public static AlarmExplanation? For(CountSeries series, IReadOnlyList<DetectionPoint> points, int t)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(points);
        var index = points.Count - 1;
        while (index >= 0 && points[index].T != t)
            index--;
        if (index < 0 || points[index].Alarm != true)
            return null;
        var first = index;
        while (first > 0 && points[first - 1].Alarm == true && points[first - 1].T == points[first].T - 1)
            first--;
        var point = points[index];
        var since = Math.Min(points[first].Since, points[index].Since);
        // p = 0 is a rounded value: no chance is smaller than the smallest number.
        double? oneIn = double.IsNaN(point.PValue) ? null : 1 / Math.Max(point.PValue, double.Epsilon * 1e16);
        return new(point.Observed, point.Expected, point.Upper, oneIn, since, series.DateAt(since), t - since + 1, ExcessOf(points, first, index), point.Method);
    }

    private static double ExcessOf(IReadOnlyList<DetectionPoint> points, int first, int last)
    {
        double sum = 0;
        for (var i = first; i <= last; i++)
            sum += points[i].Observed - points[i].Expected;
        return sum;
    }
}
