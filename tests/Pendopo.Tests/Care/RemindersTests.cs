using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Appointments;
using Pendopo.Care.Reminders;
using Pendopo.Care.Services;
using Pendopo.Channels.Sms;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Sms;

namespace Pendopo.Tests.Care;

/// <summary>People are reminded once, by the way they chose, and never by night.</summary>
[Collection("rooms on sqlite")]
public sealed class RemindersTests(SqliteApp app) : WrittenToTests(app)
{
    private const string Phone = "081200000101";

    [Fact]
    public async Task Who_chose_SMS_gets_the_day_before_and_two_hours_before_once_each_with_their_safe_word_and_no_word_of_the_service()
    {
        await using var gateway = await Gateway();
        var (appointment, page) = await Booked(new(2026, 3, 5), 600);
        using var guest = App.Anonymous();
        (await guest.Submit(page, "remind", ("Form.Way", "Sms"), ("Form.SafeWord", "kenanga 7"))).Headers.Location!.ToString().ShouldEndWith("?done=reminder");
        await At(appointment.StartsAt.AddHours(-24.1));
        gateway.Taken.ShouldBeEmpty();
        await At(appointment.StartsAt.AddHours(-24));
        var sms = gateway.Taken.ShouldHaveSingleItem();
        sms.To.ShouldBe("6281200000101");
        sms.Text.ShouldStartWith("kenanga 7: Puskesmas Melati mengingatkan janji Anda hari Kamis, 5 Maret, 10.00 WIB.");
        sms.Text.ShouldEndWith(page);
        sms.Text.ShouldNotContain("Poli");
        sms.Text.ShouldNotContain("Sari");
        // Another round, another node's round of the same minute, and a clock that was set back bring nothing more.
        await At(appointment.StartsAt.AddHours(-23));
        App.Clock.Advance(TimeSpan.FromHours(-1.5));
        await Round(new RemindPeople());
        gateway.Taken.Count.ShouldBe(1);
        await At(appointment.StartsAt.AddHours(-2));
        await At(appointment.StartsAt.AddHours(-1));
        gateway.Taken.Count.ShouldBe(2);
        (await guest.Submit(page, "confirm")).Headers.Location!.ToString().ShouldEndWith("?done=confirmed");
        using var desk = await App.Client("desk");
        (await desk.GetStringAsync($"/desk/care?day=2026-03-05")).ShouldContain("Menyatakan akan datang");
    }

