namespace Pendopo.Signals.Forecasts;

/// <summary>How well a method would have forecast the past.</summary>
/// <param name="Method">The method.</param>
/// <param name="MeanAbsoluteError">Mean distance between forecast and count, in cases; NaN when nothing could be compared.</param>
/// <param name="Skill">1 - error / error of seasonal naive: above 0 is better than it, 1 is perfect, NaN when that error is 0 or unknown.</param>
/// <param name="Coverage">Share of counts that fell into the prediction interval, 0..1.</param>
/// <param name="Comparisons">Forecasts compared with a count.</param>
public sealed record ForecastSkill(ForecastMethod Method, double MeanAbsoluteError, double Skill, double Coverage, int Comparisons)
{
    /// <summary>True only when the method was better than repeating last year. If false, say so wherever the forecast is shown.</summary>
    public bool BeatsSeasonalNaive => Skill > 0;
}

/// <summary>Forecasts made from earlier points of a series, each seeing only what was known then, compared with what came.</summary>
/// <remarks>Source: rolling origin, Hyndman and Athanasopoulos, Forecasting: Principles and Practice (3rd ed.), 5.8 and 5.10.</remarks>
public static class Backtest
{
    /// <summary>The skill of every method, seasonal naive first.</summary>
    /// <param name="series">The series; origins need at least two years before them (or half of a shorter series).</param>
    /// <param name="horizon">Points ahead, 1 or more.</param>
    /// <param name="origins">Most origins, spread evenly over the last third of the series, 1 or more.</param>
    /// <param name="coverage">Coverage of the intervals, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of bounds.</exception>
    public static IReadOnlyList<ForecastSkill> Skills(CountSeries series, int horizon, int origins = 20, double coverage = 0.8)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(origins, 1);
        var lengths = Lengths(series, horizon, origins);
        var naive = Run(series, ForecastMethod.SeasonalNaive, lengths, horizon, coverage);
        return [.. Enum.GetValues<ForecastMethod>().Select(m => m == ForecastMethod.SeasonalNaive ? naive : Run(series, m, lengths, horizon, coverage))
            .Select(s => s with { Skill = naive.MeanAbsoluteError > 0 ? 1 - s.MeanAbsoluteError / naive.MeanAbsoluteError : double.NaN })];
    }

    /// <summary>The method with the smallest error among those that beat seasonal naive, else seasonal naive.</summary>
    public static ForecastMethod Best(IEnumerable<ForecastSkill> skills) =>
        skills.Where(s => s.BeatsSeasonalNaive).OrderByDescending(s => s.Skill).Select(s => s.Method).FirstOrDefault(ForecastMethod.SeasonalNaive);

    private static List<int> Lengths(CountSeries series, int horizon, int origins)
    {
        var first = Math.Max(Math.Min(2 * series.Frequency, series.Length / 2), series.Length * 2 / 3);
        var last = series.Length - horizon;
        if (last < first || first < 1)
            return [];
        return [.. Enumerable.Range(0, origins).Select(i => origins == 1 ? last : first + (int)Math.Round((double)(last - first) * i / (origins - 1))).Distinct()];
    }

    private static ForecastSkill Run(CountSeries series, ForecastMethod method, List<int> lengths, int horizon, double coverage)
    {
        double error = 0;
        int inside = 0, n = 0;
        foreach (var length in lengths)
        {
            foreach (var point in Forecaster.Forecast(Head(series, length), method, horizon, coverage))
            {
                var y = series.Counts[length + point.Step - 1];
                if (double.IsNaN(y))
                    continue;
                error += Math.Abs(y - point.Mean);
                inside += y >= point.Lower && y <= point.Upper ? 1 : 0;
                n++;
            }
        }
        return n == 0 ? new(method, double.NaN, double.NaN, double.NaN, 0) : new(method, error / n, double.NaN, (double)inside / n, n);
    }

    private static CountSeries Head(CountSeries series, int length) => new(
        series.Counts[..length].ToArray(), series.Cadence,
        series.HasDates ? series.Dates[..length].ToArray() : null, series.HasPopulation ? series.Population[..length].ToArray() : null);
}
