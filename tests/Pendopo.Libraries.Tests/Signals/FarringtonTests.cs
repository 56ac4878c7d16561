using Pendopo.Signals;
using Pendopo.Signals.Farrington;

namespace Pendopo.Libraries.Tests.Signals;

public sealed class FarringtonTests
{
    [Fact]
    public void A_steady_series_has_its_level_as_expectation()
    {
        var point = Last([.. Enumerable.Range(0, 300).Select(i => i % 2 == 0 ? 9.0 : 11.0)], new());
        point.Expected.ShouldBe(10, 0.2);
        point.Phi.ShouldBe(1);
        point.Alarm.ShouldBe(false);
    }

    [Fact]
    public void Five_years_and_a_window_of_history_are_needed()
    {
        double[] counts = [.. Enumerable.Repeat(10.0, 264)];
        var points = FarringtonDetector.Detect(new(counts, Cadence.Weekly), new());
        points.Take(263).ShouldAllBe(p => p.Alarm == null);
        points[263].Alarm.ShouldBe(false);
    }

    [Fact]
    public void Nothing_alarms_with_fewer_than_five_cases_in_four_weeks()
    {
        double[] counts = [.. Enumerable.Repeat(0.0, 280), 4];
        Last(counts, new()).Alarm.ShouldBe(false);
        Last(counts, new() { RecentCases = 0 }).Alarm.ShouldBe(true);
    }

    [Fact]
    public void A_past_outbreak_hardly_lifts_the_bound_when_it_is_reweighted()
    {
        double[] counts = [.. Enumerable.Range(0, 290).Select(i => (double)(8 + i % 5))];
        for (var i = 237; i < 239; i++)
            counts[i] = 60;
        // The last point's windows hold the outbreak: a year before 290 is 238.
        var weighted = Last(counts, new() { Trend = false });
        var plain = Last(counts, new() { Trend = false, Reweight = false });
        weighted.Upper.ShouldBeLessThan(0.6 * plain.Upper);
    }

    [Fact]
    public void A_growing_population_is_not_an_outbreak()
    {
        double[] people = [.. Enumerable.Range(0, 290).Select(i => i < 270 ? 1000.0 : 3000.0)];
        double[] counts = [.. people.Select(p => p / 100)];
        var series = new CountSeries(counts, Cadence.Weekly, population: people);
        FarringtonDetector.Detect(series, new() { Trend = false }, MonitoredRange.Last(series))[0].Alarm.ShouldBe(true);
        var rated = FarringtonDetector.Detect(series, new() { Trend = false, PopulationOffset = true }, MonitoredRange.Last(series))[0];
        rated.Alarm.ShouldBe(false);
        rated.Expected.ShouldBe(30, 1e-6);
    }

    [Fact]
    public void Muan_is_capped_where_a_season_never_had_a_case()
    {
        double[] counts = [.. Enumerable.Range(0, 300).Select(i => i % 52 is > 25 and < 45 ? 10.0 : 0.0)];
        var settings = FarringtonSettings.Noufaily with { Threshold = FarringtonThreshold.MeanUpperLimit, RecentCases = 0 };
        FarringtonDetector.Detect(new(counts, Cadence.Weekly), settings, new(264, 300)).Max(p => p.Upper).ShouldBeLessThan(200);
    }

    [Fact]
    public void Missing_counts_are_left_out_of_the_baseline()
    {
        double[] counts = [.. Enumerable.Repeat(10.0, 290)];
        foreach (var i in new[] { 30, 31, 80, 134, 290 - 53 })
            counts[i] = double.NaN;
        Last(counts, new()).Expected.ShouldBe(10, 1e-9);
        counts[^1] = double.NaN;
        Last(counts, new()).Alarm.ShouldBeNull();
    }

    [Fact]
    public void A_leap_day_is_compared_with_the_week_around_the_first_of_March()
    {
        DateOnly[] dates = [.. Enumerable.Range(0, 320).Select(i => new DateOnly(2018, 2, 26).AddDays(7 * i))];
        double[] counts = [.. Enumerable.Repeat(10.0, 320)];
        var series = new CountSeries(counts, Cadence.Weekly, dates);
        var leap = Array.FindIndex(dates, d => d >= new DateOnly(2024, 2, 26)) + 1;
        FarringtonDetector.Detect(series, new() { Reference = FarringtonReference.Dates }, new(leap, leap))[0].Expected.ShouldBe(10, 1e-9);
    }

    [Fact]
    public void Dates_or_a_population_that_are_missing_are_refused()
    {
        var series = new CountSeries([.. Enumerable.Repeat(1.0, 300)], Cadence.Weekly);
        Should.Throw<ArgumentException>(() => FarringtonDetector.Detect(series, new() { Reference = FarringtonReference.Dates }));
        Should.Throw<ArgumentException>(() => FarringtonDetector.Detect(series, new() { PopulationOffset = true }));
        Should.Throw<ArgumentException>(() => FarringtonDetector.Detect(series, new() { Alpha = 0 }));
        Should.Throw<ArgumentException>(() => FarringtonDetector.Detect(series, new() { Levels = 60 }));
    }

    private static DetectionPoint Last(double[] counts, FarringtonSettings settings)
    {
        var series = new CountSeries(counts, Cadence.Weekly);
        return FarringtonDetector.Detect(series, settings, MonitoredRange.Last(series))[0];
    }
}
