using System.CommandLine;
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
        var speed = new Option<bool>("--speed") { Description = "Only the speed." };
        var presidio = new Option<bool>("--presidio") { Description = "The sentences of presidio-research, for the kinds that both know." };
        var command = new Command("privacy", "Find identifiers of people: precision, recall and F1 a kind, flagged clean texts, speed.") { cases, only, file, presidio, speed };
        command.SetAction(parsed =>
        {
            var rows = Rows(parsed.GetValue(file), parsed.GetValue(presidio));
            if (parsed.GetValue(speed))
                PrivacySpeed.Print(parsed.InvocationConfiguration.Output, new PrivacyFinder(), rows);
            else
                Run(parsed.InvocationConfiguration.Output, parsed.GetValue(cases), parsed.GetValue(only), rows);
        });
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
        else
            PrivacySpeed.Print(output, finder, rows);
    }

    private static List<PrivacyRow> Rows(string? file, bool presidio) => presidio
        ? PrivacyRow.ReadPresidio(Path.Combine(SharedData.Find("presidio-research"), "synth_dataset_v2.json"))
        : PrivacyRow.Read(file ?? Path.Combine(SharedData.Find("privacy-id"), "privacy.jsonl"));

    private static void Table(TextWriter output, string title, PrivacyFinder finder, List<PrivacyRow> rows)
    {
        var scores = new SortedDictionary<string, Score>(StringComparer.Ordinal);
        var (clean, flagged, known) = (0, 0, 0);
        var marked = rows.SelectMany(row => row.Spans).Select(span => span.Kind).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var found = finder.Inspect(row.Text).Findings;
            clean += row.Spans.Count == 0 ? 1 : 0;
            flagged += row.Spans.Count == 0 && found.Count > 0 ? 1 : 0;
            known += row.Spans.Count == 0 && found.Any(finding => marked.Contains(finding.Kind.Key())) ? 1 : 0;
            foreach (var span in row.Spans)
                scores.GetOrNew(span.Kind).Want(found.Any(finding => span.Meets(finding)));
            foreach (var finding in found)
                scores.GetOrNew(finding.Kind.Key()).Give(row.Spans.Any(span => span.Meets(finding)));
        }
        output.WriteLine($"== {title}: {rows.Count} rows, {clean} without identifiers, {flagged} of these flagged ({Share(flagged, clean)}), {known} with a kind that the rows mark ({Share(known, clean)})");
        output.WriteLine("kind               wanted  recall  precision      F1");
        foreach (var (kind, score) in scores)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-18} {score.Wanted,6}  {score.Recall,6:0.000}  {score.Precision,9:0.000}  {score.F1,6:0.000}"));
    }

    private static void Risks(TextWriter output, PrivacyFinder finder, List<PrivacyRow> rows, bool withCases)
    {
        var confirming = rows.Where(row => row.Note.Contains("confirmation", StringComparison.Ordinal)).ToList();
        var told = confirming.Where(row => finder.Inspect(row.Text).Risks.Any(risk => risk.Kind == RiskKind.ConfirmsPatient)).ToList();
        var clean = rows.Where(row => row.Spans.Count == 0 && !confirming.Contains(row)).ToList();
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
