using System.CommandLine;

namespace Pendopo.Evaluation.Signals;

/// <summary>The figures of Pendopo.Signals.</summary>
internal static class SignalsEvaluation
{
    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Seed of the generated series.", DefaultValueFactory = _ => 20260301 };
        var replicates = new Option<int>("--replicates") { Description = "32 series each; 25 make 800.", DefaultValueFactory = _ => 50 };
        var command = new Command("signals", "Measures the detectors and the forecasts") { seed, replicates };
        command.SetAction(parsed => Run(parsed.GetValue(seed), parsed.GetValue(replicates), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(int seed, int replicates, TextWriter output)
    {
        output.WriteLine($"== Detection on {replicates * 32} generated series, seed {seed}");
        var comparison = new DetectionComparison([.. new OutbreakSimulator(seed).Series(replicates)], DetectionComparison.Methods.Keys);
        comparison.Print(output);
        foreach (var other in new[] { "noufaily 0.005 (R)", "noufaily 0.01 (R)" })
            output.WriteLine($"recommended - {other}: found {comparison.FoundMore("recommended", other).Percent}, false alarms {comparison.FalseAlarmsMore("recommended", other).Percent}");
        output.WriteLine("Found by Noufaily 0.005 and missed by the recommended detector:");
        foreach (var line in comparison.Missed("recommended", "noufaily 0.005 (R)", 8))
            output.WriteLine("  " + line);
    }
}
