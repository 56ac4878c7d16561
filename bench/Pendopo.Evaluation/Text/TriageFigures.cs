using System.Text.Json;
using Pendopo.Text.Insights;

namespace Pendopo.Evaluation.Text;

/// <summary>The triage rows: urgency, crisis, adverse events, rumours, topics, private matter.</summary>
internal static class TriageFigures
{
    private sealed record Row(string Text, string Lang, string Urgency, bool Crisis, bool Adverse, bool Rumour, bool Private, string[] Topics, string Sentiment, bool Hand, MessageInsight Said)
    {
        public bool Pressing => Urgency is "urgent" or "emergency";

        public bool SaidPressing => Said.Urgency.Value is Pendopo.Text.Insights.Urgency.Urgent or Pendopo.Text.Insights.Urgency.Emergency;
    }

    public static void Print(Report report)
    {
        var rows = File.ReadLines(Path.Combine(SharedData.Find("triage"), "triage.jsonl")).Select(Read).ToList();
        foreach (var (name, part) in new[] { ("all", rows), ("hand", rows.Where(row => row.Hand).ToList()), ("frame", rows.Where(row => !row.Hand).ToList()) })
        {
            report.Line($"{name} rows: {part.Count}");
            Figures(report, part);
        }

        Cases(report, rows);
    }

    private static void Figures(Report report, List<Row> rows)
    {
        var crisis = Score.Of(rows, row => row.Crisis, row => row.Said.Crisis.Value);
        report.Figure("crisis recall", crisis.Recall, ">= 0.94", crisis.Counts);
        report.Figure("crisis false alarms", crisis.FalseAlarms, "<= 0.05");
        var urgent = Score.Of(rows, row => row.Pressing, row => row.SaidPressing);
        report.Figure("urgent or emergency recall", urgent.Recall, ">= 0.95", urgent.Counts);
        report.Figure("urgent or emergency false alarms", urgent.FalseAlarms, "<= 0.15");
        report.Figure("urgency, four classes, accuracy", rows.Average(row => Lower(row.Said.Urgency.Value) == row.Urgency ? 1.0 : 0), "-");
        var hits = rows.Sum(row => row.Topics.Intersect(row.Said.Topics.Value).Count());
        report.Figure("topics micro-F1", 2.0 * hits / rows.Sum(row => row.Topics.Length + row.Said.Topics.Value.Count), ">= 0.80");
        var personal = Score.Of(rows, row => row.Private, row => row.Said.PrivateMatter.Value);
        report.Figure("private matter F1", personal.F1, ">= 0.90", personal.Counts);
        var adverse = Score.Of(rows, row => row.Adverse, row => row.Said.AdverseEvent.Value);
        report.Figure("adverse event recall", adverse.Recall, ">= 0.85", adverse.Counts);
        report.Figure("adverse event false alarms", adverse.FalseAlarms, "<= 0.05");
        var rumour = Score.Of(rows, row => row.Rumour, row => row.Said.Rumour.Value);
        report.Figure("rumour F1", rumour.F1, "-", rumour.Counts);
        report.Figure("sentiment macro-F1 on these rows", Score.MacroF1(rows, row => row.Sentiment, row => Lower(row.Said.Sentiment.Value)), "-");
        report.Figure("language accuracy", rows.Average(row => row.Said.LanguageCode == row.Lang ? 1.0 : 0), "-");
    }

    private static void Cases(Report report, List<Row> rows)
    {
        report.Cases("crisis missed", rows.Where(row => row.Crisis && !row.Said.Crisis.Value).Select(row => row.Text));
        report.Cases("crisis false", rows.Where(row => !row.Crisis && row.Said.Crisis.Value).Select(row => row.Text));
        report.Cases("urgent missed", rows.Where(row => row.Pressing && !row.SaidPressing).Select(row => $"{row.Urgency} as {row.Said.Urgency.Value} {row.Said.Urgency.Confidence:0.00}: {row.Text}"));
        report.Cases("urgent false", rows.Where(row => !row.Pressing && row.SaidPressing).Select(row => $"{row.Urgency} as {row.Said.Urgency.Value} {row.Said.Urgency.Confidence:0.00}: {row.Text}"));
        report.Cases("topics", rows.Where(row => !row.Topics.Order().SequenceEqual(row.Said.Topics.Value.Order())).Select(row => $"{string.Join('+', row.Topics)} as {string.Join('+', row.Said.Topics.Value)}: {row.Text}"));
        report.Cases("private missed", rows.Where(row => row.Private && !row.Said.PrivateMatter.Value).Select(row => row.Text));
        report.Cases("private false", rows.Where(row => !row.Private && row.Said.PrivateMatter.Value).Select(row => row.Text));
        report.Cases("adverse missed", rows.Where(row => row.Adverse && !row.Said.AdverseEvent.Value).Select(row => row.Text));
        report.Cases("adverse false", rows.Where(row => !row.Adverse && row.Said.AdverseEvent.Value).Select(row => row.Text));
        report.Cases("rumour", rows.Where(row => row.Rumour != row.Said.Rumour.Value).Select(row => $"{row.Rumour}: {row.Text}"));
    }

    private static string Lower<T>(T value) => value!.ToString()!.ToLowerInvariant();

    private static Row Read(string line)
    {
        var row = JsonDocument.Parse(line).RootElement;
        var text = row.GetProperty("text").GetString()!;
        return new Row(
            text,
            row.GetProperty("lang").GetString()!,
            row.GetProperty("urgency").GetString()!,
            row.GetProperty("crisis").GetBoolean(),
            row.GetProperty("adverse_event").GetBoolean(),
            row.GetProperty("rumour").GetBoolean(),
            row.GetProperty("private_matter").GetBoolean(),
            [.. row.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()!)],
            row.GetProperty("sentiment").GetString()!,
            string.Equals(row.GetProperty("source").GetString(), "hand", StringComparison.Ordinal),
            MessageInspector.Inspect(text));
    }
}
