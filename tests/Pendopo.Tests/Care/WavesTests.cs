using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Appointments;
using Pendopo.Care.Closures;
using Pendopo.Care.Services;
using Pendopo.Care.Waiting;
using Pendopo.Inbox.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Care;

/// <summary>Places that come onto the site in waves: the site never gives more than is open, and the desk gives everything.</summary>
public sealed class WaveDayTests
{
    private static readonly TimeZoneInfo Jakarta = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");
    private static readonly DateOnly Tuesday = new(2026, 3, 3);

    [Fact]
    public void At_every_moment_the_site_gives_exactly_the_open_share_whoever_asks_first_and_the_desk_all_of_the_rest()
    {
        var random = new Random(20260303);
        for (var round = 0; round < 60; round++)
        {
            var (first, kept, second) = (random.Next(0, 60), random.Next(0, 20), random.Next(1, 20));
            SlotWaves waves = new(first, kept, random.Next(2) == 0 ? 540 : null, [new(second, 2, 420), new(100 - first - kept - second, 0, 480)]);
            SlotWaves.Read(waves.ToString())!.ToString().ShouldBe(waves.ToString());
            var (seats, to) = (random.Next(1, 4), 600 + (15 * random.Next(0, 20)));
            var count = (to - 600) / 15 * seats;
            var sitting = Sitting(new(DayOfWeek.Tuesday, null, 600, to, "", null, 15, seats, 0, null, null, waves));
            var taken = new List<TakenPlace>();
            var opened = 0;
            foreach (var (share, now) in new[] { (first, At(-5, 0)), (first + second, At(-2, 420)), (100 - kept, At(0, 480)), (waves.FreedAt is null ? 100 - kept : 100, At(0, 540)) })
            {
                Take(taken, sitting, [.. Enumerable.Range(0, (to - 600) / 15).Select(step => 600 + (15 * step)).OrderBy(_ => random.Next())], now);
                taken.Count.ShouldBe(count * share / 100);
                taken.Count.ShouldBeGreaterThanOrEqualTo(opened);
                opened = taken.Count;
                new ClinicDay(sitting, Jakarta, taken).Free(Payer.Paying, now).ShouldAllBe(time => time.ForDesk && time.OnSite == 0);
            }
            Take(taken, sitting, [.. Enumerable.Range(0, (to - 600) / 15).Select(step => 600 + (15 * step))], null);
            taken.Count.ShouldBe(count);
            taken.Select(place => (place.Minute, place.Number)).ShouldBeUnique();
        }
    }

    [Fact]
    public void The_desk_takes_what_is_kept_for_it_first_and_the_site_is_told_when_more_opens()
    {
        var sitting = Sitting(new(DayOfWeek.Tuesday, null, 600, 720, "", null, 30, 2, 0, null, null, new(50, 25, null, [new(25, 1, 420)])));
        var day = new ClinicDay(sitting, Jakarta, []);
        var waves = WaveDay.Of(sitting, Jakarta)!;
        var (now, index) = (At(-3, 0), Enumerable.Range(0, 4).First(index => waves.WaveOf(index, 1) != waves.WaveOf(index, 2) && (waves.WaveOf(index, 1) == waves.Kept || waves.WaveOf(index, 2) == waves.Kept)));
        waves.WaveOf(index, day.PlaceAt(600 + (30 * index), Payer.Insured)!.Number).ShouldBe(waves.Kept);
        var free = day.Free(Payer.Insured, now).ToList();
        free.Sum(time => time.OnSite).ShouldBe(4);
        free.Sum(time => time.Left).ShouldBe(8);
        free.Select(time => time.OpensAt).Min().ShouldBe(At(-1, 420));
        day.Free(Payer.Insured, At(-1, 420)).Select(time => time.OpensAt).Max().ShouldBeNull("what is kept stays with the desk");
    }

    private static void Take(List<TakenPlace> taken, Sitting sitting, int[] minutes, DateTimeOffset? onSite)
    {
        foreach (var minute in minutes)
        {
            while (new ClinicDay(sitting, Jakarta, taken).PlaceAt(minute, Payer.Paying, onSite: onSite) is { } place)
                taken.Add(new(sitting.Session.Id, sitting.Day, place.Minute, place.Number, place.QuotaOf, place.QuotaPlace));
        }
    }

