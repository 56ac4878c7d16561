using Pendopo.Evaluation.Signals;
using Pendopo.Signals;
using Pendopo.Signals.Recommended;

namespace Pendopo.Libraries.Tests.Signals;

public sealed class RecommendedTests
{
    [Fact]
    public void It_finds_more_outbreaks_than_Noufaily_at_no_more_false_alarms()
    {
        const string ours = "recommended", theirs = "noufaily 0.005 (R)";
        var comparison = new DetectionComparison([.. new OutbreakSimulator(1).Series(25)], ours, theirs);
        comparison.FoundMore(ours, theirs).Low.ShouldBeGreaterThan(0);
        comparison.FalseAlarmsMore(ours, theirs).Mean.ShouldBeLessThanOrEqualTo(0);
    }

    [Fact]
    public void It_keeps_the_wanted_rate_of_false_alarms()
    {
        var comparison = new DetectionComparison([.. new OutbreakSimulator(2).Series(12)], "recommended", "recommended 0.008");
        comparison.FalseAlarms("recommended").Low.ShouldBeLessThan(0.004);
        comparison.FalseAlarms("recommended 0.008").Low.ShouldBeLessThan(0.008);
        comparison.FalseAlarms("recommended 0.008").Mean.ShouldBeGreaterThan(0.004);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(60)]
    [InlineData(120)]
    public void Short_series_keep_the_wanted_rate_too(int weeks)
    {
        var random = new Random(weeks);
        double[] Poisson() => [.. Enumerable.Range(0, weeks).Select(_ => (double)MathNet.Numerics.Distributions.Poisson.Sample(random, 6))];
        Enumerable.Range(0, 3000).Count(_ => Last(Poisson()).Alarm == true).ShouldBeInRange(1, 24, "4 in 1,000 wanted; 24 are twice that");
    }

    [Theory]
    [InlineData(6, DetectionMethod.None)]
    [InlineData(15, DetectionMethod.EarsC2)]
    [InlineData(60, DetectionMethod.Level)]
    [InlineData(130, DetectionMethod.Seasonal)]
    public void It_chooses_by_the_length_of_the_history_and_says_which(int weeks, DetectionMethod expected)
    {
        double[] counts = [.. Enumerable.Range(0, weeks).Select(i => (double)(10 + i * 7 % 5))];
        Last(counts).Method.ShouldBe(expected);
    }

    [Fact]
    public void A_yearly_peak_is_expected_after_two_years()
    {
        double[] counts = [.. Enumerable.Range(0, 156).Select(t => Math.Round(30 * Math.Exp(Math.Cos(2 * Math.PI * t / 52))))];
        var point = RecommendedDetector.Detect(new(counts, Cadence.Weekly), new(), new(156, 156))[0];
        point.Expected.ShouldBe(counts[155], 3);
        point.Alarm.ShouldBe(false);
    }

    [Fact]
    public void A_daily_series_knows_the_days_of_the_week()
    {
        double[] counts = [.. Enumerable.Range(0, 200).Select(i => i % 7 == 6 ? 2.0 : 20.0)];
        var points = RecommendedDetector.Detect(new(counts, Cadence.Daily), new(), new(190, 200));
        points.ShouldAllBe(p => Math.Abs(p.Expected - p.Observed) < 1 && p.Alarm == false);
    }

    [Fact]
    public void The_first_case_ever_does_not_alarm_but_three_do()
    {
        double[] none = [.. Enumerable.Repeat(0.0, 200)];
        Last([.. none, 1]).Alarm.ShouldBe(false);
        Last([.. none, 3]).Alarm.ShouldBe(true);
    }

    [Fact]
    public void Two_rather_high_weeks_alarm_together_and_say_since_when()
    {
        var random = new Random(5);
        double[] counts = [.. Enumerable.Range(0, 260).Select(_ => 20.0 + random.Next(-4, 5))];
        Last([.. counts, 33]).Alarm.ShouldBe(false);
        var second = Last([.. counts, 33, 33]);
        second.Alarm.ShouldBe(true);
        second.Since.ShouldBe(261);
    }

    [Fact]
    public void A_great_past_outbreak_hardly_lifts_the_bound()
    {
        var random = new Random(6);
        double[] counts = [.. Enumerable.Range(0, 260).Select(_ => 5.0 + random.Next(-3, 4))];
        var quiet = Last(counts).Upper;
        counts[150] = counts[151] = 80;
        Last(counts).Upper.ShouldBeLessThan(quiet + 5);
    }

    [Fact]
    public void A_missing_count_is_not_judged() => Last([.. Enumerable.Repeat(5.0, 130), double.NaN]).Alarm.ShouldBeNull();

    [Fact]
    public void Settings_out_of_bounds_are_refused()
    {
        var series = new CountSeries([1, 2, 3], Cadence.Weekly);
        Should.Throw<ArgumentOutOfRangeException>(() => RecommendedDetector.Detect(series, new() { FalseAlarmRate = 0 }));
        Should.Throw<ArgumentOutOfRangeException>(() => RecommendedDetector.Detect(series, new() { HistoryYears = 1 }));
        Should.Throw<ArgumentOutOfRangeException>(() => RecommendedDetector.Detect(series, new(), new(0, 3)));
    }

    private static DetectionPoint Last(double[] counts)
    {
        var series = new CountSeries(counts, Cadence.Weekly);
        return RecommendedDetector.Detect(series, new(), MonitoredRange.Last(series))[0];
    }
}
