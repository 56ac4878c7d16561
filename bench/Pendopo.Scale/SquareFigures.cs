using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Groups;
using Pendopo.Community.Talk;
using Pendopo.Platform.Data;

namespace Pendopo.Scale;

/// <summary>The square through the published program: pages a second for signed-in members, comments that are kept while others read, a comment heard by a
/// thousand pages, search, and what the pages cost at a small and at a large size.</summary>
internal static class SquareFigures
{
    private const int AtOnce = 16, Listeners = 1_000, Comments = 100, Told = 5, Looks = 40;
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(4), Span = TimeSpan.FromSeconds(12);

    public static async Task Measure(Asked asked, KeptPostgres? server)
    {
        await Throughput(asked, server);
        await Flat(asked, server);
    }

    private static async Task Throughput(Asked asked, KeptPostgres? server)
    {
        var house = await Built(asked, asked.Posts, server);
        if (asked.OnlyBuilds)
            return;
        await using var visit = await house.Serve();
        var readers = await Readers(visit, house);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n### The square, {house.Database}: {asked.Posts:N0} posts, {asked.Posts / 10:N0} members, {asked.Posts / 200:N0} groups, {AtOnce} members at once\n\n| what | |\n|---|---|"));
        var (group, questions) = await Places(house);
        await Pages("feed", readers, _ => "/square");
        await Pages("group", readers[..1], _ => $"/square/groups/{group}");
        await Pages("question", readers, turn => $"/square/posts/{questions[turn % questions.Count]}");
        await Search(readers[0]);
        await Talk(readers, house, questions);
        await Hear(visit.Visitor, readers[0], questions[0]);
    }

    private static async Task Flat(Asked asked, KeptPostgres? server)
    {
        var sittings = new List<(Visit Visit, HttpClient Reader, Dictionary<string, string> Pages)>();
        try
        {
            foreach (var rows in asked.Rows)
            {
                var house = await Built(asked, rows, server);
                if (asked.OnlyBuilds)
                    continue;
                var visit = await house.Serve();
                var (group, questions) = await Places(house);
                sittings.Add((visit, await visit.SignIn((SquareRows.Email(0), house.People["member"].Password)), new() { ["feed"] = "/square", ["group"] = $"/square/groups/{group}", ["question"] = $"/square/posts/{questions[0]}" }));
            }
            if (sittings.Count == 0)
                return;
            Console.WriteLine($"\n| page, one member, median of {Looks} | {string.Join(" | ", asked.Rows.Select(rows => rows.ToString("N0", CultureInfo.InvariantCulture)))} posts | ratio |\n|---|{string.Concat(asked.Rows.Select(_ => "---|"))}---|");
            foreach (var page in sittings[0].Pages.Keys)
                await Compare(page, sittings);
        }
        finally
        {
            foreach (var (visit, reader, _) in sittings)
            {
                reader.Dispose();
                await visit.DisposeAsync();
            }
        }
    }

    private static async Task Compare(string page, List<(Visit Visit, HttpClient Reader, Dictionary<string, string> Pages)> sittings)
    {
        var times = sittings.ConvertAll(_ => new List<double>());
        for (var round = -10; round < Looks; round++)
        {
            // Each is the first in every second round.
            foreach (var i in Enumerable.Range(0, sittings.Count).Select(i => round % 2 == 0 ? i : sittings.Count - 1 - i))
            {
                var (time, _) = await Visit.Time(sittings[i].Reader, sittings[i].Pages[page]);
                if (round >= 0)
                    times[i].Add(time);
            }
        }
        var medians = times.ConvertAll(one => At(one, 0.5));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {page} | {string.Join(" | ", medians.Select(time => time.ToString("F1", CultureInfo.InvariantCulture) + " ms"))} | **{medians[^1] / medians[0]:F2}** |"));
    }

    private static async Task<House> Built(Asked asked, int posts, KeptPostgres? server)
    {
        var house = await House.Make(asked, $"square_{posts}", server);
        await house.Once("square", db => new SquareRows(db, posts).Fill(house.People["member"].Email));
        await house.Ready();
        return house;
    }

    private static async Task<HttpClient[]> Readers(Visit visit, House house)
    {
        var readers = new List<HttpClient>();
        for (var number = 0; number < SquareRows.Readers; number++)
            readers.Add(await visit.SignIn((SquareRows.Email(number), house.People["member"].Password)));
        return [.. readers];
    }

    private static async Task<(Id<Group> Group, List<Id<Said>> Questions)> Places(House house)
    {
        await using var db = house.Open();
        // The first reader is in the first group.
        var group = await db.Set<Group>().AcrossCentres().AsNoTracking().SingleAsync(row => row.Name == SquareRows.GroupName + " 0");
        var questions = await db.Set<Said>().AcrossCentres().AsNoTracking().Where(row => row.RootId == null && row.IsAsked && row.Audience == SaidAudience.Everyone && row.CentreId == group.CentreId).OrderByDescending(row => row.At).Select(row => row.Id).Take(500).ToListAsync();
        return (group.Id, questions);
    }

