using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Services;
using Pendopo.Platform.Data;

namespace Pendopo.Scale;

/// <summary>Care under load, through the published program: the free times of a full month, bookings a second, a call seen by five hundred phones, and the bytes of the page on which somebody books.</summary>
internal static partial class CareFigures
{
    private const int Looks = 300, Bookings = 3_000, AtOnce = 16, Phones = 500, Calls = 5;

    public static async Task Measure(Asked asked, KeptPostgres? server)
    {
        // What is booked and called stays there: a house of its own each time.
        var house = await House.Make(asked, $"care_{Guid.NewGuid():N}"[..16], server);
        await house.Once("care", db => new CareRows(db).Fill());
        await house.Ready();
        if (asked.OnlyBuilds)
            return;
        var (busy, open, today) = await Ids(house);
        await using var visit = await house.Serve();
        using var desk = await visit.SignIn(house.People["desk"]);
        Console.WriteLine($"\n### Care, {house.Database}\n\n| what | |\n|---|---|");
        await Availability(visit.Visitor, busy);
        await Book(desk, house, open);
        await Call(visit.Visitor, desk, today);
        await Weigh(visit.Visitor, CareRows.Busy);
    }

    private static async Task<(Id<HealthService> Busy, Id<ClinicSession>[] Open, Id<ClinicSession> Today)> Ids(House house)
    {
        await using var db = house.Open();
        var services = await db.Set<HealthService>().AcrossCentres().AsNoTracking().Where(row => row.Slug.StartsWith("bench-")).ToDictionaryAsync(row => row.Slug, row => row.Id);
        var (open, today) = (services[CareRows.Open], services[CareRows.Today]);
        var week = await db.Set<ClinicSession>().AcrossCentres().AsNoTracking().Where(row => row.ServiceId == open).ToListAsync();
        return (services[CareRows.Busy], [.. week.OrderBy(row => row.Weekday).Select(row => row.Id)], (await db.Set<ClinicSession>().AcrossCentres().AsNoTracking().SingleAsync(row => row.ServiceId == today)).Id);
    }

    private static async Task Availability(HttpClient visitor, Id<HealthService> service)
    {
        var times = new List<double>();
        var bytes = 0;
        for (var round = -20; round < Looks; round++)
        {
            (var time, bytes) = await Visit.Time(visitor, $"/api/v1/services/{service}/times");
            if (round >= 0)
                times.Add(time);
        }
        Line($"free times of {CareRows.Days} days, {CareRows.Staff} staff, {CareRows.Booked} bookings, as JSON of {bytes / 1024} KB: p50, p95", $"{At(times, 0.5):F1} ms, **{At(times, 0.95):F1} ms**");
    }