    [Fact]
    public async Task A_moved_time_brings_its_own_reminder_a_cancelled_one_none_and_a_restricted_person_nothing_until_it_ends()
    {
        await using var gateway = await Gateway();
        var (moved, movedPage) = await Booked(new(2026, 3, 5), 600);
        var (cancelled, _) = await Booked(new(2026, 3, 5), 615);
        var (restricted, _) = await Booked(new(2026, 3, 5), 630);
        foreach (var one in new[] { moved, cancelled, restricted })
            await Wish(one, new(ReminderWay.Sms, "", "", "en"));
        await As("desk", services => services.GetRequiredService<ChangeAppointment>().Cancel(cancelled.Id, default));
        await Restrict(restricted.Reference, on: true);
        await As("desk", services => services.GetRequiredService<ChangeAppointment>().Move(moved.Id, new(moved.SessionId, new(2026, 3, 5), 660), default));
        await At(moved.StartsAt.AddHours(-24));
        gateway.Taken.ShouldBeEmpty();
        await At(moved.StartsAt.AddHours(-23));
        var told = gateway.Taken.ShouldHaveSingleItem().Text;
        told.ShouldContain("Thursday, 5 March, 11:00 WIB");
        told.ShouldEndWith(movedPage);
        await Restrict(restricted.Reference, on: false);
        await At(moved.StartsAt.AddHours(-1));
        gateway.Taken.Count.ShouldBe(3);
        gateway.Taken.ShouldNotContain(sms => sms.Text.Contains("10:15", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_gateway_refuses_or_nobody_knows_stands_at_the_desk_with_its_reason_and_what_it_was_busy_for_is_tried_again()
    {
        await using var gateway = await Gateway();
        foreach (var minute in new[] { 600, 615, 630 })
            await Wish((await Booked(new(2026, 3, 5), minute)).Appointment, new(ReminderWay.Sms, "", "", "id"));
        gateway.Next(GatewayTrouble.Refuses, GatewayTrouble.BreaksAfter, GatewayTrouble.Away);
        await At(new(2026, 3, 4, 4, 0, 0, TimeSpan.Zero));
        await At(new(2026, 3, 4, 4, 10, 0, TimeSpan.Zero));
        (await States()).ShouldBe([ReminderState.Failed, ReminderState.Unknown, ReminderState.Sent], ignoreOrder: true);
        gateway.Taken.Select(sms => sms.Reference).ShouldBeUnique();
        using var desk = await App.Client("desk");
        var page = await desk.Page("/desk/care/reminders");
        page.QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        page.QuerySelector("tbody")!.TextContent.ShouldContain("Bu Sari");
        page.QuerySelector("tbody")!.TextContent.ShouldContain("Gagal");
        (await desk.GetStringAsync("/api/v1/reminders/")).ShouldContain("\"Unknown\"");
    }

    [Fact]
    public async Task The_head_changes_hours_and_quiet_time_and_what_cannot_be_is_told_with_what_was_typed()
    {
        using var head = await App.Client("head");
        var refused = await head.Submit("/desk/care/reminders", "rules", ("Form.First", "99999"), ("Form.QuietFrom", "20:30"));
        ((int)refused.StatusCode).ShouldBe(422);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("value=\"99999\"");
        (await head.Submit("/desk/care/reminders", "rules", ("Form.First", "2880"), ("Form.QuietFrom", "20:30"))).Headers.Location!.ToString().ShouldEndWith("?done=kept");
        (await As("desk", async services => (await services.GetRequiredService<KeepReminders>().Rules(default)).Set)).ShouldBe(ReminderTimesSet.Usual with { FirstMinutes = 2880, QuietFrom = 1230 });
        using var guest = App.Anonymous();
        var (_, page) = await Booked(new(2026, 3, 5), 600);
        // No gateway is connected: the page says so instead of offering what cannot be.
        (await guest.GetStringAsync(page)).ShouldContain("belum ada pengingat");
    }

    [Theory]
    // The day before at the same hour; two hours before.
    [InlineData("2026-03-05 10:00", "2026-03-04 10:00", 1440)]
    [InlineData("2026-03-05 10:00", "2026-03-04 09:59", null)]
    [InlineData("2026-03-05 10:00", "2026-03-05 08:00", 120)]
    [InlineData("2026-03-05 10:00", "2026-03-05 09:50", null)]
    // Two hours before seven is night: at six. Two hours before half past five goes to the evening before.
    [InlineData("2026-03-05 07:00", "2026-03-05 05:30", null)]
    [InlineData("2026-03-05 07:00", "2026-03-05 06:00", 120)]
    [InlineData("2026-03-05 05:30", "2026-03-04 20:59", 120)]
    // 29 February, and midnight.
    [InlineData("2028-03-01 10:00", "2028-02-29 10:00", 1440)]
    [InlineData("2026-03-05 23:30", "2026-03-04 23:30", null)]
    [InlineData("2026-03-05 23:30", "2026-03-05 06:00", 1440)]
    public void A_reminder_is_due_at_its_hour_and_never_by_night(string startsAt, string now, int? minutes)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Makassar");
        ReminderTimes.Due(Of(startsAt), Of(startsAt).AddDays(-10), ReminderTimesSet.Usual, zone, Of(now)).ShouldBe(minutes);
        DateTimeOffset Of(string text) => new(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
    }

    private async Task<(Appointment Appointment, string Page)> Booked(DateOnly day, int minute)
    {
        await using var scope = await App.ScopeOf("desk");
        var plan = await scope.ServiceProvider.GetRequiredService<PlanReader>().Read(day, day, default);
        var sitting = plan.On(day).First(one => one.Service.Name == CareSample.General);
        var booked = (await scope.ServiceProvider.GetRequiredService<BookAppointment>().AtDesk(new(sitting.Session.Id, day, minute), new("Bu Sari", Phone, ForWhom.Self, Payer.Paying), BookedBy.Telephone, extra: false, default)).Value;
        return (booked, "/@melati/appointment/" + scope.ServiceProvider.GetRequiredService<AppointmentKeys>().SecretOf(booked));
    }

    private async Task Wish(Appointment appointment, WishedReminder wished) =>
        (await As("desk", async services => await services.GetRequiredService<KeepReminders>().Wish(Reminded.Of(appointment), wished, (await App.PersonOf("desk")).Id, default))).Problems.ShouldBeEmpty();

    private Task<int> Restrict(string reference, bool on) => As("desk", async services =>
    {
        var count = await services.GetServices<IRestriction>().OfType<ReminderRestriction>().Single().Restrict(RecordSubject.Of(reference), on, default);
        await services.GetRequiredService<PendopoDb>().SaveChangesAsync();
        count.ShouldBe(1);
        return count;
    });

    private Task<List<ReminderState>> States() => As("desk", services => services.GetRequiredService<PendopoDb>().Set<Reminder>().Select(row => row.State).ToListAsync());

    private Task At(DateTimeOffset instant)
    {
        App.Clock.Advance(instant - App.Clock.GetUtcNow());
        return Round(new RemindPeople());
    }

    /// <summary>What the periodic job brings now.</summary>
}
