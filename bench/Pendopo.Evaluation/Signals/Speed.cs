using System.Diagnostics;
using System.Globalization;
using Pendopo.Signals;
using Pendopo.Signals.Farrington;
using Pendopo.Signals.Recommended;
using Pendopo.Signals.Scans;

namespace Pendopo.Evaluation.Signals;

/// <summary>Farrington beside R on one core in one run, and the scan of a whole district's series.</summary>
internal static class Speed
{
    private const string RScript = """
        suppressMessages(library(surveillance))
        for (name in c("salmonella.agona", "stsNewport")) {
          y <- read.csv(file.path(commandArgs(TRUE), paste0(name, ".csv")))$count
          s <- sts(as.numeric(y), frequency = 52)
          r <- (52 * 5 + 3 + 1):length(y)
          for (cfg in c("default", "noufaily")) {
            control <- if (cfg == "default") list(range = r) else list(range = r, noPeriods = 10, pastWeeksNotIncluded = 26, pThresholdTrend = 1, thresholdMethod = "nbPlugin", alpha = 0.005)
            user <- system.time(suppressWarnings(farringtonFlexible(s, control)))[["user.self"]]
            cat(name, cfg, length(r), 1000 * user / length(r), "\n")
          }
        }
        """;

    private const int OneOutbreakIn = 1000;

    public static void Farrington(TextWriter output)
    {
        var r = RunR(output);
        foreach (var name in new[] { "salmonella.agona", "stsNewport" })
        {
            var series = RTables.Series(Path.Combine(SharedData.Find("surveillance"), name + ".csv"), Cadence.Weekly);
            foreach (var (config, settings) in new[] { ("default", new FarringtonSettings()), ("noufaily", FarringtonSettings.Noufaily) })
            {
                var range = new MonitoredRange(264, series.Length);
                var ours = Milliseconds(() => FarringtonDetector.Detect(series, settings, range)) / (range.To - range.From + 1);
                var theirs = r.GetValueOrDefault((name, config), double.NaN);
                output.WriteLine($"{name,-18} {config,-9} ours {1000 * ours,7:F1} us a week, R {theirs,7:F2} ms a week: {theirs / ours:F0} times as fast");
            }
        }
    }

    public static void District(TextWriter output, int centres, int indicators, int years)
    {
        var all = Enumerable.Range(0, centres * indicators).Select(i => ((Centre: i / indicators, Indicator: i % indicators), Series(i, years)));
        var watch = Stopwatch.StartNew();
        var results = SeriesScan.Newest(all, 0.1, workers: 2);
        watch.Stop();
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
        output.WriteLine($"{centres} centres x {indicators} indicators, {years} years of weeks: {watch.Elapsed.TotalSeconds:F1} s on 2 threads, peak memory of the process {peak:F0} MB, {results.Count(x => x.Alarm)} alarms at a false-discovery rate of 10 %, {results.Count(x => x.Alarm && (x.Key.Centre * indicators + x.Key.Indicator) % OneOutbreakIn == 0)} of them among the {results.Count / OneOutbreakIn} planted outbreaks");
    }

    // The series are drawn as they are read: the time includes drawing them.
    private static CountSeries Series(int seed, int years)
    {
        var random = new Random(seed);
        var level = Math.Exp(random.NextDouble() * 4 - 1);
        var counts = new double[52 * years];
        for (var t = 0; t < counts.Length; t++)
            counts[t] = Draw(random, level * Math.Exp(0.5 * Math.Cos(2 * Math.PI * t / 52)));
        if (seed % OneOutbreakIn == 0)
            counts[^1] += Math.Ceiling(10 + 5 * Math.Sqrt(level));
        return new(counts, Cadence.Weekly);
    }

    // Poisson by multiplication (Knuth); the means here are small.
    private static double Draw(Random random, double mean)
    {
        var limit = Math.Exp(-mean);
        var product = random.NextDouble();
        var n = 0;
        for (; product > limit; n++)
            product *= random.NextDouble();
        return n;
    }

    private static double Milliseconds(Action action)
    {
        // Warm until the just-in-time compiler has made its best code, also on a busy machine.
        var warm = Stopwatch.StartNew();
        while (warm.ElapsedMilliseconds < 3000)
            action();
        var best = double.MaxValue;
        for (var i = 0; i < 50; i++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return best;
    }

    // R is asked when it is installed; otherwise the times stored with the reference data stand in, and the line says so.
    private static Dictionary<(string, string), double> RunR(TextWriter output)
    {
        try
        {
            using var r = Process.Start(new ProcessStartInfo("Rscript", ["-e", RScript, SharedData.Find("surveillance")]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            _ = r.StandardError.ReadToEndAsync();
            var lines = r.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            r.WaitForExit();
            if (r.ExitCode == 0)
            {
                output.WriteLine("R measured in this run (user time, one core):");
                return lines.Select(l => l.Split(' ')).ToDictionary(p => (p[0], p[1]), p => double.Parse(p[3], CultureInfo.InvariantCulture));
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            output.WriteLine("Rscript is not installed.");
        }
        output.WriteLine("R's times as stored with the reference data, not measured in this run:");
        return RTables.Rows(Path.Combine(SharedData.Find("surveillance"), "expected", "cpu_timing.csv"))
            .ToDictionary(x => (x["series"], x["config"]), x => RTables.Number(x["ms_per_point"]));
    }
}
