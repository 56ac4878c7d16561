using System.Diagnostics;
using System.Globalization;
using System.Text;
using Pendopo.Privacy;

namespace Pendopo.Evaluation.Privacy;

/// <summary>
/// How fast the finder reads: by processor time, because the machine may be shared. The same text again and again lies in the processor's
/// nearest memory; varied text, where every text is another, is what a centre writes.
/// </summary>
internal static class PrivacySpeed
{
    private const int Length = 5_000;
    private const int Measured = 60_000_000;

    public static void Print(TextWriter output, PrivacyFinder finder, List<PrivacyRow> rows)
    {
        var all = string.Join('\n', rows.Select(row => row.Text)).PadRight(Length);
        output.WriteLine(Line("the same 5,000 characters", finder, [all[..Length]]));
        var varied = Varied(rows);
        output.WriteLine(Line($"{varied.Length / Length} different texts of 5,000 characters", finder, Cut(varied, Length)));
        foreach (var length in new[] { 50_000, 500_000 })
            output.WriteLine(Line($"varied texts of {length} characters", finder, Cut(Repeat(varied, length), length)));
        var texts = Cut(varied, Length);
        var times = Enumerable.Range(0, 4_000).Select(at => Time(() => finder.Inspect(texts[at % texts.Count]))).Order().ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"speed: 5,000 varied characters by the clock: p50 {times[2_000]:0.00} ms, p99 {times[3_960]:0.00} ms"));
    }

    private static string Line(string title, PrivacyFinder finder, List<string> texts)
    {
        var bytes = texts.Sum(text => (long)Encoding.UTF8.GetByteCount(text)) / texts.Count;
        // Warm for as long as it is measured: the runtime compiles hot code well only after a while.
        Read(finder, texts, bytes);
        var start = Processor();
        var rounds = Read(finder, texts, bytes);
        return string.Create(CultureInfo.InvariantCulture, $"speed: {(double)bytes * rounds / (Processor() - start).TotalSeconds / 1e6:0.0} MB a second of one core, {title}");
    }

    private static int Read(PrivacyFinder finder, List<string> texts, long bytes)
    {
        var rounds = 0;
        for (; rounds * bytes < Measured || rounds % texts.Count != 0; rounds++)
            finder.Inspect(texts[rounds % texts.Count]);
        return rounds;
    }

    // The rows and what Pendopo's own pages and guides say, mixed line by line.
    private static string Varied(List<PrivacyRow> rows)
    {
        var lines = rows.Select(row => row.Text).Concat(File.ReadLines(Path.Combine(SharedData.Repository(), "training", "privacy", "harmless.txt")).Where(line => line.Length > 0 && line[0] != '#')).ToArray();
        new Random(17).Shuffle(lines);
        return string.Join('\n', lines);
    }

    private static string Repeat(string text, int length) => string.Concat(Enumerable.Repeat(text, (length / text.Length) + 1));

    private static List<string> Cut(string text, int length) => [.. Enumerable.Range(0, text.Length / length).Select(at => text.Substring(at * length, length))];

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
}
