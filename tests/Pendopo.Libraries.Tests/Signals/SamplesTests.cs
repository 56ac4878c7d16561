using System.Globalization;
using Pendopo.Signals;
using Pendopo.Signals.CumulativeSums;
using Pendopo.Signals.Ears;
using Pendopo.Signals.Explanations;
using Pendopo.Signals.Farrington;
using Pendopo.Signals.Forecasts;
using Pendopo.Signals.Recommended;
using Pendopo.Signals.Scans;

namespace Pendopo.Libraries.Tests.Signals;

/// <summary>The samples of the library's README, in its order.</summary>
public sealed class SamplesTests
{
    [Fact]
    public void The_samples_of_the_readme_run()
    {
        double[] counts = [.. Enumerable.Range(0, 160).Select(week => 10.0 + week * 7 % 5), 31];
        var series = new CountSeries(counts, Cadence.Weekly);
        var points = RecommendedDetector.Detect(series, new RecommendedSettings(), MonitoredRange.Last(series, 8));
        var newest = points[^1];
        var why = AlarmExplanation.For(series, points, newest.T);
        var text = why is null ? "" : ExplanationText.Of(why, CultureInfo.GetCultureInfo("en"), series.Cadence);
        text.ShouldStartWith("31 counted; about 12 expected");

        var all = Enumerable.Range(0, 50).Select(centre => (Key: centre, Series: centre == 7 ? series : new CountSeries(counts[..^1], Cadence.Weekly)));
        var alarms = SeriesScan.Newest(all, falseDiscoveryRate: 0.1, workers: 2).Where(result => result.Alarm);
        alarms.Select(a => a.Key).ShouldBe([7]);

        var farrington = FarringtonDetector.Detect(series, FarringtonSettings.Noufaily with { Years = 2 });
        var ears = EarsDetector.Detect(series, new EarsSettings { Rule = EarsRule.C2, MinimumSigma = 0.5 });
        var cusum = CusumDetector.Detect(series, new CusumSettings { Transformation = CusumTransformation.Rossi });
        foreach (var judged in new[] { farrington, ears, cusum })
            judged[^1].Alarm.ShouldBe(true);

        var skills = Backtest.Skills(series, horizon: 4);
        var best = Backtest.Best(skills);
        var next = Forecaster.Forecast(series, best, horizon: 4, coverage: 0.8);
        next.Count.ShouldBe(4);
        next.ShouldAllBe(point => point.Lower <= point.Mean && point.Mean <= point.Upper);
    }
}
