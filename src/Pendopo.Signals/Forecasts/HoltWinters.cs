namespace Pendopo.Signals.Forecasts;

/// <summary>Holt-Winters smoothing with additive season and damped trend, on the square-root scale.</summary>
/// <remarks>
/// Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice (3rd ed.), 8.3 and the forecast variances of 8.7 for the
/// additive model. The weights come from a grid, chosen by the one-step squared error, so the result never depends on a start value.
/// </remarks>
internal static class HoltWinters
{
    private const double Damping = 0.98;
    private static readonly double[] LevelWeights = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9];
    private static readonly double[] TrendWeights = [0, 0.02, 0.1];
    private static readonly double[] SeasonWeights = [0, 0.05, 0.1, 0.2, 0.4];

    public static IReadOnlyList<ForecastPoint> Forecast(CountSeries series, int horizon, double coverage)
    {
        var season = series.Length >= 2 * series.Frequency ? series.Frequency : 1;
        var roots = Array.ConvertAll(series.Counts.ToArray(), Math.Sqrt);
        if (roots.Count(r => !double.IsNaN(r)) < 4)
            return [];
        var best = Best(roots, season);
        var variance = best.Squares / Math.Max(1, best.Errors);
        var result = new List<ForecastPoint>(horizon);
        double factor = 1, damped = 0;
        for (var step = 1; step <= horizon; step++)
        {
            damped += Math.Pow(Damping, step);
            result.Add(RootScale.Point(step, best.Ahead(step, damped), variance * factor, coverage));
            var weight = best.LevelWeight * (1 + best.TrendWeight * damped) + (step % season == 0 && season > 1 ? best.SeasonWeight * (1 - best.LevelWeight) : 0);
            factor += weight * weight;
        }
        return result;
    }

    private static SmoothedState Best(double[] roots, int season)
    {
        SmoothedState? best = null;
        foreach (var level in LevelWeights)
        {
            foreach (var trend in TrendWeights)
            {
                foreach (var seasonal in season > 1 ? SeasonWeights : [0])
                {
                    var state = new SmoothedState(roots, season) { LevelWeight = level, TrendWeight = trend, SeasonWeight = seasonal };
                    state.Run(roots, Damping);
                    if (best is null || state.Squares < best.Squares)
                        best = state;
                }
            }
        }
        return best!;
    }
}
