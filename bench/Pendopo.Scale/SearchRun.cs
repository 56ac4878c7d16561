using System.Globalization;

namespace Pendopo.Scale;

/// <summary>How long the search page takes over so many posts.</summary>
internal sealed class SearchRun(Asked asked, KeptPostgres? server)
{
    private const int Rounds = 5;
    private const int Warming = 2;

    public async Task Run()
    {
        var house = await House.Make(asked, $"search_{asked.Posts}", server);
        await house.Once("posts", async db => await new Archive(db).Fill(asked.Posts, new Writer(Pendopo.Testing.Repository.PathTo())));
        await house.Ready();
        if (asked.OnlyBuilds)
            return;
        await using var visit = await house.Serve();
        var times = new List<(string Kind, string Text, double Milliseconds)>();
        for (var round = -Warming; round < Rounds; round++)
        {
            foreach (var (kind, text) in Queries.All)
            {
                var (time, _) = await Visit.Time(visit.Visitor, "/@melati/search?q=" + Uri.EscapeDataString(text));
                if (round >= 0)
                    times.Add((kind, text, time));
            }
        }
        Console.WriteLine($"\n### Search over {asked.Posts:N0} posts, {house.Database}: {Queries.All.Count} queries, {Rounds} times each\n\n| queries | p50 | p95 | p99 |\n|---|---|---|---|");
        foreach (var kind in times.GroupBy(time => time.Kind))
            Print(kind.Key, [.. kind.Select(time => time.Milliseconds)]);
        Print("**all**", [.. times.Select(time => time.Milliseconds)]);
        var slow = times.GroupBy(time => time.Text).Select(text => (text.Key, Median: text.Select(time => time.Milliseconds).Order().ElementAt(Rounds / 2))).OrderByDescending(text => text.Median).Take(6);
        Console.WriteLine("\nSlowest (median): " + string.Join("; ", slow.Select(text => string.Create(CultureInfo.InvariantCulture, $"{text.Key} {text.Median:F1}"))));
    }

    private static void Print(string name, double[] times)
    {
        Array.Sort(times);
        string At(double part) => times[Math.Min(times.Length - 1, (int)(times.Length * part))].ToString("F1", CultureInfo.InvariantCulture);
        Console.WriteLine($"| {name} | {At(0.5)} ms | {At(0.95)} ms | {At(0.99)} ms |");
    }
}