    private static async Task Pages(string name, IReadOnlyList<HttpClient> readers, Func<int, string> path)
    {
        await Read(readers, path, Warming);
        var begun = Stopwatch.GetTimestamp();
        var (times, bytes) = await Read(readers, path, Span);
        Line($"{name}: requests a second; one: p50, p99; page", $"**{times.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds:F0}**; {At(times, 0.5):F0} ms, **{At(times, 0.99):F0} ms**; {bytes / 1024.0:F0} KB");
    }

    private static async Task<(List<double> Times, int Bytes)> Read(IReadOnlyList<HttpClient> readers, Func<int, string> path, TimeSpan span)
    {
        var (times, begun, turn, size) = (new ConcurrentBag<double>(), Stopwatch.GetTimestamp(), 0, 0);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async place =>
        {
            while (Stopwatch.GetElapsedTime(begun) < span)
            {
                var (time, bytes) = await Visit.Time(readers[place % readers.Count], path(Interlocked.Increment(ref turn)));
                times.Add(time);
                size = bytes;
            }
        }));
        return ([.. times], size);
    }

    private static async Task Search(HttpClient reader)
    {
        var times = new List<double>();
        for (var round = -1; round < 5; round++)
        {
            foreach (var (_, text) in Queries.All)
            {
                var (time, _) = await Visit.Time(reader, "/square/search?q=" + Uri.EscapeDataString(text));
                if (round >= 0)
                    times.Add(time);
            }
        }
        Line($"search, {Queries.All.Count} queries 5 times: p50, p95", $"{At(times, 0.5):F1} ms, **{At(times, 0.95):F1} ms**");
    }

    /// <summary>So many comments a second as they come, whether the one before is kept or not, while four members read the feed.</summary>
    private static async Task Talk(HttpClient[] readers, House house, List<Id<Said>> questions)
    {
        using var over = new CancellationTokenSource();
        var reading = new ConcurrentBag<double>();
        var others = Task.WhenAll(readers[..4].Select(async reader =>
        {
            while (!over.IsCancellationRequested)
                reading.Add((await Visit.Time(reader, "/square")).Milliseconds);
        }));
        var (kept, posts) = (new ConcurrentDictionary<Guid, double>(), new List<Task>());
        var begun = Stopwatch.GetTimestamp();
        for (var number = 0; number < Comments * (int)Span.TotalSeconds; number++)
        {
            var wait = TimeSpan.FromSeconds((double)number / Comments) - Stopwatch.GetElapsedTime(begun);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait);
            posts.Add(Comment(readers[number % readers.Length], questions[number % 50], kept));
        }
        await Task.WhenAll(posts);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await over.CancelAsync();
        await others;
        await using var db = house.Open();
        var keys = kept.Keys.ToList();
        var there = await db.Set<Said>().AcrossCentres().CountAsync(row => keys.Contains(row.Key));
        Line($"comments at {Comments} a second beside reading: kept a second, one: p50, p95; acknowledged, there", $"**{kept.Count / seconds:F0}**; {At([.. kept.Values], 0.5):F0} ms, {At([.. kept.Values], 0.95):F0} ms; {kept.Count}, {there}");
        Line("the feed meanwhile: p50, p99", $"{At([.. reading], 0.5):F0} ms, {At([.. reading], 0.99):F0} ms");
    }

    private static async Task Comment(HttpClient reader, Id<Said> post, ConcurrentDictionary<Guid, double> kept)
    {
        var (key, begun) = (Guid.CreateVersion7(), Stopwatch.GetTimestamp());
        using var answer = await reader.PostAsJsonAsync($"/api/v1/square/posts/{post}/comments", new { text = "Terima kasih, ini menolong kami.", key });
        if (answer.StatusCode != HttpStatusCode.Created)
            throw new InvalidOperationException($"A comment was refused: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        kept[key] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static async Task Hear(HttpClient visitor, HttpClient reader, Id<Said> post)
    {
        using var over = new CancellationTokenSource();
        var pages = Enumerable.Range(0, Listeners).Select(_ => new OpenPage(visitor, $"/square/posts/{post}/live", $"/square/posts/{post}")).ToList();
        var listening = Task.WhenAll(pages.Select(page => page.Listen(over.Token)));
        await Task.WhenAll(pages.Select(page => page.Opened));
        var (heard, seen) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Told; turn++)
        {
            var waits = pages.ConvertAll(page => page.Next());
            var begun = Stopwatch.GetTimestamp();
            await Comment(reader, post, new());
            foreach (var at in await Task.WhenAll(waits).WaitAsync(TimeSpan.FromMinutes(1)))
            {
                heard.Add(Stopwatch.GetElapsedTime(begun, at.Heard).TotalMilliseconds);
                seen.Add(Stopwatch.GetElapsedTime(begun, at.Seen).TotalMilliseconds);
            }
        }
        Line($"a comment heard by {Listeners} open pages: p50, last", $"{At(heard, 0.5):F0} ms, **{heard.Max():F0} ms**");
        Line("the comment on their pages, each fetched anew as the page's script does: p50, last", $"{At(seen, 0.5):F0} ms, **{seen.Max():F0} ms**");
        await over.CancelAsync();
        await listening;
    }

    private static double At(List<double> times, double part) => times.Order().ElementAt((int)(times.Count * part));

    private static void Line(string what, FormattableString figure) => Console.WriteLine($"| {what} | {figure.ToString(CultureInfo.InvariantCulture)} |");
}
