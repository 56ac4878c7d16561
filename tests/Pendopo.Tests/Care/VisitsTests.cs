using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Agenda;
using Pendopo.Care.Appointments;
using Pendopo.Care.Closures;
using Pendopo.Care.Services;
using Pendopo.Care.Visits;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Care;

/// <summary>Who came and who did not is noted without blame; staff see their sessions in a calendar of their own, and no name in it.</summary>
[Collection("rooms on sqlite")]
public sealed class VisitsTests(SqliteApp app) : AppTests(app)
{
    private static readonly DateOnly Tuesday = new(2026, 3, 3), Wednesday = new(2026, 3, 4);

    [Fact]
    public async Task After_the_day_the_clock_notes_who_did_not_come_where_the_desk_noted_somebody_and_nobody_of_what_was_not_held()
    {
        var (came, missed) = (await Booked("Bu Sari", CareSample.General, Tuesday, 480), await Booked("Pak Joko", CareSample.General, Tuesday, 495));
        var (unnoted, open) = (await Booked("Dewi", CareSample.Mother, Tuesday, 480), await Booked("Slamet", CareSample.General, Wednesday, 480));
        var (dentist, shut) = (await Booked("Mbah Karto", CareSample.Dental, Wednesday, 480), await Booked("Bu Endang", CareSample.Dental, Wednesday, 510));
        App.Clock.Advance(TimeSpan.FromHours(25));
        await As("desk", services => services.GetRequiredService<ChangeAppointment>().Note(came.Id, AppointmentState.CheckedIn, default));
        await Round();
        (await States(came, missed)).ShouldBe([AppointmentState.CheckedIn, AppointmentState.Booked], "the day is not over");
        App.Clock.Advance(TimeSpan.FromHours(23.5));
        await Round();
        (await States(came, missed, unnoted, open)).ShouldBe([AppointmentState.CheckedIn, AppointmentState.NoShow, AppointmentState.Booked, AppointmentState.Booked]);
        // The dentist's doors are shut for the rest of Wednesday after the first had come.
        await As("desk", services => services.GetRequiredService<ChangeAppointment>().Note(dentist.Id, AppointmentState.CheckedIn, default));
        App.Clock.Advance(TimeSpan.FromMinutes(35));
        var closure = await As("head", async services => (await services.GetRequiredService<CloseDoors>().Run(dentist.ServiceId, "Listrik padam", null, default)).Value);
        App.Clock.Advance(TimeSpan.FromHours(20));
        await As("head", services => services.GetRequiredService<CloseDoors>().Open(closure.Id, default));
        await Round();
        (await States(shut, open)).ShouldBe([AppointmentState.NoShow, AppointmentState.Booked], "her time had begun before the doors were shut; of the other nobody noted anything");
        // Who comes late after all, or was forgotten, is noted all the same.
        (await As("desk", services => services.GetRequiredService<ChangeAppointment>().Note(missed.Id, AppointmentState.CheckedIn, default))).Ok.ShouldBeTrue();
        using var head = await App.Client("head");
        var page = await head.Page("/desk/care/visits?days=30");
        page.QuerySelectorAll("tbody tr").Select(row => string.Join(' ', row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()))).ShouldContain("2 0 kurang dari 10 0 1");
        page.Body!.TextContent.ShouldNotContain("Joko");
        (await head.GetStringAsync("/api/v1/visits?days=30")).ShouldContain("\"missedShare\":null");
    }

    [Fact]
    public async Task A_session_that_was_shut_when_it_began_says_nothing_of_who_was_booked()
    {
        var (came, shut) = (await Booked("Mbah Karto", CareSample.Dental, Wednesday, 480), await Booked("Bu Endang", CareSample.Dental, Wednesday, 570));
        App.Clock.Advance(TimeSpan.FromHours(48.1));
        await As("desk", services => services.GetRequiredService<ChangeAppointment>().Note(came.Id, AppointmentState.Fulfilled, default));
        var closure = await As("head", async services => (await services.GetRequiredService<CloseDoors>().Run(came.ServiceId, "Listrik padam", null, default)).Value);
        App.Clock.Advance(TimeSpan.FromHours(20));
        await As("head", services => services.GetRequiredService<CloseDoors>().Open(closure.Id, default));
        await Round();
        (await States(shut)).ShouldBe([AppointmentState.Booked]);
        new ServiceVisits(null!, 9, 3, 0, 0).MissedShare.ShouldBe(25);
        new ServiceVisits(null!, 6, 3, 0, 0).MissedShare.ShouldBeNull();
    }

    [Fact]
    public async Task A_calendar_program_shows_sessions_and_codes_and_no_name_until_a_new_address_ends_it_or_the_person_leaves()
    {
        var sari = await Booked("Bu Sari", CareSample.General, Tuesday, 480);
        var dewi = await Booked("Dewi Lestari", CareSample.Mother, Tuesday, 480);
        using var clinician = await App.Client("clinician");
        var made = await As("clinician", services => services.GetRequiredService<PendopoDb>().Set<StaffMember>().AsNoTracking().SingleAsync(member => member.Name == "dr. Made"));
        var shown = await clinician.Submit("/desk/care/calendar", "feed", ("Form.Staff", $"{made.Id}"), ("Act", "make"));
        var address = new Uri((await shown.Document()).QuerySelector("code")!.TextContent).AbsolutePath;
        using var program = App.Anonymous();
        var text = await program.GetStringAsync(address);
        text.ShouldContain($"SUMMARY:Poli umum · {sari.Reference}");
        text.ShouldContain("DTSTART:20260303T010000Z");
        text.ShouldContain("LOCATION:Ruang 1");
        text.ShouldNotContain(dewi.Reference, Case.Sensitive, "another's session");
        text.ShouldNotContain("Sari");
        text.ShouldNotContain("6281");
        var everybody = await As("clinician", services => services.GetRequiredService<StaffFeeds>().Make(null, default));
        (await program.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await program.GetStringAsync(new Uri(everybody).AbsolutePath)).ShouldContain(dewi.Reference);
        await using (var scope = await App.Scope())
        {
            var person = await App.PersonOf("clinician");
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Account>().Where(account => account.PersonId == person.Id).ExecuteUpdateAsync(set => set.SetProperty(account => account.DisabledAt, App.Clock.GetUtcNow()));
        }
        (await program.GetAsync(new Uri(everybody).AbsolutePath)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<Appointment> Booked(string name, string service, DateOnly day, int minute) => As("desk", async services =>
    {
        var plan = await services.GetRequiredService<PlanReader>().Read(day, day, default);
        var session = plan.On(day).First(sitting => sitting.Service.Name == service).Session;
        return (await services.GetRequiredService<BookAppointment>().AtDesk(new(session.Id, day, minute), new(name, "081200000101", ForWhom.Self, Payer.Paying), BookedBy.Telephone, extra: false, default)).Value;
    });

    private Task<List<AppointmentState>> States(params Appointment[] asked) => As("desk", async services =>
    {
        var all = await services.GetRequiredService<PendopoDb>().Set<Appointment>().AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.State);
        return asked.Select(row => all[row.Id]).ToList();
    });

    private async Task Round()
    {
        await As("desk", services =>
        {
            services.GetRequiredService<JobBoard>().Add(new CloseDays());
            return services.GetRequiredService<PendopoDb>().SaveChangesAsync();
        });
        await App.RunJobs();
    }

    private async Task<T> As<T>(string role, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = await App.ScopeOf(role);
        return await act(scope.ServiceProvider);
    }
}
