using Pendopo.Signals;

namespace Pendopo.Evaluation.Signals;

/// <summary>How many stored values of R the R-compatible modes repeat.</summary>
internal static class Agreement
{
    public static void Print(TextWriter output)
    {
        var folder = SharedData.Find("surveillance");
        Print(output, "EARS", "ears", folder, RComparison.Ears);
        Print(output, "Farrington flexible", "farrington", folder, RComparison.Farrington);
        Print(output, "CUSUM", "cusum", folder, RComparison.Cusum);
    }

    private static void Print(TextWriter output, string name, string kind, string folder, Func<CountSeries, string, string, List<string>, int> compare)
    {
        var differences = new List<string>();
        var rows = RTables.Rows(Path.Combine(folder, "series_meta.csv")).Sum(r => compare(
            RTables.Series(Path.Combine(folder, r["series"] + ".csv"), (Cadence)(int)RTables.Number(r["freq"])),
            Path.Combine(folder, "expected", kind, r["series"] + ".csv"), r["series"], differences));
        output.WriteLine($"{name}: {rows} rows, {differences.Count} differ by more than 1e-9");
        foreach (var line in differences.Take(10))
            output.WriteLine("  " + line);
    }
}
