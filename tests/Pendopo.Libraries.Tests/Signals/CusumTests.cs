using Pendopo.Signals;
using Pendopo.Signals.CumulativeSums;

namespace Pendopo.Libraries.Tests.Signals;

public sealed class CusumTests
{
    [Fact]
    public void A_small_lasting_rise_is_found_though_no_single_count_is_high()
    {
        // z = (13 - 9)/3 = 1.33 a point, 0.29 above k: the limit 2.26 is reached at the eighth.
        var points = Detect(new() { Mean = 9 }, [.. Enumerable.Repeat(13.0, 8)]);
        points.Take(7).ShouldAllBe(p => p.Alarm == false);
        points[7].Alarm.ShouldBe(true);
        points[7].Since.ShouldBe(1);
    }

    [Fact]
    public void After_an_alarm_the_sum_starts_again_unless_told_otherwise()
    {
        double[] counts = [40, 9, 9, 9];
        Detect(new() { Mean = 9 }, counts).Select(p => p.Alarm).ShouldBe([true, false, false, false]);
        Detect(new() { Mean = 9, Reset = false }, counts).Select(p => p.Alarm).ShouldBe([true, true, true, true]);
    }

    [Fact]
    public void The_bound_is_the_count_that_reaches_the_limit()
    {
        foreach (var transformation in Enum.GetValues<CusumTransformation>())
        {
            var settings = new CusumSettings { Mean = 9, Transformation = transformation };
            var upper = Detect(settings, 9)[0].Upper;
            Detect(settings, Math.Ceiling(upper))[0].Alarm.ShouldBe(true);
            Detect(settings, Math.Ceiling(upper) - 2)[0].Alarm.ShouldBe(false);
        }
    }

    [Fact]
    public void A_missing_count_leaves_the_sum_as_it_is()
    {
        var points = Detect(new() { Mean = 9 }, 15, double.NaN, 9);
        points[1].Alarm.ShouldBeNull();
        points[2].Score.ShouldBe(Math.Max(0, points[0].Score - 1.04), 1e-12);
    }

    [Fact]
    public void A_seasonal_mean_follows_the_year()
    {
        double[] counts = [.. Enumerable.Range(1, 160).Select(t => Math.Round(20 * Math.Exp(Math.Cos(2 * Math.PI * t / 52))))];
        var series = new CountSeries(counts, Cadence.Weekly);
        var points = CusumDetector.Detect(series, new() { MeanFrom = CusumMean.Seasonal }, new(105, 160));
        points.ShouldAllBe(p => Math.Abs(p.Expected - p.Observed) < 1 && p.Alarm == false);
    }

    [Fact]
    public void A_series_without_any_case_before_it_cannot_be_judged() =>
        CusumDetector.Detect(new([0, 0, 0, 5], Cadence.Weekly), new(), new(4, 4))[0].Alarm.ShouldBeNull();

    [Fact]
    public void Monitoring_without_history_or_mean_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => CusumDetector.Detect(new([1, 2], Cadence.Weekly), new(), new(1, 2)));

    private static IReadOnlyList<DetectionPoint> Detect(CusumSettings settings, params double[] counts) =>
        CusumDetector.Detect(new(counts, Cadence.Weekly), settings, new(1, counts.Length));
}
