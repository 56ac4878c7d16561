namespace Pendopo.Signals.Forecasts;

/// <summary>How a forecast is made.</summary>
public enum ForecastMethod
{
    /// <summary>The count of the same season last year: the yardstick of the others.</summary>
    SeasonalNaive,

    /// <summary>Exponential smoothing of level, damped trend and season.</summary>
    HoltWinters,

    /// <summary>Quasi-Poisson regression with yearly waves and trend, carrying the latest deviation on for as long as deviations last.</summary>
    HarmonicRegression,
}

/// <summary>One point ahead.</summary>
/// <param name="Step">Points ahead, 1 or more.</param>
/// <param name="Mean">Expected count, 0 or more.</param>
/// <param name="Lower">Lower end of the prediction interval, 0 or more.</param>
/// <param name="Upper">Upper end of the prediction interval.</param>
public sealed record ForecastPoint(int Step, double Mean, double Lower, double Upper);

/// <summary>Forecasts of a count series.</summary>
public static class Forecaster
{
    /// <summary>The next <paramref name="horizon"/> points.</summary>
    /// <param name="series">At least one count; a season is used from two whole years on (seasonal naive: one).</param>
    /// <param name="method">How.</param>
    /// <param name="horizon">Points ahead, 1 or more.</param>
    /// <param name="coverage">Share of future counts that the interval is to hold, in (0, 1).</param>
    /// <returns>The points, or an empty list when the series has too few counts for the method.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The horizon or the coverage is out of bounds.</exception>
    public static IReadOnlyList<ForecastPoint> Forecast(CountSeries series, ForecastMethod method, int horizon, double coverage = 0.8)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        if (coverage is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "The coverage lies between 0 and 1.");
        return method switch
        {
            ForecastMethod.SeasonalNaive => SeasonalNaive.Forecast(series, horizon, coverage),
            ForecastMethod.HoltWinters => HoltWinters.Forecast(series, horizon, coverage),
            ForecastMethod.HarmonicRegression => HarmonicForecast.Forecast(series, horizon, coverage),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Unknown forecast method."),
        };
    }
}
