using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Appointments;
using Pendopo.Care.Rebookings;
using Pendopo.Care.Reminders;
using Pendopo.Care.Services;
using Pendopo.Channels.Sms;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Sms;

namespace Pendopo.Tests.Care;

/// <summary>On a bad day each is offered the nearest time once, hears of it once, and nothing is given twice.</summary>
public abstract class RebookingTests(TestApp app) : WrittenToTests(app)
{
    private static readonly DateOnly Tuesday = new(2026, 3, 3);

    [Fact]
    public async Task Whose_day_falls_away_is_written_to_or_called_takes_chooses_or_cancels_and_is_not_reminded_of_what_is_not_held()
    {
        await using var gateway = await Gateway();
        var (sari, joko, karto) = (await Booked("Bu Sari", "081200000101", 480), await Booked("Pak Joko", "081200000102", 495), await Booked("Mbah Karto", "", 510));
        using var guest = App.Anonymous();
        var page = await PageOf(sari);
        (await guest.Submit(page, "remind", ("Form.Way", "Sms"), ("Form.SafeWord", "sawah"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var desk = await App.Client("desk");
        using var head = await App.Client("head");
        (await desk.GetStringAsync("/desk/care?day=2026-03-03")).ShouldContain("Sesi ini batal? Tawarkan jam lain");
        (await desk.Submit("/desk/care/rebookings?day=2026-03-03", "rebook")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "nobody is ticked where the session is held");
        var begun = await head.Submit($"/desk/care/rebookings?day=2026-03-03&session={sari.SessionId}", "rebook");
        begun.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var progress = begun.Headers.Location!.ToString().Split('?')[0];
        (await desk.GetStringAsync(progress)).ShouldContain("Kami masih mencari jam untuk 3 orang.");
        await App.RunJobs();
        var sms = gateway.Taken.ShouldHaveSingleItem();
        sms.Text.ShouldStartWith("sawah: Puskesmas Melati: jam Anda hari Selasa, 3 Maret, 08.00 WIB terpaksa batal. Kami simpan Rabu, 4 Maret, 08.00 WIB sampai ");
        sms.Text.ShouldEndWith(page);
        sms.Text.ShouldNotContain("Poli");
        var lines = (await desk.Page(progress)).QuerySelectorAll("section[aria-labelledby=PleaseCall] tbody tr");
        lines.Select(line => line.QuerySelector("th a")!.TextContent).ShouldBe(["Pak Joko", "Mbah Karto"]);
        (await As("desk", services => services.GetRequiredService<PendopoDb>().Set<DayChange>().AnyAsync(row => row.Day == Tuesday && row.FallsOut))).ShouldBeTrue("nobody books there meanwhile");
        // What is kept for one is offered to nobody else; who was written to hears nothing more of the old time.
        (await As("desk", services => services.GetRequiredService<PendopoDb>().Set<Seat>().Where(seat => seat.AppointmentId == null).Select(seat => new { seat.Day, seat.Minute, seat.Number }).ToListAsync())).ShouldBeUnique();
        await Round(new RemindPeople());
        gateway.Taken.Count.ShouldBe(1);
        (await guest.GetStringAsync(page)).ShouldContain("Ambil jam ini");
        (await guest.Submit(page, "take-other")).Headers.Location!.ToString().ShouldEndWith("?done=rebooked");
        (await guest.GetStringAsync(page)).ShouldNotContain("terpaksa batal");
        var cases = await As("desk", services => services.GetRequiredService<PendopoDb>().Set<RebookingCase>().AsNoTracking().ToListAsync());
        (await desk.Submit(progress, $"form[action='/desk/care/rebookings/cases/{cases.Single(one => one.AppointmentId == joko.Id).Id}/taking']")).Headers.Location!.ToString().ShouldEndWith("?done=taken");
        (await desk.Submit(progress, $"form[action='/desk/care/rebookings/cases/{cases.Single(one => one.AppointmentId == karto.Id).Id}/cancellation']")).Headers.Location!.ToString().ShouldEndWith("?done=cancelled");
        (await desk.GetStringAsync(progress)).ShouldContain("3 dari 3 sudah ada jawaban");
        var kept = await As("desk", services => services.GetRequiredService<PendopoDb>().Set<Appointment>().AsNoTracking().OrderBy(row => row.Name).ToListAsync());
        kept.Select(row => (row.Name, row.State, row.Day.Day)).ShouldBe([("Bu Sari", AppointmentState.Booked, 4), ("Mbah Karto", AppointmentState.Cancelled, 3), ("Pak Joko", AppointmentState.Booked, 4)]);
        (await As("desk", services => services.GetRequiredService<PendopoDb>().Set<Seat>().CountAsync())).ShouldBe(2, "one each for the two who come");
        (await As("desk", services => services.GetRequiredService<RebookingDesk>().Cancel(cases[0].Id, default))).Problems[0].Code.ShouldBe("Settled");
    }

    [Fact]
    public async Task An_offer_that_nobody_answers_is_free_for_others_and_they_may_still_choose_after_their_old_time_has_passed()
    {
        var sari = await Booked("Bu Sari", "081200000101", 480);
        await Begin([sari.Id]);
        await App.RunJobs();
        var page = await PageOf(sari);
        App.Clock.Advance(TimeSpan.FromHours(24.1));
        using var guest = App.Anonymous();
        (await guest.GetStringAsync(page)).ShouldContain("Jam yang kami simpan sudah untuk orang lain");
        (await As("desk", services => services.GetRequiredService<AnswerRebooking>().Take(page.Split('/')[^1], default))).Problems[0].Code.ShouldBe("OfferGone");
        sari.StartsAt.ShouldBeLessThan(App.Clock.GetUtcNow());
        var times = await guest.Page($"{page}/times");
        times.Body!.TextContent.ShouldContain("terpaksa batal");
        (await guest.Submit($"{page}/times", "move", ("Form.At", times.QuerySelector("button[name='Form.At']")!.GetAttribute("value")))).Headers.Location!.ToString().ShouldEndWith("?done=moved");
        (await As("desk", services => services.GetRequiredService<PendopoDb>().Set<RebookingCase>().AsNoTracking().SingleAsync())).State.ShouldBe(CaseState.Moved);
        (await As("desk", services => services.GetRequiredService<PendopoDb>().Set<Seat>().CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Stopped_in_the_middle_and_run_by_several_nodes_at_once_each_gets_one_time_and_one_message_and_no_time_is_given_twice()
    {
        var booked = new List<Appointment>();
        for (var person = 0; person < 6; person++)
            booked.Add(await Booked($"Warga {(char)('A' + person)}", $"08120000010{person}", 480 + (15 * (person / 2))));
        await As("desk", async services =>
        {
            var db = services.GetRequiredService<PendopoDb>();
            foreach (var row in booked)
                db.Add(ReminderWish.For(row.CentreId, RemindedOf.Appointment, row.Id.Value)).Entity.Say(new(ReminderWay.Sms, "", "", "id"), null, App.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await Begin([.. booked.Select(row => row.Id)]);
        var cases = await As("desk", services => services.GetRequiredService<PendopoDb>().Set<RebookingCase>().AsNoTracking().ToListAsync());
        // The first two were done when the program stopped; then two nodes go on at once.
        foreach (var one in cases.Take(2))
            await Find(one);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            foreach (var one in cases)
                await Find(one);
        })));
        (await As("desk", services => services.GetRequiredService<RebookPeople>().Run(new(Tuesday, [booked[0].Id], FallsOut: false), default))).Problems[0].Code.ShouldBe("NobodyChosen", "they have an offer already");
        await As("desk", async services =>
        {
            var db = services.GetRequiredService<PendopoDb>();
            var offered = await db.Set<RebookingCase>().AsNoTracking().ToListAsync();
            offered.ShouldAllBe(one => one.State == CaseState.Offered && one.Told);
            offered.Select(one => one.SeatId).ShouldBeUnique();
            var seats = await db.Set<Seat>().AsNoTracking().Where(seat => seat.AppointmentId == null).ToListAsync();
            seats.Select(seat => seat.Id).ShouldBe(offered.Select(one => one.SeatId!.Value), ignoreOrder: true);
            seats.ShouldAllBe(seat => seat.Day != Tuesday);
            (await db.Set<Reminder>().Select(row => row.Subject).ToListAsync()).ShouldBe(booked.Select(row => row.Id.Value), ignoreOrder: true);
            return 0;
        });
    }

    private Task<int> Find(RebookingCase one) => As("desk", async services =>
    {
        await services.GetRequiredService<FindOtherTime>().Run(one, default);
        return 0;
    });

    private Task<Rebooking> Begin(IReadOnlyList<Id<Appointment>> chosen) => As("head", async services => (await services.GetRequiredService<RebookPeople>().Run(new(Tuesday, chosen, FallsOut: true), default)).Value);

    private Task<Appointment> Booked(string name, string phone, int minute) => As("desk", async services =>
    {
        var db = services.GetRequiredService<PendopoDb>();
        var general = await db.Set<HealthService>().AsNoTracking().SingleAsync(row => row.Name == CareSample.General);
        var session = await db.Set<ClinicSession>().AsNoTracking().SingleAsync(row => row.ServiceId == general.Id && row.Weekday == DayOfWeek.Tuesday);
        return (await services.GetRequiredService<BookAppointment>().AtDesk(new(session.Id, Tuesday, minute), new(name, phone, ForWhom.Self, Payer.Paying), BookedBy.Telephone, extra: false, default)).Value;
    });
}

[Collection("rooms on sqlite")]
public sealed class RebookingOnSqlite(SqliteApp app) : RebookingTests(app);

[Collection("rooms on postgres")]
public sealed class RebookingOnPostgres(PostgresApp app) : RebookingTests(app);
