using Pendopo.Signals;
using Pendopo.Signals.Ears;
using Pendopo.Signals.Farrington;
using Pendopo.Signals.Recommended;

namespace Pendopo.Evaluation.Signals;

/// <summary>The recommended detector beside R's Noufaily setting and the other methods, on the same generated series.</summary>
internal sealed class DetectionComparison
{
    private static readonly MonitoredRange Scored = new(OutbreakSimulator.FirstScored, OutbreakSimulator.Weeks);

    public static Dictionary<string, Func<CountSeries, IReadOnlyList<DetectionPoint>>> Methods { get; } = new(StringComparer.Ordinal)
    {
        ["noufaily 0.005 (R)"] = s => FarringtonDetector.Detect(s, FarringtonSettings.Noufaily with { RCompatible = true }, Scored),
        ["noufaily 0.01 (R)"] = s => FarringtonDetector.Detect(s, FarringtonSettings.Noufaily with { RCompatible = true, Alpha = 0.01 }, Scored),
        ["noufaily 0.005"] = s => FarringtonDetector.Detect(s, FarringtonSettings.Noufaily, Scored),
        ["ears c1"] = s => EarsDetector.Detect(s, new(), Scored),
        ["ears c2"] = s => EarsDetector.Detect(s, new() { Rule = EarsRule.C2 }, Scored),
        ["ears c3"] = s => EarsDetector.Detect(s, new() { Rule = EarsRule.C3 }, Scored),
        ["recommended"] = s => RecommendedDetector.Detect(s, new(), Scored),
        ["recommended 0.008"] = s => RecommendedDetector.Detect(s, new() { FalseAlarmRate = 0.008 }, Scored),
    };

    private readonly IReadOnlyList<SimulatedSeries> _truths;
    private readonly Dictionary<string, DetectionScore[]> _scores = new(StringComparer.Ordinal);

    public DetectionComparison(IReadOnlyList<SimulatedSeries> truths, params IEnumerable<string> methods)
    {
        _truths = truths;
        foreach (var method in methods)
        {
            var scores = new DetectionScore[truths.Count];
            Parallel.For(0, truths.Count, i => scores[i] = DetectionScore.Of(truths[i], Methods[method](new(truths[i].Counts, Cadence.Weekly))));
            _scores[method] = scores;
        }
    }

    /// <summary>Share of outbreaks found.</summary>
    public Estimate Found(string method) => Estimate.Of([.. _scores[method].Select(s => s.Found ? 1.0 : 0)]);

    /// <summary>Share of ordinary weeks that alarmed.</summary>
    public Estimate FalseAlarms(string method) => Estimate.Of([.. _scores[method].Select(s => (double)s.FalseAlarms / s.OrdinaryWeeks)]);

    /// <summary>Difference in outbreaks found, paired by series.</summary>
    public Estimate FoundMore(string method, string than) =>
        Estimate.Of([.. _scores[method].Zip(_scores[than], (a, b) => (a.Found ? 1.0 : 0) - (b.Found ? 1.0 : 0))]);

    /// <summary>Difference in the share of false alarms, paired by series.</summary>
    public Estimate FalseAlarmsMore(string method, string than) =>
        Estimate.Of([.. _scores[method].Zip(_scores[than], (a, b) => (double)a.FalseAlarms / a.OrdinaryWeeks - (double)b.FalseAlarms / b.OrdinaryWeeks)]);

    public void Print(TextWriter output)
    {
        output.WriteLine($"{"method",-20} {"outbreaks found",-28} {"false alarms",-26} k=2   k=3   k=5   k=10");
        foreach (var method in _scores.Keys)
            output.WriteLine($"{method,-20} {Found(method).Percent,-28} {FalseAlarms(method).Percent,-26} {string.Join("  ", OutbreakSimulator.Sizes.Select(k => By(method, t => t.K == k)))}");
        output.WriteLine("found by scenario 1..8, false alarms in 1,000 weeks by scenario:");
        foreach (var method in _scores.Keys)
            output.WriteLine($"{method,-20} {string.Join(' ', Enumerable.Range(1, 8).Select(s => By(method, t => t.Scenario == s)))} | {string.Join(' ', Enumerable.Range(1, 8).Select(s => Rate(method, s)))}");
    }

    /// <summary>The largest outbreaks that one method found and the other did not.</summary>
    public IEnumerable<string> Missed(string method, string foundBy, int most) => Enumerable.Range(0, _truths.Count)
        .Where(i => !_scores[method][i].Found && _scores[foundBy][i].Found).OrderByDescending(i => _truths[i].K).Take(most)
        .Select(i => $"series {i + 1}: scenario {_truths[i].Scenario}, size {_truths[i].K} sd, weeks {_truths[i].Start}-{_truths[i].Last}, counts {string.Join(' ', _truths[i].Counts[(_truths[i].Start - 5)..Math.Min(OutbreakSimulator.Weeks, _truths[i].Last + 1)])}");

    private string By(string method, Func<SimulatedSeries, bool> which) =>
        _truths.Select((t, i) => (t, i)).Where(x => which(x.t)).Select(x => _scores[method][x.i].Found ? 1.0 : 0).DefaultIfEmpty(double.NaN).Average().ToString("F2");

    private string Rate(string method, int scenario)
    {
        var chosen = _truths.Select((t, i) => (t, i)).Where(x => x.t.Scenario == scenario).Select(x => _scores[method][x.i]).ToList();
        return (1000.0 * chosen.Sum(s => s.FalseAlarms) / Math.Max(1, chosen.Sum(s => s.OrdinaryWeeks))).ToString("F1");
    }
}
