using Pendopo.Signals;

namespace Pendopo.Evaluation.Signals;

/// <summary>What one method did on one generated series in the scored weeks.</summary>
internal sealed record DetectionScore(int FalseAlarms, int OrdinaryWeeks, bool Found, int OutbreakWeeksFound, int OutbreakWeeks)
{
    /// <summary>A false alarm lies outside the current outbreak; the outbreak is found by any alarm inside.</summary>
    public static DetectionScore Of(SimulatedSeries truth, IEnumerable<DetectionPoint> points)
    {
        int wrong = 0, ordinary = 0, found = 0;
        var any = false;
        foreach (var point in points)
        {
            var inside = point.T >= truth.Start && point.T <= truth.Last;
            any |= inside && point.Alarm == true;
            ordinary += inside ? 0 : 1;
            wrong += !inside && point.Alarm == true ? 1 : 0;
            found += point.Alarm == true && truth.OutbreakWeeks.Contains(point.T) ? 1 : 0;
        }
        return new(wrong, ordinary, any, found, truth.OutbreakWeeks.Count);
    }
}

/// <summary>A mean with its 95 % confidence interval, from independent series.</summary>
internal sealed record Estimate(double Mean, double Half)
{
    public double Low => Mean - Half;

    public double High => Mean + Half;

    public static Estimate Of(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var variance = values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Count - 1);
        return new(mean, 1.96 * Math.Sqrt(variance / values.Count));
    }

    public string Percent => $"{100 * Mean:F2} % [{100 * Low:F2}, {100 * High:F2}]";
}
