using Pendopo.Signals.Surges;

namespace Pendopo.Libraries.Tests.Signals;

public sealed class SurgeDetectorTests
{
    [Fact]
    public void A_sudden_rise_over_quiet_days_is_a_surge_and_a_usual_day_is_none()
    {
        double[] quiet = [1, 0, 2, 1, 0, 1, 1, 0, 2, 1, 0, 1];
        SurgeDetector.Judge(quiet, 8).Alarm.ShouldBeTrue();
        SurgeDetector.Judge(quiet, 2).Alarm.ShouldBeFalse();
    }

    [Fact]
    public void Few_events_are_never_a_surge_even_after_silence()
    {
        SurgeDetector.Judge(new double[28], 3).Alarm.ShouldBeFalse();
        SurgeDetector.Judge([], 3).Alarm.ShouldBeFalse();
        SurgeDetector.Judge([], 6).Alarm.ShouldBeTrue();
    }

    [Fact]
    public void A_past_that_varies_much_raises_the_bound()
    {
        var steady = SurgeDetector.Judge([5, 5, 5, 5, 5, 5, 5, 5, 5, 5], 12);
        var wild = SurgeDetector.Judge([0, 10, 0, 10, 0, 10, 0, 10, 0, 10], 12);
        wild.Upper.ShouldBeGreaterThan(steady.Upper);
    }

    [Fact]
    public void A_constant_past_gives_the_exact_tail_of_a_poisson_distribution()
    {
        // 1 - exp(-2) (1 + 2 + 4/2 + 8/6) = 0.142876...
        var judged = SurgeDetector.Judge([2, 2, 2, 2], 4);
        judged.Expected.ShouldBe(2, 1e-12);
        judged.PValue.ShouldBe(1 - (Math.Exp(-2) * (1 + 2 + 2 + (8.0 / 6))), 1e-9);
    }

    [Fact]
    public void A_quiet_year_rarely_cries_wolf()
    {
        var random = new Random(20261122);
        var days = Enumerable.Range(0, 2_000).Select(_ => (double)Enumerable.Range(0, 40).Count(_ => random.NextDouble() < 0.05)).ToArray();
        var alarms = Enumerable.Range(28, days.Length - 28).Count(day => SurgeDetector.Judge(days[(day - 28)..day], days[day]).Alarm);
        alarms.ShouldBeLessThan(20, "at most one day in a hundred");
    }

    [Theory]
    [InlineData(0, 0.001)]
    [InlineData(0.2, 0.5)]
    public void Settings_out_of_bounds_are_refused(double weight, double alpha) =>
        Should.Throw<ArgumentException>(() => SurgeDetector.Judge([1], 1, new() { Weight = weight, Alpha = alpha }));
}
