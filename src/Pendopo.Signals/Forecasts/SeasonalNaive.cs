namespace Pendopo.Signals.Forecasts;

/// <summary>The count of the same season last year; of the last point when there is less than a year.</summary>
/// <remarks>Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice (3rd ed.), 5.2 and 5.5.</remarks>
internal static class SeasonalNaive
{
    public static IReadOnlyList<ForecastPoint> Forecast(CountSeries series, int horizon, double coverage)
    {
        var season = series.Length > series.Frequency ? series.Frequency : 1;
        var spread = Spread(series, season);
        var result = new List<ForecastPoint>(horizon);
        for (var step = 1; step <= horizon; step++)
        {
            var back = (step - 1) / season + 1;
            var value = Latest(series, series.Length - 1 + step - back * season, season);
            if (double.IsNaN(value))
                return [];
            // The mean stays the plain count: it is the yardstick. Only the interval uses the root scale.
            result.Add(RootScale.Point(step, Math.Sqrt(value), spread * back, coverage) with { Mean = value });
        }
        return result;
    }

    private static double Latest(CountSeries series, int position, int season)
    {
        while (position >= 0 && double.IsNaN(series.Counts[position]))
            position -= season;
        return position >= 0 ? series.Counts[position] : double.NaN;
    }

    private static double Spread(CountSeries series, int season)
    {
        double sum = 0;
        var n = 0;
        for (var i = season; i < series.Length; i++)
        {
            var difference = Math.Sqrt(series.Counts[i]) - Math.Sqrt(series.Counts[i - season]);
            if (double.IsNaN(difference))
                continue;
            sum += difference * difference;
            n++;
        }
        // Without a single difference: the root of a Poisson count has variance 1/4, and two of them differ by 1/2.
        return n == 0 ? 0.5 : sum / n;
    }
}
