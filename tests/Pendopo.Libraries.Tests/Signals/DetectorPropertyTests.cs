using FsCheck;
using FsCheck.Fluent;
using Pendopo.Signals;
using Pendopo.Signals.CumulativeSums;
using Pendopo.Signals.Ears;
using Pendopo.Signals.Farrington;
using Pendopo.Signals.Recommended;
using Pendopo.Signals.Scans;

namespace Pendopo.Libraries.Tests.Signals;

/// <summary>What must hold for every series, whatever its counts.</summary>
public sealed class DetectorPropertyTests
{
    // Every run fits hundreds of models: forty random series a property.
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(40);
    private static readonly Gen<double[]> Long = Gen.Choose(0, 30).Select(x => (double)x).ArrayOf(290);
    private static readonly Gen<double[]> Short = Gen.Choose(0, 30).Select(x => (double)x).ArrayOf(40);

    private static readonly Dictionary<string, Func<CountSeries, MonitoredRange, IReadOnlyList<DetectionPoint>>> Detectors = new(StringComparer.Ordinal)
    {
        ["c1"] = (s, r) => EarsDetector.Detect(s, new(), r),
        ["c2"] = (s, r) => EarsDetector.Detect(s, new() { Rule = EarsRule.C2 }, r),
        ["c3"] = (s, r) => EarsDetector.Detect(s, new() { Rule = EarsRule.C3 }, r),
        ["farrington"] = (s, r) => FarringtonDetector.Detect(s, new(), r),
        ["noufaily"] = (s, r) => FarringtonDetector.Detect(s, FarringtonSettings.Noufaily, r),
        ["muan"] = (s, r) => FarringtonDetector.Detect(s, FarringtonSettings.Noufaily with { Threshold = FarringtonThreshold.MeanUpperLimit }, r),
        ["cusum"] = (s, r) => CusumDetector.Detect(s, new(), r),
        ["recommended"] = (s, r) => RecommendedDetector.Detect(s, new(), r),
    };

    [Fact]
    public void Ears_scales_with_the_counts() => Check.One(Runs, Prop.ForAll(Short.ToArbitrary(), Gen.Choose(2, 50).ToArbitrary(), (counts, factor) =>
    {
        foreach (var rule in Enum.GetValues<EarsRule>())
        {
            var one = EarsDetector.Detect(Weekly(counts), new() { Rule = rule });
            var many = EarsDetector.Detect(Weekly([.. counts.Select(c => factor * c)]), new() { Rule = rule });
            foreach (var (a, b) in one.Zip(many))
            {
                if (double.IsNaN(a.Upper))
                    b.Upper.ShouldBe(double.NaN);
                else
                    b.Upper.ShouldBe(factor * a.Upper, 1e-9 * factor * (1 + Math.Abs(a.Upper)));
            }
        }
    }));

    [Fact]
    public void A_window_method_forgets_what_lies_before_its_window() => Check.One(Runs, Prop.ForAll(Long.ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), (counts, shift) =>
    {
        foreach (var name in new[] { "c1", "c2", "c3", "farrington" })
        {
            var plain = Detectors[name](Weekly(counts), new(290, 290))[0];
            var shifted = Detectors[name](Weekly([.. Enumerable.Repeat(7.0, shift), .. counts]), new(290 + shift, 290 + shift))[0];
            shifted.Upper.ShouldBe(plain.Upper, 1e-6 * (1 + plain.Upper), name);
            shifted.Alarm.ShouldBe(plain.Alarm, name);
        }
    }));

    [Fact]
    public void No_method_looks_into_the_future() => Check.One(Runs, Prop.ForAll(Long.ToArbitrary(), Short.ToArbitrary(), (counts, future) =>
    {
        foreach (var (name, detect) in Detectors)
        {
            var before = detect(Weekly(counts), new(280, 290));
            var after = detect(Weekly([.. counts, .. future]), new(280, 290));
            after.Select(p => p.Upper).ShouldBe(before.Select(p => p.Upper), name);
        }
    }));

    [Fact]
    public void More_cases_in_the_last_point_never_silence_an_alarm() => Check.One(Runs, Prop.ForAll(Long.ToArbitrary(), Gen.Choose(1, 60).ToArbitrary(), (counts, more) =>
    {
        double[] higher = [.. counts[..^1], counts[^1] + more];
        foreach (var (name, detect) in Detectors)
        {
            var low = detect(Weekly(counts), new(280, 290))[^1];
            var high = detect(Weekly(higher), new(280, 290))[^1];
            (low.Alarm == true && high.Alarm != true).ShouldBeFalse(name);
            if (!double.IsNaN(low.PValue))
                high.PValue.ShouldBeLessThanOrEqualTo(low.PValue, name);
        }
    }));

    [Fact]
    public void An_alarm_is_a_count_above_the_bound() => Check.One(Runs, Prop.ForAll(Long.ToArbitrary(), counts =>
    {
        foreach (var (name, detect) in Detectors.Where(d => d.Key is not "c3"))
        {
            foreach (var point in detect(Weekly(counts), new(270, 290)).Where(p => !double.IsNaN(p.Upper) && p.Method != DetectionMethod.Cusum))
                point.Alarm.ShouldBe(point.Observed > point.Upper, name);
        }
    }));

    [Fact]
    public void The_order_of_unrelated_series_does_not_change_a_scan() => Check.One(Runs, Prop.ForAll(Short.ArrayOf(6).ToArbitrary(), all =>
    {
        var named = all.Select((counts, i) => (Key: i, Series: Weekly(counts))).ToList();
        var forward = SeriesScan.Newest(named).OrderBy(r => r.Key).ToList();
        var backward = SeriesScan.Newest(Enumerable.Reverse(named)).OrderBy(r => r.Key).ToList();
        backward.ShouldBe(forward);
    }));

    private static CountSeries Weekly(double[] counts) => new(counts, Cadence.Weekly);
}
