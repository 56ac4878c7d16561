using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Pendopo.Scale;

/// <summary>The desk with a full month: bringing a plan of 300 rows in, and the calendar with 2,000 publications.</summary>
internal static class DeskFigures
{
    private const int Plans = 7, Rows = 300, Publications = 2_000, Looks = 200;

    public static async Task Measure(Asked asked, KeptPostgres? server)
    {
        // What it brings in stays there: a house of its own each time.
        var house = await House.Make(asked, $"desk_{Guid.NewGuid():N}"[..16], server);
        if (asked.OnlyBuilds)
            return;
        await using var visit = await house.Serve();
        using var officer = await visit.SignIn(house.People["officer"]);
        // Each plan has a month of its own, far enough ahead that none of its minutes is past.
        var month = new DateOnly(DateTime.UtcNow.Year, DateTime.UtcNow.Month, 1).AddMonths(2);
        var times = new List<(double Look, double Take)>();
        for (var i = 0; i < Plans; i++)
            times.Add(await Bring(officer, month.AddMonths(i + 1), Rows));
        Console.WriteLine($"\n### The desk, {house.Database}\n\n| what | median | slowest |\n|---|---|---|");
        Line($"looking at a plan of {Rows} rows", times.Select(time => time.Look));
        Line($"making its {Rows} drafts with their minutes", times.Select(time => time.Take));
        Line("both", times.Select(time => time.Look + time.Take));
        // The own site and the feeds: two publications a post.
        for (var i = 0; i < Publications / 2 / 250; i++)
            await Bring(officer, month, 250);
        foreach (var show in new[] { "month", "week", "list" })
            await Look(officer, $"/desk/calendar?show={show}&on={month:yyyy-MM-dd}", show);
    }

    private static async Task<(double Look, double Take)> Bring(HttpClient officer, DateOnly month, int rows)
    {
        var table = new StringBuilder("date,time,kind,title,summary,text,channels\n");
        for (var i = 0; i < rows; i++)
            table.Append(CultureInfo.InvariantCulture, $"{month.AddDays(i % 28):yyyy-MM-dd},{7 + (i / 28):00}:{i % 60:00},tip,\"Kiriman ke-{i} bulan ini\",\"Satu kalimat, ringkas.\",\"Dua kalimat yang menjelaskan. Datanglah bila perlu.\",all\n");
        var begun = Stopwatch.GetTimestamp();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(table.ToString())), "file", "plan.csv" }, { new StringContent("Plan"), "source" } };
        using var looked = await officer.PostAsync("/api/v1/imports/", form);
        looked.EnsureSuccessStatusCode();
        var body = await looked.Content.ReadFromJsonAsync<JsonElement>();
        var look = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        if (body.GetProperty("good").GetInt32() != rows)
            throw new InvalidOperationException($"Of {rows} rows {body.GetProperty("good")} can be taken: {body.GetProperty("rows")[0]}.");
        begun = Stopwatch.GetTimestamp();
        using var taken = await officer.PutAsJsonAsync(looked.Headers.Location + "/acceptance", new { version = body.GetProperty("version").GetInt32() });
        taken.EnsureSuccessStatusCode();
        return (look, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
    }

    private static async Task Look(HttpClient officer, string path, string show)
    {
        var times = new List<double>();
        for (var round = -10; round < Looks; round++)
        {
            var (time, _) = await Visit.Time(officer, path);
            if (round >= 0)
                times.Add(time);
        }
        times.Sort();
        var page = await officer.GetByteArrayAsync(path);
        using var packed = new HttpRequestMessage(HttpMethod.Get, path);
        packed.Headers.Add("Accept-Encoding", "br");
        using var answer = await officer.SendAsync(packed);
        var sent = (await answer.Content.ReadAsByteArrayAsync()).Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"calendar, {show}, {Publications} publications in the month: p50 {times[Looks / 2]:F1} ms, p95 {times[Looks * 95 / 100]:F1} ms, {page.Length / 1024.0:F1} KB, {sent / 1024.0:F1} KB as sent"));
    }

    private static void Line(string what, IEnumerable<double> times)
    {
        var sorted = times.Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {sorted[sorted.Count / 2]:F0} ms | {sorted[^1]:F0} ms |"));
    }
}
