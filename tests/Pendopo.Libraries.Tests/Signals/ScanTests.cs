using System.Globalization;
using Pendopo.Signals;
using Pendopo.Signals.Explanations;
using Pendopo.Signals.Recommended;
using Pendopo.Signals.Scans;

namespace Pendopo.Libraries.Tests.Signals;

public sealed class ScanTests
{
    [Fact]
    public void The_example_of_Benjamini_and_Hochberg_rejects_four_of_fifteen()
    {
        // Table 1 of the paper: at 0.05 the first four are rejected.
        double[] p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0];
        var q = FalseDiscovery.Adjust(p);
        q.Count(x => x <= 0.05).ShouldBe(4);
        q[3].ShouldBe(0.0095 * 15 / 4, 1e-12);
    }

    [Fact]
    public void Adjusted_values_keep_the_order_given_and_pass_over_missing_ones()
    {
        var q = FalseDiscovery.Adjust([0.04, double.NaN, 0.01]);
        q[0].ShouldBe(0.04, 1e-12);
        q[1].ShouldBe(double.NaN);
        q[2].ShouldBe(0.02, 1e-12);
        FalseDiscovery.Adjust([]).ShouldBeEmpty();
        Should.Throw<ArgumentOutOfRangeException>(() => FalseDiscovery.Adjust([1.5]));
    }

    [Fact]
    public void Among_many_quiet_series_only_the_outbreak_alarms()
    {
        var random = new Random(3);
        CountSeries Quiet(double last) => new([.. Enumerable.Range(0, 160).Select(_ => (double)random.Next(5, 16)), last], Cadence.Weekly);
        var series = Enumerable.Range(0, 200).Select(i => (Key: i, Series: Quiet(i == 77 ? 60 : 10)));
        var results = SeriesScan.Newest(series, 0.1, workers: 2);
        results.Where(r => r.Alarm).Select(r => r.Key).ShouldBe([77]);
        results.Select(r => r.Key).ShouldBe(Enumerable.Range(0, 200));
    }

    [Fact]
    public void A_cancelled_scan_stops()
    {
        var series = new[] { (Key: 1, Series: new CountSeries([1, 2, 3], Cadence.Weekly)) };
        Should.Throw<OperationCanceledException>(() => SeriesScan.Newest(series, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void An_alarm_is_explained_in_both_languages()
    {
        DateOnly[] dates = [.. Enumerable.Range(0, 202).Select(i => new DateOnly(2022, 1, 3).AddDays(7 * i))];
        double[] counts = [.. Enumerable.Range(0, 200).Select(i => (double)(8 + i % 5)), 40, 45];
        var series = new CountSeries(counts, Cadence.Weekly, dates);
        var points = RecommendedDetector.Detect(series, new(), new(190, 202));
        var explanation = AlarmExplanation.For(series, points, 202).ShouldNotBeNull();
        explanation.Since.ShouldBe(201);
        explanation.Points.ShouldBe(2);
        explanation.Excess.ShouldBe(65, 5);
        explanation.OneIn!.Value.ShouldBeGreaterThan(10_000);
        ExplanationText.Of(explanation, CultureInfo.GetCultureInfo("en"), Cadence.Weekly)
            .ShouldBe($"45 counted; about {explanation.Expected:0} expected, up to {explanation.Upper:0} is usual. So many come by chance very rarely. It began on 3 November 2025 and has lasted for 2 weeks.");
        ExplanationText.Of(explanation, CultureInfo.GetCultureInfo("id-ID"), Cadence.Weekly)
            .ShouldBe($"45 tercatat; perkiraan sekitar {explanation.Expected:0}, sampai {explanation.Upper:0} masih wajar. Jumlah sebanyak ini sangat jarang terjadi karena kebetulan. Mulai 3 November 2025 dan sudah berlangsung 2 minggu.");
    }

    [Fact]
    public void Without_an_alarm_there_is_nothing_to_explain()
    {
        var series = new CountSeries([.. Enumerable.Repeat(10.0, 150)], Cadence.Weekly);
        AlarmExplanation.For(series, RecommendedDetector.Detect(series, new()), 150).ShouldBeNull();
        AlarmExplanation.For(series, [], 150).ShouldBeNull();
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.PositiveInfinity)]
    public void A_series_refuses_impossible_counts(double count) =>
        Should.Throw<ArgumentException>(() => new CountSeries([1, count], Cadence.Weekly));

    [Fact]
    public void A_series_refuses_dates_that_do_not_ascend() =>
        Should.Throw<ArgumentException>(() => new CountSeries([1, 2], Cadence.Daily, [new DateOnly(2026, 1, 2), new DateOnly(2026, 1, 2)]));
}
