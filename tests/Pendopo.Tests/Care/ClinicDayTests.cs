using Pendopo.Care.Appointments;
using Pendopo.Care.Closures;
using Pendopo.Care.Services;
using Pendopo.Inbox.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Tests.Care;

/// <summary>When care is given and which times are free: rules, exceptions and what is taken, without a database.</summary>
public sealed class ClinicDayTests
{
    private static readonly Id<Centre> Melati = Id<Centre>.New();
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly StaffMember Laras = StaffMember.Of(Melati, "drg. Laras", Profession.Dentist, "SIP 1", new(2026, 3, 10));
    private static readonly HealthService Dental = HealthService.Of(Melati, "gigi", new("Poli gigi", ServiceCluster.AcrossClusters, "", "", "", "", "C", true, 14));

    [Theory]
    [InlineData("Asia/Jakarta", 1)]
    [InlineData("Asia/Makassar", 0)]
    [InlineData("Asia/Jayapura", -1)]
    public void Times_stand_on_the_centres_own_clock_in_each_of_its_zones(string zone, int utcHour)
    {
        var free = Day(Plan(zone), Monday).Free(Payer.Insured, DateTimeOffset.MinValue).ToList();
        free.Select(time => HoursText.Field(time.Minute)).ShouldBe(["08:00", "08:30", "09:00", "09:30"]);
        free[0].At.ShouldBe(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero).AddHours(utcHour));
    }

    [Fact]
    public void The_29th_of_February_and_the_turn_of_midnight_are_days_like_others()
    {
        var daily = Session(new SessionPlan(DayOfWeek.Tuesday, null, 1380, 1439, "", null, 15, 1, 0, null, null));
        var plan = Plan("Asia/Jakarta", daily);
        Day(plan, new(2028, 2, 29)).Free(Payer.Paying, DateTimeOffset.MinValue).Select(time => time.Minute).ShouldBe([1380, 1395, 1410]);
        Day(plan, new(2028, 2, 29)).At(1410).ShouldBe(new DateTimeOffset(2028, 2, 29, 16, 30, 0, TimeSpan.Zero));
        plan.On(new(2028, 3, 1)).ShouldBeEmpty();
    }

    [Fact]
    public void An_hour_that_the_clocks_skip_is_offered_never_and_one_they_show_twice_once()
    {
        // Berlin: 29 March 2026 from 2:00 to 3:00, 25 October 2026 from 3:00 back to 2:00.
        var night = Session(new SessionPlan(DayOfWeek.Sunday, null, 60, 240, "", null, 30, 1, 0, null, null));
        var plan = Plan("Europe/Berlin", night);
        Day(plan, new(2026, 3, 29)).Free(Payer.Paying, DateTimeOffset.MinValue).Select(time => HoursText.Field(time.Minute)).ShouldBe(["01:00", "01:30", "03:00", "03:30"]);
        var back = Day(plan, new(2026, 10, 25)).Free(Payer.Paying, DateTimeOffset.MinValue).ToList();
        back.Select(time => HoursText.Field(time.Minute)).ShouldBe(["01:00", "01:30", "02:00", "02:30", "03:00", "03:30"]);
        back.Select(time => time.At).Distinct().Count().ShouldBe(6);
        back.Zip(back.Skip(1)).ShouldAllBe(pair => pair.First.At < pair.Second.At);
    }

    [Fact]
    public void What_is_taken_or_held_is_not_free_and_a_full_quota_closes_the_session_for_its_payer_alone()
    {
        var session = Session(new SessionPlan(DayOfWeek.Monday, null, 480, 600, "", null, 30, 2, 0, 2, null));
        var plan = Plan("Asia/Jakarta", session);
        var day = Day(plan, Monday);
        var first = day.PlaceAt(480, Payer.Insured)!;
        first.ShouldBe(new FreePlace(480, 1, Payer.Insured, 1));
        var taken = new List<TakenPlace> { TakenPlace.Of(Seat.Take(day.Sitting, first)) };
        Day(plan, Monday, taken).PlaceAt(480, Payer.Insured).ShouldBe(new FreePlace(480, 2, Payer.Insured, 2));
        taken.Add(TakenPlace.Of(Seat.Take(day.Sitting, new(480, 2, Payer.Insured, 2))));
        Day(plan, Monday, taken).Free(Payer.Insured, DateTimeOffset.MinValue).ShouldBeEmpty();
        Day(plan, Monday, taken).Free(Payer.Paying, DateTimeOffset.MinValue).Select(time => time.Minute).ShouldBe([510, 540, 570]);
        Day(plan, Monday, taken).PlaceAt(480, Payer.Insured, beyond: 5).ShouldBe(new FreePlace(480, 3, null, null));
        Day(plan, Monday, taken).PlaceAt(481, Payer.Paying).ShouldBeNull();
    }

    [Fact]
    public void Each_so_manieth_time_is_kept_for_the_desk()
    {
        var session = Session(new SessionPlan(DayOfWeek.Monday, null, 480, 600, "", null, 30, 1, 2, null, null));
        Day(Plan("Asia/Jakarta", session), Monday).Free(Payer.Paying, DateTimeOffset.MinValue).Select(time => time.ForDesk).ShouldBe([false, true, false, true]);
    }

    [Fact]
    public void One_exceptional_day_leaves_the_plan_alone_and_a_holiday_yields_to_what_was_set_for_it()
    {
        var session = Session(Usual);
        var other = DayChange.Of(session, Monday);
        other.Hold(780, 840, "Ruang 9", null, "Pindah ruang");
        var gone = DayChange.Of(session, Monday.AddDays(7));
        gone.DropOut(session, "Pelatihan");
        var plan = Plan("Asia/Jakarta", session) with { Changes = [other, gone], Hours = OpenHours.Read(";;;;;;", "2026-03-02 2026-03-16")! };
        plan.On(Monday).Single().ShouldSatisfyAllConditions(sitting => sitting.State.ShouldBe(SittingState.Held), sitting => sitting.Hours.ShouldContain("13"), sitting => sitting.Room.ShouldBe("Ruang 9"));
        plan.On(Monday.AddDays(7)).Single().State.ShouldBe(SittingState.FallsOut);
        plan.On(Monday.AddDays(14)).Single().State.ShouldBe(SittingState.Holiday);
        plan.On(Monday.AddDays(21)).Single().ShouldSatisfyAllConditions(sitting => sitting.State.ShouldBe(SittingState.Held), sitting => sitting.Room.ShouldBe("Ruang 5"));
    }

    [Fact]
    public void A_licence_that_has_ended_closes_the_session_from_the_next_day_on()
    {
        var plan = Plan("Asia/Jakarta", Session(Usual with { Staff = Laras.Id }, DayOfWeek.Tuesday), Session(Usual with { Staff = Laras.Id }, DayOfWeek.Wednesday));
        plan.On(new(2026, 3, 10)).Single().State.ShouldBe(SittingState.Held);
        plan.On(new(2026, 3, 11)).Single().State.ShouldBe(SittingState.NoLicence);
        Day(plan, new(2026, 3, 11)).Free(Payer.Insured, DateTimeOffset.MinValue).ShouldBeEmpty();
    }

    [Fact]
    public void Doors_shut_at_once_close_what_begins_before_they_open_again()
    {
        var plan = Plan("Asia/Jakarta", Session(Usual));
        var shut = Closure.Of(Melati, null, "Banjir", null, Id<Person>.New(), plan.Now);
        (plan with { Closures = [shut] }).On(Monday).Single().State.ShouldBe(SittingState.Closed);
        (plan with { Closures = [shut] }).On(Monday.AddDays(7)).Single().State.ShouldBe(SittingState.Held);
        var week = Closure.Of(Melati, Dental.Id, "Alat rusak", plan.Now.AddDays(8), Id<Person>.New(), plan.Now);
        (plan with { Closures = [week] }).On(Monday.AddDays(7)).Single().State.ShouldBe(SittingState.Closed);
        (plan with { Closures = [week], Now = plan.Now.AddDays(8) }).On(Monday.AddDays(14)).Single().State.ShouldBe(SittingState.Held);
    }

    private static SessionPlan Usual => new(DayOfWeek.Monday, null, 480, 600, "Ruang 5", null, 30, 1, 0, null, null);

    private static ClinicSession Session(SessionPlan plan, DayOfWeek? day = null) => ClinicSession.Of(Dental, day is { } other ? plan with { Weekday = other } : plan);

    // 07.00 in Jakarta on the Monday.
    private static CarePlan Plan(string zone, params ClinicSession[] sessions) =>
        new([Dental], sessions.Length > 0 ? sessions : [Session(Usual)], [], [Laras], [], OpenHours.Read("07.30-14.30;;;;;;", "")!, TimeZoneInfo.FindSystemTimeZoneById(zone), new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));

    private static ClinicDay Day(CarePlan plan, DateOnly day, IReadOnlyCollection<TakenPlace>? taken = null) => new(plan.On(day).Single(), plan.Zone, taken ?? []);
}
