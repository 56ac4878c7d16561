using Pendopo.Signals;
using Pendopo.Signals.Forecasts;

namespace Pendopo.Libraries.Tests.Signals;

public sealed class ForecastTests
{
    private static readonly double[] Wave = [.. Enumerable.Range(0, 260).Select(t => Math.Round(40 * Math.Exp(0.6 * Math.Cos(2 * Math.PI * t / 52))))];

    [Fact]
    public void Seasonal_naive_repeats_last_year()
    {
        var forecast = Forecaster.Forecast(new(Wave, Cadence.Weekly), ForecastMethod.SeasonalNaive, 60);
        forecast.Take(52).Select(p => p.Mean).ShouldBe(Wave[^52..]);
        forecast[52].Mean.ShouldBe(Wave[^52]);
    }

    [Theory]
    [InlineData(ForecastMethod.HoltWinters)]
    [InlineData(ForecastMethod.HarmonicRegression)]
    public void A_clean_yearly_wave_is_continued(ForecastMethod method)
    {
        var forecast = Forecaster.Forecast(new(Wave, Cadence.Weekly), method, 26);
        foreach (var point in forecast)
            point.Mean.ShouldBe(40 * Math.Exp(0.6 * Math.Cos(2 * Math.PI * (259 + point.Step) / 52)), 5);
    }

    [Theory]
    [InlineData(ForecastMethod.SeasonalNaive)]
    [InlineData(ForecastMethod.HoltWinters)]
    [InlineData(ForecastMethod.HarmonicRegression)]
    public void Intervals_hold_the_mean_and_are_never_below_zero(ForecastMethod method)
    {
        var random = new Random(8);
        double[] counts = [.. Enumerable.Range(0, 200).Select(_ => (double)random.Next(0, 4))];
        counts[40] = double.NaN;
        foreach (var point in Forecaster.Forecast(new(counts, Cadence.Weekly), method, 12, 0.9))
        {
            point.Lower.ShouldBeInRange(0, point.Mean);
            point.Upper.ShouldBeGreaterThanOrEqualTo(point.Mean);
        }
    }

    [Fact]
    public void Intervals_of_80_percent_hold_about_80_percent()
    {
        var random = new Random(9);
        double[] counts = [.. Enumerable.Range(0, 400).Select(t => (double)MathNet.Numerics.Distributions.Poisson.Sample(random, 30 * Math.Exp(0.5 * Math.Cos(2 * Math.PI * t / 52))))];
        foreach (var skill in Backtest.Skills(new(counts, Cadence.Weekly), 4, 40).Where(s => s.Method != ForecastMethod.SeasonalNaive))
            skill.Coverage.ShouldBeInRange(0.7, 0.92, skill.Method.ToString());
    }

    [Fact]
    public void A_method_that_does_not_beat_last_year_says_so()
    {
        // A pattern that repeats exactly but is no wave: nothing can beat last year's count.
        double[] counts = [.. Enumerable.Range(0, 260).Select(t => (double)(t % 52 * 37 % 53 + (t < 52 ? 1 : 0)))];
        counts[^1]++;
        var skills = Backtest.Skills(new(counts, Cadence.Weekly), 4, 10);
        skills.Single(s => s.Method == ForecastMethod.HarmonicRegression).BeatsSeasonalNaive.ShouldBeFalse();
        Backtest.Best(skills).ShouldBe(ForecastMethod.SeasonalNaive);
    }

    [Fact]
    public void A_back_test_sees_only_what_was_known_then()
    {
        double[] spoiled = [.. Wave[..^4], 9000, 9000, 9000, 9000];
        Backtest.Skills(new(spoiled, Cadence.Weekly), 4, 1)[1].MeanAbsoluteError.ShouldBeGreaterThan(8000);
    }

    [Fact]
    public void Too_few_counts_give_no_forecast() =>
        Forecaster.Forecast(new([3, 4], Cadence.Weekly), ForecastMethod.HarmonicRegression, 3).ShouldBeEmpty();

    [Fact]
    public void A_horizon_or_coverage_out_of_bounds_is_refused()
    {
        var series = new CountSeries([1, 2, 3, 4, 5], Cadence.Monthly);
        Should.Throw<ArgumentOutOfRangeException>(() => Forecaster.Forecast(series, ForecastMethod.SeasonalNaive, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Forecaster.Forecast(series, ForecastMethod.SeasonalNaive, 1, 1));
    }
}
