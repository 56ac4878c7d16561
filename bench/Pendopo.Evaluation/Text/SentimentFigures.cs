using Pendopo.Text.Insights;

namespace Pendopo.Evaluation.Text;

/// <summary>SmSA valid: macro-F1, and how well confidence says how often it is right.</summary>
internal static class SentimentFigures
{
    public static void Print(Report report)
    {
        var rows = File.ReadLines(Path.Combine(SharedData.Find("smsa"), "valid.tsv")).Select(line => line.Split('\t'))
            .Select(parts => (Text: parts[0], Label: parts[1], Said: MessageInspector.Inspect(parts[0]).Sentiment)).ToList();
        report.Figure("macro-F1, SmSA valid", Score.MacroF1(rows, row => row.Label, row => Name(row.Said)), ">= 0.87");
        report.Figure("accuracy", rows.Average(row => row.Label == Name(row.Said) ? 1.0 : 0), "-");
        report.Figure("expected calibration error, ten bins", CalibrationError(rows), "-", "0 is perfect");
        Balanced(report, rows);
        var sure = rows.Where(row => !row.Said.Unsure).ToList();
        report.Figure("accuracy when sure", sure.Average(row => row.Label == Name(row.Said) ? 1.0 : 0), "-", $"{sure.Count} of {rows.Count} sure");
        foreach (var truth in new[] { "positive", "neutral", "negative" })
        {
            var of = rows.Where(row => row.Label == truth).ToList();
            report.Line($"{truth,-9} as positive {of.Count(row => Name(row.Said) == "positive"),4} neutral {of.Count(row => Name(row.Said) == "neutral"),4} negative {of.Count(row => Name(row.Said) == "negative"),4}");
        }

        report.Cases("wrong and sure", rows.Where(row => row.Label != Name(row.Said) && row.Said.Confidence > 0.9).Select(row => $"{row.Label} as {Name(row.Said)}: {row.Text[..Math.Min(140, row.Text.Length)]}"));
    }

    // The split kept apart has other shares of the classes: the same rows, weighed to 42, 41 and 17 in a hundred.
    private static void Balanced(Report report, List<(string Text, string Label, Finding<Sentiment> Said)> rows)
    {
        var wanted = new Dictionary<string, double> { ["positive"] = 0.416, ["negative"] = 0.408, ["neutral"] = 0.176 };
        var weights = rows.GroupBy(row => row.Label).ToDictionary(group => group.Key, group => wanted[group.Key] / group.Count());
        var error = rows.GroupBy(row => Math.Min(9, (int)(row.Said.Confidence * 10)))
            .Sum(bin => Math.Abs(bin.Sum(row => weights[row.Label] * (row.Said.Confidence - (row.Label == Name(row.Said) ? 1 : 0)))));
        var f1 = wanted.Keys.Average(label =>
        {
            var right = rows.Where(row => row.Label == label && Name(row.Said) == label).Sum(row => weights[row.Label]);
            return 2 * right / (wanted[label] + rows.Where(row => Name(row.Said) == label).Sum(row => weights[row.Label]));
        });
        report.Figure("macro-F1 at another class balance", f1, "-", "42 % positive, 41 % negative");
        report.Figure("calibration error at another class balance", error, "-");
    }

    private static string Name(Finding<Sentiment> said) => said.Value.ToString().ToLowerInvariant();

    private static double CalibrationError(List<(string Text, string Label, Finding<Sentiment> Said)> rows) => rows
        .GroupBy(row => Math.Min(9, (int)(row.Said.Confidence * 10)))
        .Sum(bin => Math.Abs(bin.Average(row => row.Said.Confidence) - bin.Average(row => row.Label == Name(row.Said) ? 1.0 : 0)) * bin.Count() / rows.Count);
}