    private static Sitting Sitting(SessionPlan plan)
    {
        var service = HealthService.Of(Id<Centre>.New(), "gigi", new("Poli gigi", ServiceCluster.AcrossClusters, "", "", "", "", "C", true, 14));
        return new CarePlan([service], [ClinicSession.Of(service, plan)], [], [], [], OpenHours.Read("07.30-14.30;07.30-14.30;;;;;", "")!, Jakarta, At(-5, 0)).On(Tuesday).Single();
    }

    private static DateTimeOffset At(int days, int minute) => HoursText.Instant(Tuesday.AddDays(days), minute, Jakarta);
}

/// <summary>Waves through the pages, the API and FHIR, and when fifty want a place at once.</summary>
public abstract class WavesTests(TestApp app) : WrittenToTests(app)
{
    protected static readonly DateOnly Tuesday = new(2026, 3, 3);

    [Fact]
    public async Task However_many_want_a_place_at_once_the_site_never_gives_more_than_the_open_share()
    {
        // 32 places: a quarter from the start, a quarter at seven on the day, half kept until half past seven.
        var session = await Waves(new(25, 50, 450, [new(25, 0, 420)]));
        foreach (var (open, at) in new[] { (8, App.Clock.GetUtcNow()), (16, HoursText.Instant(Tuesday, 420, Jakarta)), (32, HoursText.Instant(Tuesday, 450, Jakarta)) })
        {
            App.Clock.Advance(at - App.Clock.GetUtcNow());
            // Who holds a time confirms it at once: a hold that lapses would be free again.
            await Task.WhenAll(Enumerable.Range(0, 50).Select(guest => Task.Run(() => As("desk", async services =>
            {
                var (book, service) = (services.GetRequiredService<BookAppointment>(), await services.GetRequiredService<PendopoDb>().Set<ClinicSession>().Where(row => row.Id == session).Select(row => row.ServiceId).SingleAsync());
                var held = await book.Hold(new(service, at.AddHours(1), Payer.Paying), new(session, Tuesday, 480 + (15 * (guest % 16))), default);
                if (held.Ok)
                    (await book.Confirm(held.Value with { Whom = ForWhom.Self, Name = "Bu Sari", Phone = $"62812{at.Minute:00}0000{guest:00}" }, default)).Ok.ShouldBeTrue();
                return held.Ok;
            }))));
            (await As("desk", services => services.GetRequiredService<PendopoDb>().Set<Appointment>().CountAsync(row => row.How == BookedBy.Web))).ShouldBe(open);
        }
    }

