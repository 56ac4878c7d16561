using System.CommandLine;

namespace Pendopo.Evaluation.Signals;

/// <summary>The figures of Pendopo.Signals.</summary>
internal static class SignalsEvaluation
{
    private const string Ours = "recommended";
    private static readonly string[] Noufaily = ["noufaily 0.005 (R)", "noufaily 0.01 (R)"];

    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Seed of the generated series.", DefaultValueFactory = _ => 20260301 };
        var replicates = new Option<int>("--replicates") { Description = "32 series each; 25 make 800.", DefaultValueFactory = _ => 50 };
        var only = new Option<string?>("--only") { Description = "One part: agreement, detection, stored, farrington, district or forecasts." };
        var centres = new Option<int>("--centres") { Description = "Centres in the scan of a district, each with 20 indicators.", DefaultValueFactory = _ => 10_000 };
        var command = new Command("signals", "Measures the detectors and the forecasts") { seed, replicates, only, centres };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var parts = new (string Name, string Title, Action Run)[]
            {
                ("district", "Scan of many series", () => Speed.District(output, parsed.GetValue(centres), 20, 5)),
                ("agreement", "Agreement with R's surveillance 1.20.3 on the published series", () => Agreement.Print(output)),
                ("detection", $"Detection on {parsed.GetValue(replicates) * 32} generated series, seed {parsed.GetValue(seed)}", () => Detection(output, [.. new OutbreakSimulator(parsed.GetValue(seed)).Series(parsed.GetValue(replicates))])),
                ("stored", "Detection on the 64 stored series", () => Detection(output, StoredSimulations.Load())),
                ("farrington", "Time of Farrington flexible, one core", () => Speed.Farrington(output)),
                ("forecasts", "Forecasts four points ahead, 20 origins", () => ForecastComparison.Print(output)),
            };
            foreach (var part in parts.Where(p => parsed.GetValue(only) is null || p.Name == parsed.GetValue(only)))
            {
                output.WriteLine($"== {part.Title}");
                part.Run();
            }
        });
        return command;
    }

    private static void Detection(TextWriter output, IReadOnlyList<SimulatedSeries> series)
    {
        var comparison = new DetectionComparison(series, DetectionComparison.Methods.Keys);
        comparison.Print(output);
        foreach (var other in Noufaily)
            output.WriteLine($"{Ours} - {other}, paired: found {comparison.FoundMore(Ours, other).Percent}, false alarms {comparison.FalseAlarmsMore(Ours, other).Percent}");
        output.WriteLine($"Found by {Noufaily[0]} and missed by {Ours}, the largest:");
        foreach (var line in comparison.Missed(Ours, Noufaily[0], 8))
            output.WriteLine("  " + line);
    }
}
