using Pendopo.Signals;
using Pendopo.Signals.Ears;

namespace Pendopo.Libraries.Tests.Signals;

public sealed class EarsTests
{
    [Fact]
    public void C1_is_mean_plus_3_09_standard_deviations_of_the_seven_points_before()
    {
        // Mean 4, squares 9+4+1+0+1+4+9 = 28, variance 28/6.
        var point = Detect(EarsRule.C1, 1, 2, 3, 4, 5, 6, 7, 11)[^1];
        point.Upper.ShouldBe(4 + 3.090232306167813 * Math.Sqrt(28.0 / 6), 1e-12);
        point.Alarm.ShouldBe(true);
    }

    [Fact]
    public void C2_leaves_out_the_two_points_before() =>
        Detect(EarsRule.C2, 1, 2, 3, 4, 5, 6, 7, 90, 90, 11)[^1].Expected.ShouldBe(4);

    [Fact]
    public void C3_as_defined_depends_on_the_count_of_the_day()
    {
        double[] before = [1, 2, 3, 4, 5, 6, 7, 4, 4, 4, 4];
        Detect(EarsRule.C3, [.. before, 5])[^1].Alarm.ShouldBe(false);
        Detect(EarsRule.C3, [.. before, 30])[^1].Alarm.ShouldBe(true);
    }

    [Fact]
    public void C3_as_R_codes_it_does_not_look_at_the_count_of_the_day()
    {
        double[] before = [1, 2, 3, 4, 5, 6, 7, 4, 4, 4, 4];
        var settings = new EarsSettings { Rule = EarsRule.C3, RCompatible = true };
        EarsDetector.Detect(new([.. before, 30.0], Cadence.Daily), settings)[^1].Alarm.ShouldBe(false);
    }

    [Fact]
    public void The_first_case_after_a_week_of_none_alarms_unless_a_smallest_sigma_is_set()
    {
        double[] counts = [0, 0, 0, 0, 0, 0, 0, 1];
        Detect(EarsRule.C1, counts)[^1].Alarm.ShouldBe(true);
        EarsDetector.Detect(new(counts, Cadence.Daily), new() { MinimumSigma = 0.5 })[^1].Alarm.ShouldBe(false);
    }

    [Fact]
    public void C3_of_a_constant_series_stays_silent() =>
        Detect(EarsRule.C3, [.. Enumerable.Repeat(3.0, 20)]).ShouldAllBe(p => p.Alarm != true);

    [Fact]
    public void A_missing_count_is_not_judged_and_does_not_spoil_the_baseline()
    {
        var points = Detect(EarsRule.C1, 1, 2, double.NaN, 4, 5, 6, 7, double.NaN, 5);
        points[7].Alarm.ShouldBeNull();
        points[8].Expected.ShouldBe(24.0 / 5);
    }

    [Fact]
    public void Points_without_a_whole_baseline_have_no_bound()
    {
        var points = Detect(EarsRule.C2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        points.Take(9).ShouldAllBe(p => double.IsNaN(p.Upper) && p.Method == DetectionMethod.None);
        double.IsNaN(points[9].Upper).ShouldBeFalse();
    }

    [Theory]
    [InlineData(2, 0, 0.01)]
    [InlineData(7, -1, 0.01)]
    [InlineData(7, 0, 0.7)]
    public void Settings_out_of_bounds_are_refused(int baseline, double sigma, double alpha) =>
        Should.Throw<ArgumentOutOfRangeException>(() => EarsDetector.Detect(new([1, 2, 3], Cadence.Daily), new() { Baseline = baseline, MinimumSigma = sigma, Alpha = alpha }));

    private static IReadOnlyList<DetectionPoint> Detect(EarsRule rule, params double[] counts) =>
        EarsDetector.Detect(new(counts, Cadence.Daily), new() { Rule = rule });
}
