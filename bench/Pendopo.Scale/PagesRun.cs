using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Scale;

/// <summary>How long the pages that list things take at a small and at a large size. Both serve at once and are asked in turn, so that
/// whatever else the machine does meets both alike.</summary>
internal sealed class PagesRun(Asked asked, KeptPostgres? server)
{
    private const int Warming = 5;

    public async Task Run()
    {
        var sittings = new List<Sitting>();
        try
        {
            foreach (var rows in asked.Rows)
            {
                var house = await Built(rows);
                if (!asked.OnlyBuilds)
                    sittings.Add(await Sitting.Begin(house));
            }
            if (sittings.Count > 0)
                await Compare(sittings);
        }
        finally
        {
            foreach (var sitting in sittings)
                await sitting.DisposeAsync();
        }
    }

    private async Task<House> Built(int rows)
    {
        var house = await House.Make(asked, $"pages_{rows}", server);
        foreach (var (name, fill) in Rows.Parts)
            await house.Once(name, async db => await fill(await Rows.At(db, house, new Sql(house.Installation.OnPostgres, rows, house.MadeAt), "melati")));
        await house.Ready();
        return house;
    }

    private async Task Compare(List<Sitting> sittings)
    {
        var sizes = string.Join(" | ", asked.Rows.Select(rows => $"{rows:N0}"));
        Console.WriteLine($"\n### Pages, {sittings[0].House.Database}: milliseconds (median of {asked.Rounds}) and the answer's KB at so many rows of each kind\n\n| page | {sizes} | ratio | KB |\n|---|{string.Concat(sittings.Select(_ => "---|"))}---|---|");
        foreach (var page in asked.Wanted)
        {
            var times = await Times(page, sittings);
            var ratio = times[^1].Milliseconds / times[0].Milliseconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {page.Name} | {string.Join(" | ", times.Select(time => time.Milliseconds.ToString("F1", CultureInfo.InvariantCulture)))} | {ratio:F2}{(ratio > 1.3 ? " **over**" : "")} | {string.Join("; ", times.Select(time => (time.Bytes + 1023) / 1024))} |"));
        }
    }

    private async Task<List<(double Milliseconds, int Bytes)>> Times(MeasuredPage page, List<Sitting> sittings)
    {
        var visits = new List<(Sitting Sitting, string Path, List<double> Times)>();
        foreach (var sitting in sittings)
            visits.Add((sitting, await sitting.PathOf(page), []));
        var bytes = new int[sittings.Count];
        for (var round = -Warming; round < asked.Rounds; round++)
        {
            // Each is the first in every second round.
            foreach (var i in Enumerable.Range(0, visits.Count).Select(i => round % 2 == 0 ? i : visits.Count - 1 - i))
            {
                (var time, bytes[i]) = await Visit.Time(visits[i].Sitting.Browser(page.Who), visits[i].Path);
                if (round >= 0)
                    visits[i].Times.Add(time);
            }
        }
        return [.. visits.Select((one, i) => (one.Times.Order().ElementAt(asked.Rounds / 2), bytes[i]))];
    }
}

/// <summary>A serving house with the three people signed in.</summary>
internal sealed class Sitting : IAsyncDisposable
{
    private readonly Visit visit;
    private readonly Dictionary<Who, HttpClient> browsers;
    private readonly Guid officer;

    private Sitting(House house, Visit visit, Dictionary<Who, HttpClient> browsers, Guid officer) => (House, this.visit, this.browsers, this.officer) = (house, visit, browsers, officer);

    public House House { get; }

    public static async Task<Sitting> Begin(House house)
    {
        var opened = await house.Serve();
        var signedIn = new Dictionary<Who, HttpClient>
        {
            [Who.Visitor] = opened.Visitor, [Who.Officer] = await opened.SignIn(house.People["officer"]), [Who.Administrator] = await opened.SignIn(house.People["administrator"]),
        };
        await using var db = house.Open();
        var email = house.People["officer"].Email;
        return new(house, opened, signedIn, (await db.Set<Account>().Where(row => row.Email == email).Select(row => row.PersonId).SingleAsync()).Value);
    }

    public HttpClient Browser(Who who) => browsers[who];

    public Task<string> PathOf(MeasuredPage page)
    {
        // Two months before the newest row: both sizes reach so far back.
        var old = House.MadeAt.AddDays(-60);
        var path = page.Path.Replace("{officer}", officer.ToString(), StringComparison.Ordinal).Replace("{day}", old.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{old}", new PageMark(old.AddDays(-100), Guid.Empty).ToString(), StringComparison.Ordinal);
        return Visit.Deep(browsers[page.Who], path, page.Back);
    }

    public ValueTask DisposeAsync() => visit.DisposeAsync();
}
