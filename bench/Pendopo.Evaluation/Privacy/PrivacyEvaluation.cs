using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Pendopo.Privacy;

namespace Pendopo.Evaluation.Privacy;

/// <summary>Measures the finder on the development rows: recall and precision a kind by overlapping span, hand and frame rows apart, and speed.</summary>
internal static class PrivacyEvaluation
{
    public static Command Create()
    {
        var cases = new Option<bool>("--cases") { Description = "Print every miss and every false alarm." };
        var only = new Option<string?>("--kind") { Description = "Only this kind's cases." };
        var file = new Option<string?>("--file") { Description = "Another file of the same form." };
        var presidio = new Option<bool>("--presidio") { Description = "The sentences of presidio-research, for the kinds that both know." };
        var command = new Command("privacy", "Find identifiers of people: precision, recall and F1 a kind, flagged clean texts, speed.") { cases, only, file, presidio };
        command.SetAction(parsed => Run(parsed.InvocationConfiguration.Output, parsed.GetValue(cases), parsed.GetValue(only), Rows(parsed.GetValue(file), parsed.GetValue(presidio))));
        return command;
    }

    private static void Run(TextWriter output, bool withCases, string? only, List<PrivacyRow> rows)
    {
        var finder = new PrivacyFinder();
        foreach (var (title, chosen) in new[] { ("hand rows", rows.Where(row => row.IsHand)), ("frame rows", rows.Where(row => !row.IsHand)), ("all rows", rows) })
            Table(output, title, finder, [.. chosen]);
        Risks(output, finder, rows, withCases);
        if (withCases)
            Cases(output, finder, rows, only);
        Speed(output, finder, rows);
    }

    private static List<PrivacyRow> Rows(string? file, bool presidio) => presidio
        ? PrivacyRow.ReadPresidio(Path.Combine(SharedData.Find("presidio-research"), "synth_dataset_v2.json"))
        : PrivacyRow.Read(file ?? Path.Combine(SharedData.Find("privacy-id"), "privacy.jsonl"));

    private static void Table(TextWriter output, string title, PrivacyFinder finder, List<PrivacyRow> rows)
    {
        var scores = new SortedDictionary<string, Score>(StringComparer.Ordinal);
        var (clean, flagged) = (0, 0);
        foreach (var row in rows)
        {
            var found = finder.Inspect(row.Text).Findings;
            clean += row.Spans.Count == 0 ? 1 : 0;
            flagged += row.Spans.Count == 0 && found.Count > 0 ? 1 : 0;
            foreach (var span in row.Spans)
                scores.GetOrNew(span.Kind).Want(found.Any(finding => span.Meets(finding)));
            foreach (var finding in found)
                scores.GetOrNew(finding.Kind.Key()).Give(row.Spans.Any(span => span.Meets(finding)));
        }
        output.WriteLine($"== {title}: {rows.Count} rows, {clean} without identifiers, {flagged} of these flagged ({Share(flagged, clean)})");
        output.WriteLine("kind               wanted  recall  precision      F1");
        foreach (var (kind, score) in scores)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-18} {score.Wanted,6}  {score.Recall,6:0.000}  {score.Precision,9:0.000}  {score.F1,6:0.000}"));
    }

    private static void Risks(TextWriter output, PrivacyFinder finder, List<PrivacyRow> rows, bool withCases)
    {
        var confirming = rows.Where(row => row.Note.Contains("confirmation", StringComparison.Ordinal)).ToList();
        var told = confirming.Where(row => finder.Inspect(row.Text).Risks.Any(risk => risk.Kind == RiskKind.ConfirmsPatient)).ToList();
        var clean = rows.Where(row => row.Spans.Count == 0).ToList();
        var alarms = clean.Where(row => finder.Inspect(row.Text).Risks.Count > 0).ToList();
        output.WriteLine($"confirms a patient: {told.Count} of {confirming.Count} rows told; {alarms.Count} of {clean.Count} rows without identifiers called a risk ({Share(alarms.Count, clean.Count)})");
        foreach (var row in withCases ? confirming.Except(told).Concat(alarms) : [])
            output.WriteLine($"risk   {row.Id} {row.Text}");
    }

    private static void Cases(TextWriter output, PrivacyFinder finder, List<PrivacyRow> rows, string? only)
    {
        foreach (var row in rows)
        {
            var found = finder.Inspect(row.Text).Findings;
            foreach (var span in row.Spans.Where(span => (only is null || only == span.Kind) && !found.Any(span.Meets)))
                output.WriteLine($"missed {row.Id} {span.Kind} «{row.Text[span.Start..span.End]}» in: {row.Text}");
            foreach (var finding in found.Where(finding => (only is null || only == finding.Kind.Key()) && !row.Spans.Any(span => span.Meets(finding))))
                output.WriteLine($"false  {row.Id} {finding.Kind.Key()} «{row.Text[finding.Start..finding.End]}» {finding.Reason} in: {row.Text}");
        }
    }

    // Processor time, not wall time: the machine may be shared. Longer texts show whether the time stays linear.
    private static void Speed(TextWriter output, PrivacyFinder finder, List<PrivacyRow> rows)
    {
        var all = string.Join('\n', rows.Select(row => row.Text)).PadRight(5000);
        foreach (var length in new[] { 5_000, 50_000, 500_000 })
        {
            var text = string.Concat(Enumerable.Repeat(all, (length / all.Length) + 1))[..length];
            var bytes = System.Text.Encoding.UTF8.GetByteCount(text);
            // Warm for as long as it is measured: the runtime compiles hot code well only after a while.
            for (var warm = 0; warm * (long)bytes < 60_000_000; warm++)
                finder.Inspect(text);
            var (start, rounds) = (Processor(), 0);
            for (; rounds * (long)bytes < 60_000_000; rounds++)
                finder.Inspect(text);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"speed: {(double)bytes * rounds / (Processor() - start).TotalSeconds / 1e6:0.0} MB a second of one core in texts of {length} characters"));
        }
        var times = Enumerable.Range(0, 2000).Select(_ => Time(() => finder.Inspect(all[..5000]))).Order().ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"speed: 5,000 characters by the clock: p50 {times[1000]:0.00} ms, p99 {times[1980]:0.00} ms"));
    }

    private static TimeSpan Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static double Time(Action work)
    {
        var clock = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }

    private static string Share(int part, int whole) => whole == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");

    private static Score GetOrNew(this SortedDictionary<string, Score> scores, string kind) =>
        scores.TryGetValue(kind, out var score) ? score : scores[kind] = new Score();

    private sealed class Score
    {
        private int met;
        private int right;
        private int given;

        public int Wanted { get; private set; }

        public double Recall => Wanted == 0 ? 1 : (double)met / Wanted;

        public double Precision => given == 0 ? 1 : (double)right / given;

        public double F1 => Recall + Precision == 0 ? 0 : 2 * Recall * Precision / (Recall + Precision);

        public void Want(bool isMet) => (Wanted, met) = (Wanted + 1, met + (isMet ? 1 : 0));

        public void Give(bool isRight) => (given, right) = (given + 1, right + (isRight ? 1 : 0));
    }
}
