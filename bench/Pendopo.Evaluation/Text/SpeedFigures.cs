using System.Diagnostics;
using System.Text.Json;
using Pendopo.Text.Insights;

namespace Pendopo.Evaluation.Text;

/// <summary>Messages a second on one core, by processor time and by the clock, and the time to load the models.</summary>
internal static class SpeedFigures
{
    private const int Rounds = 100;

    public static void Print(Report report)
    {
        var load = Stopwatch.StartNew();
        MessageInspector.Load();
        report.Figure("models loaded, milliseconds (0 when used before)", load.Elapsed.TotalMilliseconds, "<= 300");
        var texts = File.ReadLines(Path.Combine(SharedData.Find("triage"), "triage.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()).ToList();
        Round(texts, Rounds / 2);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        Round(texts, Rounds);
        watch.Stop();
        process.Refresh();
        report.Figure("messages a second of processor time", Rounds * texts.Count / (process.TotalProcessorTime - before).TotalSeconds, ">= 20000", $"{texts.Average(text => text!.Length):0} characters a message");
        report.Figure("messages a second by the clock, one thread", Rounds * texts.Count / watch.Elapsed.TotalSeconds, "-");
    }

    private static void Round(List<string?> texts, int times)
    {
        for (var i = 0; i < times; i++)
        {
            foreach (var text in texts)
            {
                MessageInspector.Inspect(text);
            }
        }
    }
}