    /// <summary>Each on a time of its own, so that what is measured is the keeping and not the luck of who was first.</summary>
    private static async Task Book(HttpClient desk, House house, Id<ClinicSession>[] week)
    {
        var (first, times) = (DateOnly.FromDateTime(DateTime.UtcNow).AddDays(2), new ConcurrentQueue<(DateOnly Day, int Minute)>());
        for (var day = first; times.Count < Bookings + 200; day = day.AddDays(1))
        {
            for (var minute = 0; day.DayOfWeek != DayOfWeek.Sunday && minute < 1430; minute += 5)
                times.Enqueue((day, minute));
        }
        var (kept, took) = (0, new ConcurrentBag<double>());
        await Run(200);
        took.Clear();
        kept = 0;
        var begun = Stopwatch.GetTimestamp();
        await Run(Bookings);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var sorted = took.ToList();
        Line($"bookings a second, {AtOnce} at once, {kept} kept and none refused; one: p50, p95", $"**{kept / seconds:F0}**; {At(sorted, 0.5):F0} ms, {At(sorted, 0.95):F0} ms");
        await using var db = house.Open();
        var doubles = await db.Set<Care.Appointments.Seat>().AcrossCentres().GroupBy(seat => new { seat.SessionId, seat.Day, seat.Minute, seat.Number }).CountAsync(group => group.Count() > 1);
        Line("times given twice", $"{doubles}");

        async Task Run(int count)
        {
            var left = count;
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
            {
                while (Interlocked.Decrement(ref left) >= 0 && times.TryDequeue(out var time))
                {
                    var one = Stopwatch.GetTimestamp();
                    using var answer = await desk.PostAsJsonAsync("/api/v1/appointments/", new { session = week[(int)time.Day.DayOfWeek - 1], day = time.Day, clock = HoursText.Field(time.Minute), name = "Warga", phone = "", payer = "Insured", how = "Telephone" });
                    if (answer.StatusCode != HttpStatusCode.Created)
                        throw new InvalidOperationException($"{time} was not booked: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                    took.Add(Stopwatch.GetElapsedTime(one).TotalMilliseconds);
                    Interlocked.Increment(ref kept);
                }
            }));
        }
    }

    private static async Task Call(HttpClient visitor, HttpClient desk, Id<ClinicSession> session)
    {
        var pages = new List<string>();
        for (var number = 0; number < Phones; number++)
        {
            using var given = await desk.PostAsJsonAsync("/api/v1/care-queues/numbers", new { session, priority = "Usual" });
            given.EnsureSuccessStatusCode();
            pages.Add(new Uri((await given.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("address").GetString()!).AbsolutePath);
        }
        var line = (await visitor.GetFromJsonAsync<JsonElement>("/api/v1/care-queues")).EnumerateArray().Single(queue => queue.GetProperty("session").GetString() == session.ToString()).GetProperty("id").GetString();
        using var over = new CancellationTokenSource();
        var phones = pages.ConvertAll(page => new OpenPage(visitor, "/queue/live", page));
        var listening = Task.WhenAll(phones.Select(phone => phone.Listen(over.Token)));
        await Task.WhenAll(phones.Select(phone => phone.Opened));
        var (heard, seen) = (new List<double>(), new List<double>());
        for (var call = 0; call < Calls; call++)
        {
            var waits = phones.ConvertAll(phone => phone.Next());
            var begun = Stopwatch.GetTimestamp();
            using var called = await desk.PostAsync($"/api/v1/care-queues/{line}/calls", null);
            called.EnsureSuccessStatusCode();
            foreach (var at in await Task.WhenAll(waits).WaitAsync(TimeSpan.FromSeconds(60)))
            {
                heard.Add(Stopwatch.GetElapsedTime(begun, at.Heard).TotalMilliseconds);
                seen.Add(Stopwatch.GetElapsedTime(begun, at.Seen).TotalMilliseconds);
            }
        }
        Line($"a call heard by {Phones} phones: p50, last", $"{At(heard, 0.5):F0} ms, **{heard.Max():F0} ms**");
        Line("the new number on their pages, each fetched anew as the page's script does: p50, last", $"{At(seen, 0.5):F0} ms, **{seen.Max():F0} ms**");
        await over.CancelAsync();
        await listening;
    }

    private static async Task Weigh(HttpClient visitor, string slug)
    {
        var page = $"/services/{slug}/book";
        var (first, html) = await Packed(visitor, page);
        var total = first;
        var parts = Linked().Matches(html).Select(found => WebUtility.HtmlDecode(found.Groups["to"].Value)).Where(to => to.StartsWith('/')).Select(to => to.Split('#')[0]).Distinct(StringComparer.Ordinal).ToList();
        foreach (var part in parts)
            total += (await Packed(visitor, part)).Bytes;
        Line($"the page on which somebody books, first visit, gzip: the page itself, with its {parts.Count} files", $"{first / 1024.0:F1} KB, **{total / 1024.0:F1} KB**");
    }

    private static async Task<(int Bytes, string Text)> Packed(HttpClient visitor, string path)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, path);
        asked.Headers.Add("Accept-Encoding", "gzip");
        using var answer = await visitor.SendAsync(asked);
        answer.EnsureSuccessStatusCode();
        var sent = await answer.Content.ReadAsByteArrayAsync();
        return (sent.Length, await visitor.GetStringAsync(path));
    }

    private static double At(List<double> times, double part) => times.Order().ElementAt((int)(times.Count * part));

    private static void Line(string what, FormattableString figure) => Console.WriteLine($"| {what} | {figure.ToString(CultureInfo.InvariantCulture)} |");

    [GeneratedRegex("(<script[^>]*src|<link[^>]*rel=\"(stylesheet|icon)\"[^>]*href|<img[^>]*src|<use[^>]*href)=\"(?<to>[^\"]+)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Linked();
}
