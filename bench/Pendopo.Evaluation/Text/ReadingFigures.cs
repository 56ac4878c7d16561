using System.Text.Json;
using Pendopo.Text;
using Pendopo.Text.Reading;

namespace Pendopo.Evaluation.Text;

/// <summary>Pairs of a hard and a plain text with the same content: the plain one must score lower.</summary>
internal static class ReadingFigures
{
    public static void Print(Report report)
    {
        var texts = File.ReadLines(Path.Combine(SharedData.Find("literacy"), "literacy.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(row => (Pair: row.GetProperty("pair").GetString(), Level: row.GetProperty("level").GetString(), Lang: row.GetProperty("lang").GetString(), Said: ReadingEase.Measure(row.GetProperty("text").GetString())))
            .ToList();
        var pairs = texts.GroupBy(text => text.Pair).Select(pair => (pair.Key, Plain: pair.First(text => text.Level == "plain").Said.Score, Hard: pair.First(text => text.Level == "hard").Said.Score)).ToList();
        report.Figure("plain easier than hard, share of pairs", pairs.Average(pair => pair.Plain < pair.Hard ? 1.0 : 0), ">= 0.90", $"{pairs.Count} pairs");
        report.Figure("level right", texts.Average(text => text.Level == text.Said.Level ? 1.0 : 0), "-");
        foreach (var group in texts.GroupBy(text => (text.Lang, text.Level)))
        {
            report.Line($"{group.Key.Lang} {group.Key.Level}: score {group.Min(text => text.Said.Score):0} to {group.Max(text => text.Said.Score):0}, mean {group.Average(text => text.Said.Score):0}");
        }

        report.Cases("pairs the wrong way round", pairs.Where(pair => pair.Plain >= pair.Hard).Select(pair => $"{pair.Key}: plain {pair.Plain:0.0}, hard {pair.Hard:0.0}"));
    }
}
