using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Services;

/// <summary>When a session is held, where, and how many it serves.</summary>
/// <param name="Weekday">Every week on this day; null for a session on one day alone.</param>
/// <param name="OnDay">The one day; null for a weekly session.</param>
/// <param name="From">Minute of the day on the centre's clock, from 0; <paramref name="To"/> likewise, the second excluded.</param>
/// <param name="EveryMinutes">How long one appointment is; 0 where people come and take a number.</param>
/// <param name="Seats">How many appointments begin at the same time.</param>
/// <param name="KeptEvery">Each so-many-th time is kept for telephone and desk; 0 keeps none.</param>
/// <param name="InsuredPlaces">How many in the session may come with national insurance (JKN); null for any number.</param>
/// <param name="PayingPlaces">How many may come without it; null for any number.</param>
/// <param name="Waves">How its places come onto the site; null where all do at once.</param>
public sealed record SessionPlan(DayOfWeek? Weekday, DateOnly? OnDay, int From, int To, string Room, Id<StaffMember>? Staff, int EveryMinutes, int Seats, int KeptEvery, int? InsuredPlaces, int? PayingPlaces, SlotWaves? Waves = null);

/// <summary>A session of a service: a line of the weekly plan, or one held on a single day.</summary>
public sealed class ClinicSession : IBelongsToCentre, IVersioned
{
    public const int RoomLength = 60, LastMinute = (24 * 60) - 1, MostSeats = 20, MostPlaces = 500;

    private ClinicSession()
    {
    }

    public Id<ClinicSession> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<HealthService> ServiceId { get; private set; }
    public DayOfWeek? Weekday { get; private set; }
    public DateOnly? OnDay { get; private set; }
    public int FromMinute { get; private set; }
    public int ToMinute { get; private set; }
    public string Room { get; private set; } = "";
    public Id<StaffMember>? StaffId { get; private set; }
    public int EveryMinutes { get; private set; }
    public int Seats { get; private set; }
    public int KeptEvery { get; private set; }
    public int? InsuredPlaces { get; private set; }
    public int? PayingPlaces { get; private set; }
    /// <summary>How its places come onto the site; empty where all do at once.</summary>
    public string WavesText { get; private set; } = "";
    /// <summary>The last day on which it is held, after it was taken out of the plan; its past stays.</summary>
    public DateOnly? LastDay { get; private set; }
    public int Version { get; set; }

    public SlotWaves? Waves => SlotWaves.Read(WavesText);

    public SessionPlan Plan => new(Weekday, OnDay, FromMinute, ToMinute, Room, StaffId, EveryMinutes, Seats, KeptEvery, InsuredPlaces, PayingPlaces, Waves);

    public static ClinicSession Of(HealthService service, SessionPlan plan)
    {
        var session = new ClinicSession { Id = Id<ClinicSession>.New(), CentreId = service.CentreId, ServiceId = service.Id };
        session.Say(plan);
        return session;
    }

    public void Say(SessionPlan plan)
    {
        (Weekday, OnDay, FromMinute, ToMinute, Room, StaffId) = (plan.Weekday, plan.OnDay, plan.From, plan.To, plan.Room, plan.Staff);
        (EveryMinutes, Seats, KeptEvery, InsuredPlaces, PayingPlaces, WavesText) = (plan.EveryMinutes, plan.Seats, plan.KeptEvery, plan.InsuredPlaces, plan.PayingPlaces, plan.Waves?.InOrder.ToString() ?? "");
    }

    /// <summary>Takes it out of the plan after a day.</summary>
    public void EndAfter(DateOnly day) => LastDay = day;

    /// <summary>Whether the plan holds it on a day, whatever befalls that day.</summary>
    public bool IsPlanned(DateOnly day) => (LastDay is not { } last || day <= last) && (OnDay is { } one ? one == day : Weekday == day.DayOfWeek);
}

/// <summary>One exceptional day of a session: it falls out, or is held otherwise. The plan stays as it is.</summary>
public sealed class DayChange : IBelongsToCentre, IVersioned
{
    public const int NoteLength = 200;

    private DayChange()
    {
    }

    public Id<DayChange> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<ClinicSession> SessionId { get; private set; }
    public DateOnly Day { get; private set; }
    public bool FallsOut { get; private set; }
    public int FromMinute { get; private set; }
    public int ToMinute { get; private set; }
    public string Room { get; private set; } = "";
    public Id<StaffMember>? StaffId { get; private set; }
    /// <summary>What people are told of it, in the centre's language; may be empty.</summary>
    public string Note { get; private set; } = "";
    public int Version { get; set; }

    public static DayChange Of(ClinicSession session, DateOnly day) => new() { Id = Id<DayChange>.New(), CentreId = session.CentreId, SessionId = session.Id, Day = day };

    public void DropOut(ClinicSession session, string note) => (FallsOut, FromMinute, ToMinute, Room, StaffId, Note) = (true, session.FromMinute, session.ToMinute, session.Room, session.StaffId, note);

    public void Hold(int from, int to, string room, Id<StaffMember>? staff, string note) => (FallsOut, FromMinute, ToMinute, Room, StaffId, Note) = (false, from, to, room, staff, note);
}
