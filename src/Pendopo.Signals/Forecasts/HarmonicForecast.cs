using Pendopo.Signals.Numbers;
using Pendopo.Signals.Recommended;

namespace Pendopo.Signals.Forecasts;

/// <summary>The regression of the recommended detector, asked for the future.</summary>
internal static class HarmonicForecast
{
    private const int Fewest = 4;
    private const int Latest = 3;

    public static IReadOnlyList<ForecastPoint> Forecast(CountSeries series, int horizon, double coverage)
    {
        var longer = Longer(series, horizon);
        var baseline = new SeasonalBaseline(longer, new RecommendedSettings { RecentExcluded = 0 });
        var deviation = double.NaN;
        var result = new List<ForecastPoint>(horizon);
        for (var step = 1; step <= horizon; step++)
        {
            if (baseline.At(series.Length - 1 + step, Fewest) is not { } e)
                return [];
            var correlation = e.PairPhi / e.Phi - 1;
            if (correlation > 0 && double.IsNaN(deviation))
                deviation = LatestDeviation(series, baseline);
            // Deviations fade as their correlation does: rho after one point, rho^h after h.
            var mean = e.Mean * (correlation > 0 ? Math.Exp(Math.Pow(correlation, step) * deviation) : 1);
            var distribution = new CountDistribution(mean, e.Phi + e.LogError * e.LogError * mean);
            var tail = (1 - coverage) / 2;
            result.Add(new(step, mean, distribution.UpperQuantile(1 - tail), distribution.UpperQuantile(tail)));
        }
        return result;
    }

    // Log of observed over expected in the last points, half a case added to both so that zeros do no harm.
    private static double LatestDeviation(CountSeries series, SeasonalBaseline baseline)
    {
        double observed = 0.5, expected = 0.5;
        for (var i = Math.Max(0, series.Length - Latest); i < series.Length; i++)
        {
            if (double.IsNaN(series.Counts[i]) || baseline.At(i, Fewest) is not { } e)
                continue;
            observed += series.Counts[i];
            expected += e.Mean;
        }
        return Math.Log(observed / expected);
    }

    private static CountSeries Longer(CountSeries series, int horizon)
    {
        var counts = series.Counts.ToArray().Concat(Enumerable.Repeat(double.NaN, horizon)).ToArray();
        if (!series.HasDates)
            return new(counts, series.Cadence);
        var dates = series.Dates.ToArray().ToList();
        for (var i = 0; i < horizon; i++)
            dates.Add(Next(dates[^1], series.Cadence));
        return new(counts, series.Cadence, dates);
    }

    private static DateOnly Next(DateOnly date, Cadence cadence) => cadence switch
    {
        Cadence.Monthly => date.AddMonths(1),
        Cadence.Weekly => date.AddDays(7),
        _ => date.AddDays(1),
    };
}
