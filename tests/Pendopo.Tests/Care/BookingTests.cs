using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Care;

/// <summary>From a free time to a person who comes, through the pages as people use them, without script.</summary>
public abstract class BookingTests(TestApp app) : AppTests(app)
{
    private const string Book = "/@melati/services/poli-umum/book";

    [Fact]
    public async Task A_guest_answers_six_questions_gets_a_page_of_their_own_moves_and_cancels()
    {
        using var guest = App.Anonymous();
        var page = await Booked(guest, "480", "Bu Sari", "0812-3456-7890");
        var html = await guest.GetStringAsync(page);
        html.ShouldContain("Bu Sari");
        html.ShouldContain("08.00");
        html.ShouldContain("WIB");
        html.ShouldNotContain("812");
        var kept = await Only();
        (kept.Phone, kept.How, kept.ById, kept.State).ShouldBe(("6281234567890", BookedBy.Web, null, AppointmentState.Booked));
        kept.Reference.ShouldMatch("^[A-HJKMNP-Z2-9]{6}$");
        html.ShouldContain(kept.Reference);
        var calendar = await guest.GetStringAsync($"{page}/calendar.ics");
        calendar.ShouldContain("DTSTART:20260303T010000Z");
        calendar.ShouldNotContain("Sari");
        calendar.ShouldNotContain("Poli");
        var moved = await guest.Submit($"{page}/times", "move", ("Form.At", await TimeOf("540")));
        moved.Headers.Location!.ToString().ShouldEndWith("?done=moved");
        (await Only()).Minute.ShouldBe(540);
        await using (var scope = await App.ScopeOf("desk"))
            (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Seat>().Select(seat => seat.Minute).ToListAsync()).ShouldBe([540]);
        (await guest.Submit(page, "cancel")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await guest.GetStringAsync(page)).ShouldContain("Dibatalkan");
        await using (var scope = await App.ScopeOf("desk"))
            (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Seat>().AnyAsync()).ShouldBeFalse();
        // Known now: a time, and it is booked.
        (await guest.Submit(page, "again")).Headers.Location!.ToString().ShouldEndWith("/book");
        (await guest.Submit($"{Book}?step=Time", "answer", ("Form.At", await TimeOf("480")))).Headers.Location!.ToString().ShouldEndWith("step=Check");
        (await guest.Submit($"{Book}?step=Check", "answer")).Headers.Location!.ToString().ShouldContain("/appointment/");
        (await App.Anonymous().GetAsync("/@melati/appointment/nobody-knows-this")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_time_is_held_for_five_minutes_then_free_and_a_lost_one_keeps_the_answers_and_offers_the_nearest()
    {
        await Seats(1);
        using var first = App.Anonymous();
        using var second = App.Anonymous();
        var time = await TimeOf("480");
        await Answer(first, ("Payer", "Insured"), ("Time", time), ("Whom", "Child"), ("Name", "Adik"), ("Phone", "081200000001"));
        await Answer(second, ("Payer", "Insured"));
        (await second.GetStringAsync($"{Book}?step=Time&day=2026-03-03")).ShouldNotContain($"value=\"{time}\"");
        App.Clock.Advance(Seat.Hold + TimeSpan.FromSeconds(1));
        await Answer(second, ("Time", time), ("Whom", "Self"), ("Name", "Pak Joko"), ("Phone", "081200000002"));
        (await second.Submit($"{Book}?step=Check", "answer")).Headers.Location!.ToString().ShouldContain("/appointment/");
        (await first.Submit($"{Book}?step=Check", "answer")).Headers.Location!.ToString().ShouldEndWith("step=Time");
        var lost = await first.Page($"{Book}?step=Time");
        lost.QuerySelectorAll("fieldset.nearest button").Length.ShouldBe(3);
        (await first.Submit($"{Book}?step=Time", "answer", ("Form.At", lost.QuerySelector("fieldset.nearest button")!.GetAttribute("value")))).Headers.Location!.ToString().ShouldEndWith("step=Check");
        (await first.GetStringAsync($"{Book}?step=Check")).ShouldContain("Adik");
    }

    [Fact]
    public async Task Bad_answers_are_told_how_to_mend_them_and_kept()
    {
        using var guest = App.Anonymous();
        (await guest.Submit(Book, "answer")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await Answer(guest, ("Payer", "Paying"), ("Time", await TimeOf("480")), ("Whom", "Self"), ("Name", "Bu Sari"));
        var refused = await guest.Submit($"{Book}?step=Phone", "answer", ("Form.Phone", "tidak punya"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await refused.Content.ReadAsStringAsync();
        html.ShouldContain("tidak punya");
        html.ShouldContain("0812 3456 7890");
        (await guest.GetAsync("/@melati/services/imunisasi/book")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_desk_books_a_caller_from_the_days_list_finds_them_by_their_code_and_notes_that_they_came()
    {
        using var desk = await App.Client("desk");
        var day = await desk.Page("/desk/care?day=2026-03-02");
        var free = day.QuerySelectorAll("a.time").Select(link => link.GetAttribute("href")!).First();
        var booked = await desk.Submit(free, "book", ("Form.Name", "Mbah Karto"), ("Form.How", "Telephone"));
        booked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var kept = await Only();
        (kept.Phone, kept.How).ShouldBe(("", BookedBy.Telephone));
        kept.ById.ShouldBe((await App.PersonOf("desk")).Id);
        var found = await (await desk.Submit("/desk/care", "find", ("Form.Find", kept.Reference.ToLowerInvariant()))).Document();
        found.QuerySelector("#found")!.ParentElement!.TextContent.ShouldContain("Mbah Karto");
        App.Clock.Advance(TimeSpan.FromHours(2));
        (await desk.Submit("/desk/care?day=2026-03-02", $"form[action='/desk/care/appointments/{kept.Id}/state']:has(input[value=NoShow])")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Only()).State.ShouldBe(AppointmentState.NoShow);
        (await desk.Submit("/desk/care?day=2026-03-02", $"form[action='/desk/care/appointments/{kept.Id}/state']")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Only()).State.ShouldBe(AppointmentState.CheckedIn);
        using var officer = await App.Client("officer");
        (await officer.GetAsync("/desk/care")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_place_beyond_the_session_is_given_by_a_clinician_on_purpose_and_by_the_desk_never()
    {
        await Seats(1);
        var asked = AskedTime.Read(await TimeOf("480"))!;
        (await AtDesk("desk", asked, extra: false)).Ok.ShouldBeTrue();
        (await AtDesk("clinician", asked, extra: false)).Problems[0].Code.ShouldBe("TimeGoneDesk");
        (await AtDesk("desk", asked, extra: true)).Problems[0].Code.ShouldBe("MayNotExtra");
        (await AtDesk("clinician", asked, extra: true)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_asks_gets_all_that_is_kept_of_them_and_an_erasure_leaves_nobody()
    {
        using var guest = App.Anonymous();
        var page = await Booked(guest, "480", "Bu Sari", "081234567890");
        await using var scope = await App.ScopeOf("desk");
        var records = scope.ServiceProvider.GetServices<IPersonalRecords>().OfType<AppointmentRecords>().Single();
        (await records.Of(RecordSubject.Of("0812 3456 7890"), default)).Single().Fields.ShouldContain(field => field.Value == "Bu Sari");
        (await records.Of(RecordSubject.Of("0812 0000 0000"), default)).ShouldBeEmpty();
        await using var house = await App.Scope();
        var erasure = house.ServiceProvider.GetServices<IOutsiderErasure>().OfType<AppointmentErasure>().Single();
        var outsider = (await erasure.Known("+62 812 3456 7890", default)).Single();
        await erasure.Erase(outsider, default);
        await house.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        var kept = await Only();
        (kept.Name, kept.Phone, kept.SecretSealed).ShouldBe(("–", "", ""));
        (await guest.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task However_many_want_one_time_it_is_given_once()
    {
        var (races, tries) = (Series.Of("RACES", suite: 4, nightly: 1_000), Series.Of("TRIES", suite: 25, nightly: 50));
        await Seats(1);
        var asked = AskedTime.Read(await TimeOf("480"))!;
        for (var race = 0; race < races; race++)
        {
            var time = asked with { Minute = 480 + (15 * (race % 16)), Day = asked.Day.AddDays(7 * (race / 16)) };
            var results = await Task.WhenAll(Enumerable.Range(0, tries).Select(_ => Task.Run(() => AtDesk("desk", time, extra: false))));
            results.Count(result => result.Ok).ShouldBe(1, $"race {race}");
            results.Where(result => !result.Ok).ShouldAllBe(result => result.Problems[0].Code == "TimeGoneDesk");
        }
        await using var scope = await App.ScopeOf("desk");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var given = await db.Set<Appointment>().Select(row => new { row.SessionId, row.Day, row.Minute }).ToListAsync();
        given.Count.ShouldBe(races);
        given.Distinct().Count().ShouldBe(races);
        (await db.Set<Seat>().CountAsync()).ShouldBe(races);
    }

    [Fact]
    public async Task A_quota_never_overflows_however_many_places_are_free_beside_it()
    {
        await Seats(20, quota: 3);
        var asked = AskedTime.Read(await TimeOf("480"))!;
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(() => AtDesk("desk", asked with { Minute = 480 + (15 * (number % 4)) }, extra: false))));
        results.Count(result => result.Ok).ShouldBe(3);
    }

    private async Task<Pendopo.Platform.Result<Appointment>> AtDesk(string role, AskedTime asked, bool extra)
    {
        await using var scope = await App.ScopeOf(role);
        return await scope.ServiceProvider.GetRequiredService<BookAppointment>().AtDesk(asked, new("Bu Sari", "", ForWhom.Self, Payer.Insured), BookedBy.AtDesk, extra, default);
    }

    private static async Task Answer(HttpClient guest, params (string Step, string Value)[] answers)
    {
        foreach (var (step, value) in answers)
            (await guest.Submit($"{Book}?step={step}", "answer", (step == "Time" ? "Form.At" : $"Form.{step}", value))).StatusCode.ShouldBe(HttpStatusCode.Redirect, step);
    }

    private async Task<string> Booked(HttpClient guest, string minute, string name, string phone)
    {
        await Answer(guest, ("Payer", "Insured"), ("Time", await TimeOf(minute)), ("Whom", "Self"), ("Name", name), ("Phone", phone));
        var done = await guest.Submit($"{Book}?step=Check", "answer");
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return done.Headers.Location!.ToString().Split('?')[0];
    }

    /// <summary>The general clinic on Tuesday 3 March, at a minute of its day.</summary>
    private async Task<string> TimeOf(string minute)
    {
        await using var scope = await App.ScopeOf("desk");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var service = await db.Set<HealthService>().SingleAsync(row => row.Name == CareSample.General);
        var session = await db.Set<ClinicSession>().SingleAsync(row => row.ServiceId == service.Id && row.Weekday == DayOfWeek.Tuesday);
        return $"{session.Id}/2026-03-03/{minute}";
    }

    private async Task Seats(int seats, int? quota = null)
    {
        await using var scope = await App.ScopeOf("head");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        foreach (var session in await db.Set<ClinicSession>().Where(row => row.EveryMinutes == 15).ToListAsync())
            session.Say(session.Plan with { Seats = seats, InsuredPlaces = quota, KeptEvery = 0 });
        await db.SaveChangesAsync();
    }

    private async Task<Appointment> Only()
    {
        await using var scope = await App.ScopeOf("desk");
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Appointment>().AsNoTracking().OrderByDescending(row => row.Id).FirstAsync();
    }
}

[Collection("rooms on sqlite")]
public sealed class BookingOnSqlite(SqliteApp app) : BookingTests(app);

[Collection("rooms on postgres")]
public sealed class BookingOnPostgres(PostgresApp app) : BookingTests(app);
