using Pendopo.Text.Claims;

namespace Pendopo.Evaluation.Text;

/// <summary>CLEF 2020 CheckThat! task 2: tweets against ten thousand verified claims, MAP@5.</summary>
internal static class ClefFigures
{
    public static void Print(Report report)
    {
        var folder = SharedData.Find("clef2020-claims");
        var claims = File.ReadLines(Path.Combine(folder, "verified_claims.docs.tsv")).Skip(1).Select(line => line.Split('\t')).Where(parts => parts.Length >= 2)
            .Select(parts => new Claim(parts[0], [parts[1]], parts.Length > 2 ? parts[2] : null)).ToList();
        var matcher = new ClaimMatcher(claims);
        foreach (var split in new[] { "dev", "train" })
        {
            var right = File.ReadLines(Path.Combine(folder, split + ".qrels")).Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Where(parts => parts.Length >= 4 && parts[3] != "0").ToLookup(parts => parts[0], parts => parts[2]);
            var queries = File.ReadLines(Path.Combine(folder, split + ".queries.tsv")).Select(line => line.Split('\t')).Where(parts => right.Contains(parts[0])).ToList();
            matcher.Rank(queries[0][1]);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var ranked = queries.Select(query => (Query: query, Best: matcher.Rank(query[1]))).ToList();
            watch.Stop();
            report.Figure($"MAP@5, {split} ({queries.Count} tweets, {claims.Count} claims)", ranked.Average(row => Precision(row.Best, [.. right[row.Query[0]]])), split == "dev" ? ">= 0.86" : "-");
            report.Figure("milliseconds a query", watch.Elapsed.TotalMilliseconds / queries.Count, "<= 5");
            report.Cases($"not first, {split}", ranked.Where(row => row.Best.Count == 0 || !right[row.Query[0]].Contains(row.Best[0].ClaimId)).Select(row => row.Query[1]));
        }
    }

    private static double Precision(IReadOnlyList<ClaimMatch> best, string[] right)
    {
        double sum = 0, found = 0;
        for (var i = 0; i < best.Count; i++)
        {
            if (right.Contains(best[i].ClaimId))
            {
                sum += ++found / (i + 1);
            }
        }

        return sum / Math.Min(5, right.Length);
    }
}
