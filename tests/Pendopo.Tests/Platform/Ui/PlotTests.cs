using Pendopo.Platform.Ui.Charts;

namespace Pendopo.Tests.Platform.Ui;

public sealed class PlotTests
{
    [Fact]
    public void Zero_is_always_kept()
    {
        var plot = Plot.For(3, [80, 90, 100], 200);
        plot.Bottom.ShouldBe(0);
        plot.Ticks().First().ShouldBe(0);
        plot.Top.ShouldBeGreaterThanOrEqualTo(100);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(74, 50)]
    [InlineData(412, 200)]
    [InlineData(0.6, 0.2)]
    public void Steps_are_round_numbers(double span, double step) => Plot.Step(span).ShouldBe(step, 1e-9);

    [Fact]
    public void An_unknown_value_leaves_a_gap_and_is_never_zero()
    {
        var plot = Plot.For(4, [10, null, 20, 30], 200);
        var path = plot.Line([10, null, 20, 30]);
        path.Count(c => c == 'M').ShouldBe(2);
        path.ShouldNotContain(plot.Y(0).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) + "L");
    }

    [Fact]
    public void Empty_values_still_make_a_plot()
    {
        var plot = Plot.For(0, [], 200);
        plot.Line([]).ShouldBe("");
        plot.Ticks().ShouldNotBeEmpty();
        plot.Band([null], [null]).ShouldBe("");
    }

    [Fact]
    public void Labels_at_the_lines_ends_never_cover_each_other()
    {
        var places = Plot.For(2, [1], 200).Spread([100, 102, 101, 195]);
        var sorted = places.Order().ToList();
        for (var i = 1; i < sorted.Count; i++)
            (sorted[i] - sorted[i - 1]).ShouldBeGreaterThanOrEqualTo(18.9);
        sorted[^1].ShouldBeLessThanOrEqualTo(194);
    }
}