    protected static TimeZoneInfo Jakarta { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");

    /// <summary>The general clinic of Tuesday: sixteen times of two places.</summary>
    protected Task<Id<ClinicSession>> Waves(SlotWaves waves) => As("head", async services =>
    {
        var db = services.GetRequiredService<PendopoDb>();
        var service = await db.Set<HealthService>().SingleAsync(row => row.Name == CareSample.General);
        var session = await db.Set<ClinicSession>().AsNoTracking().SingleAsync(row => row.ServiceId == service.Id && row.Weekday == DayOfWeek.Tuesday);
        (await services.GetRequiredService<KeepSession>().Run(service.Id, session.Id, session.Plan with { KeptEvery = 0, Waves = waves }, default)).Problems.ShouldBeEmpty();
        return session.Id;
    });
}

[Collection("rooms on sqlite")]
public sealed class WavesOnSqlite(SqliteApp app) : WavesTests(app)
{
    [Fact]
    public async Task Site_API_and_FHIR_offer_what_is_open_and_say_when_more_opens_and_the_waiting_list_waits_for_it()
    {
        var session = await Waves(new(0, 50, null, [new(50, 1, 1020)]));
        await Only(session);
        using var guest = App.Anonymous();
        (await guest.Submit("/@melati/services/poli-umum/book?step=Payer", "answer", ("Form.Payer", "Insured"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var book = await guest.GetStringAsync("/@melati/services/poli-umum/book?step=Time");
        book.ShouldContain("Tempat berikutnya dibuka hari ini pukul 17.00 WIB.");
        book.ShouldNotContain($"{session}/2026-03-03");
        (await Offered(guest)).ShouldBe((0, 0));
        (await guest.Submit("/@melati/services/poli-umum/wait", "wait", ("Form.From", "2026-03-03"), ("Form.Until", "2026-03-03"), ("Form.Name", "Bu Sari"), ("Form.Phone", "081200000001"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Round(new OfferTimes());
        (await As("desk", services => services.GetRequiredService<PendopoDb>().Set<WaitingOffer>().CountAsync())).ShouldBe(0);
        using var desk = await App.Client("desk");
        var day = await desk.GetStringAsync("/desk/care?day=2026-03-03");
        day.ShouldContain("Untuk telepon dan yang datang langsung");
        day.ShouldContain("Dibuka di situs: Hari ini, 17.00 WIB");
        App.Clock.Advance(HoursText.Instant(Tuesday.AddDays(-1), 1020, Jakarta) - App.Clock.GetUtcNow());
        (await Offered(guest)).ShouldBe((16, 16));
        (await guest.GetStringAsync("/@melati/services/poli-umum/book?step=Time")).ShouldNotContain("Tempat berikutnya");
        await Round(new OfferTimes());
        (await As("desk", services => services.GetRequiredService<PendopoDb>().Set<WaitingOffer>().CountAsync())).ShouldBe(1);
        (await Offered(guest)).Places.ShouldBe(15);

        async Task<(int Places, int Times)> Offered(HttpClient client)
        {
            var id = await As("desk", services => services.GetRequiredService<PendopoDb>().Set<HealthService>().Where(row => row.Name == CareSample.General).Select(row => row.Id).SingleAsync());
            var times = JsonNode.Parse(await client.GetStringAsync($"/api/v1/services/{id}/times?payer=Paying"))!.AsArray().Where(time => (string?)time!["day"] == "2026-03-03").ToList();
            var slots = (int)JsonNode.Parse(await client.GetStringAsync($"/@melati/fhir/Slot?start=2026-03-03&status=free&schedule=Schedule/{session}"))!["total"]!;
            slots.ShouldBe(times.Count, "FHIR offers what the site offers");
            return (times.Sum(time => (int)time!["left"]!), times.Count == 0 ? 0 : 16);
        }
    }

    [Fact]
    public async Task The_head_types_waves_reads_what_is_wrong_with_them_and_finds_what_was_typed()
    {
        var session = await Waves(new(40, 20, 600, [new(40, 3, 420)]));
        var service = await As("head", services => services.GetRequiredService<PendopoDb>().Set<ClinicSession>().Where(row => row.Id == session).Select(row => row.ServiceId).SingleAsync());
        using var head = await App.Client("head");
        (await head.GetStringAsync($"/desk/care/services/{service}")).ShouldContain("di situs 40 % sejak awal, 40 % pada H-3 pukul 07.00, 20 % untuk telepon dan loket sampai pukul 10.00");
        var refused = await head.Submit($"/desk/care/services/{service}", $"session-{session}", ($"Form.First-{session}", "45"), ($"Form.WaveDays1-{session}", "15"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await refused.Document();
        page.Body!.TextContent.ShouldContain("bersama-sama 105, dan harus 100");
        page.Body.TextContent.ShouldContain("Tulis 0 sampai 14");
        page.QuerySelector($"[name='Form.First-{session}']")!.GetAttribute("value").ShouldBe("45");
        (await head.Submit($"/desk/care/services/{service}", $"session-{session}", ($"Form.First-{session}", ""), ($"Form.KeptShare-{session}", ""), ($"Form.FreedAt-{session}", ""), ($"Form.WaveShare1-{session}", ""), ($"Form.WaveDays1-{session}", ""), ($"Form.WaveAt1-{session}", ""))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await As("head", services => services.GetRequiredService<PendopoDb>().Set<ClinicSession>().AsNoTracking().SingleAsync(row => row.Id == session))).WavesText.ShouldBe("");
    }

    /// <summary>No other session of the clinic is held.</summary>
    private Task<int> Only(Id<ClinicSession> session) => As("head", async services =>
    {
        var db = services.GetRequiredService<PendopoDb>();
        var service = (await db.Set<ClinicSession>().SingleAsync(row => row.Id == session)).ServiceId;
        return await db.Set<ClinicSession>().Where(row => row.ServiceId == service && row.Id != session).ExecuteDeleteAsync();
    });
}

[Collection("rooms on postgres")]
public sealed class WavesOnPostgres(PostgresApp app) : WavesTests(app);
