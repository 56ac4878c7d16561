using Pendopo.Evaluation.Signals;
using Pendopo.Signals;
using Pendopo.Signals.Farrington;
using static Pendopo.Evaluation.Signals.RTables;

namespace Pendopo.Libraries.Tests.Signals;

/// <summary>Equality with R's surveillance 1.20.3 on the series published with it.</summary>
public sealed class AgainstRTests
{
    private static readonly string[] Files = ReferenceData.Root is null
        ? [] : [.. Rows(Path.Combine(ReferenceData.Folder("surveillance"), "series_meta.csv")).Select(r => r["series"])];

    [ReferenceFact]
    public void Ears_gives_the_bounds_and_alarms_of_R_on_every_published_series()
    {
        var differences = new List<string>();
        var compared = Files.Sum(name => RComparison.Ears(Load(name), Expected("ears", name), name, differences));
        differences.ShouldBeEmpty();
        compared.ShouldBeGreaterThan(32_000);
    }

    [ReferenceFact]
    public void Farrington_flexible_gives_the_bounds_expectations_and_alarms_of_R_on_every_published_series()
    {
        var differences = new List<string>();
        var compared = Files.Sum(name => RComparison.Farrington(Load(name), Expected("farrington", name), name, differences));
        differences.ShouldBeEmpty();
        compared.ShouldBeGreaterThan(10_000);
    }

    [ReferenceFact]
    public void Cusum_gives_the_bounds_and_alarms_of_R_on_every_published_series()
    {
        var differences = new List<string>();
        var compared = Files.Sum(name => RComparison.Cusum(Load(name), Expected("cusum", name), name, differences));
        differences.ShouldBeEmpty();
        compared.ShouldBeGreaterThan(14_000);
    }

    [Theory]
    [InlineData("seasonal", Cadence.Weekly)]
    [InlineData("sparse", Cadence.Weekly)]
    [InlineData("gaps", Cadence.Weekly)]
    [InlineData("monthly", Cadence.Monthly)]
    public void Every_method_gives_the_values_of_R_on_a_generated_series(string name, Cadence cadence)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Signals", "Fixtures");
        var series = Series(Path.Combine(folder, name + ".csv"), cadence);
        var differences = new List<string>();
        var compared = RComparison.Ears(series, Path.Combine(folder, "ears", name + ".csv"), name, differences)
            + RComparison.Farrington(series, Path.Combine(folder, "farrington", name + ".csv"), name, differences)
            + RComparison.Cusum(series, Path.Combine(folder, "cusum", name + ".csv"), name, differences);
        differences.ShouldBeEmpty();
        compared.ShouldBeGreaterThan(200);
    }

    [ReferenceFact]
    public void Noufaily_alarms_in_the_weeks_that_R_alarms_on_the_stored_simulations()
    {
        var folder = ReferenceData.Folder("surveillance-sim");
        var counts = File.ReadAllLines(Path.Combine(folder, "series.csv")).Skip(1).Select(l => l.Split(',')).ToDictionary(p => p[0], p => p[1].Split(' ').Select(Number).ToArray(), StringComparer.Ordinal);
        var compared = 0;
        foreach (var row in Rows(Path.Combine(folder, "r_results.csv")).Where(r => r["method"].StartsWith("farr_noufaily", StringComparison.Ordinal)))
        {
            var settings = FarringtonSettings.Noufaily with { RCompatible = true, Alpha = row["method"].EndsWith("a005", StringComparison.Ordinal) ? 0.005 : 0.01 };
            var alarms = FarringtonDetector.Detect(new(counts[row["series"]], Cadence.Weekly), settings, new(OutbreakSimulator.FirstScored, OutbreakSimulator.Weeks)).Where(p => p.Alarm == true).Select(p => p.T);
            string.Join(' ', alarms).ShouldBe(row["alarms"], $"series {row["series"]} {row["method"]}");
            compared++;
        }
        compared.ShouldBe(128);
    }

    private static CountSeries Load(string name)
    {
        var folder = ReferenceData.Folder("surveillance");
        var meta = Rows(Path.Combine(folder, "series_meta.csv")).Single(r => r["series"] == name);
        return Series(Path.Combine(folder, name + ".csv"), (Cadence)(int)Number(meta["freq"]));
    }

    private static string Expected(string kind, string name) => Path.Combine(ReferenceData.Folder("surveillance"), "expected", kind, name + ".csv");
}
