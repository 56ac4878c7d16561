using Pendopo.Signals;
using Pendopo.Signals.CumulativeSums;
using Pendopo.Signals.Ears;
using Pendopo.Signals.Farrington;
using static Pendopo.Libraries.Tests.Signals.RTables;

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

    private static CountSeries Load(string name)
    {
        var folder = ReferenceData.Folder("surveillance");
        var meta = Rows(Path.Combine(folder, "series_meta.csv")).Single(r => r["series"] == name);
        return Series(Path.Combine(folder, name + ".csv"), (Cadence)(int)Number(meta["freq"]));
    }

    private static string Expected(string kind, string name) => Path.Combine(ReferenceData.Folder("surveillance"), "expected", kind, name + ".csv");
}
