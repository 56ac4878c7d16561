namespace Pendopo.Evaluation.Signals;

/// <summary>The simulated series that are stored with R's results on them.</summary>
internal static class StoredSimulations
{
    public static IReadOnlyList<SimulatedSeries> Load()
    {
        var folder = SharedData.Find("surveillance-sim");
        var counts = RTables.Rows(Path.Combine(folder, "series.csv")).ToDictionary(r => r["series"], r => Numbers(r["counts"]), StringComparer.Ordinal);
        return [.. RTables.Rows(Path.Combine(folder, "truth.csv")).Select(r => new SimulatedSeries(
            (int)RTables.Number(r["scenario"]), (int)RTables.Number(r["k"]), counts[r["series"]], (int)RTables.Number(r["start"]), (int)RTables.Number(r["last"]),
            new HashSet<int>(Numbers(r["weeks"]).Select(w => (int)w))))];
    }

    private static double[] Numbers(string text) => Array.ConvertAll(text.Split(' ', StringSplitOptions.RemoveEmptyEntries), RTables.Number);
}
