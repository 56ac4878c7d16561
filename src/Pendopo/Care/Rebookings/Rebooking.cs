using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Rebookings;

/// <summary>A day, or a session of it, that falls away: those who are booked are offered other times.</summary>
public sealed class Rebooking : IBelongsToCentre
{
    private Rebooking()
    {
    }

    public Id<Rebooking> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public DateOnly Day { get; private set; }
    public Id<Person> ById { get; private set; }
    public DateTimeOffset MadeAt { get; private set; }

    public static Rebooking Of(Id<Centre> centre, DateOnly day, Id<Person> by, DateTimeOffset now) => new() { Id = Id<Rebooking>.New(), CentreId = centre, Day = day, ById = by, MadeAt = now };
}

/// <summary>How far somebody is whose time falls away.</summary>
public enum CaseState
{
    /// <summary>No time was looked for yet.</summary>
    Waiting,

    /// <summary>A time is kept for them, for a while.</summary>
    Offered,

    /// <summary>No time is free in the days ahead.</summary>
    NothingFree,

    /// <summary>They took what was kept for them.</summary>
    Taken,

    /// <summary>They, or the desk with them, chose another time.</summary>
    Moved,
    Cancelled,

    /// <summary>They came all the same.</summary>
    Came,
}

/// <summary>One appointment of a day that falls away. The database keeps one open case an appointment: nobody is offered two times at once.</summary>
public sealed class RebookingCase : IBelongsToCentre, IVersioned
{
    /// <summary>So long a time is kept for somebody who was written to.</summary>
    public static readonly TimeSpan Stands = TimeSpan.FromHours(24);

    /// <summary>Between the end of an offer and its time somebody must still come here.</summary>
    public static readonly TimeSpan Way = TimeSpan.FromHours(1);

    private RebookingCase()
    {
    }

    public Id<RebookingCase> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Rebooking> RebookingId { get; private set; }
    public Id<Appointment> AppointmentId { get; private set; }
    /// <summary>The appointment while the case is open; null afterwards.</summary>
    public Id<Appointment>? OpenOf { get; private set; }
    public Id<ClinicSession> FromSessionId { get; private set; }
    /// <summary>The time that falls away.</summary>
    public DateTimeOffset WasAt { get; private set; }
    public CaseState State { get; private set; }
    public Id<ClinicSession>? SessionId { get; private set; }
    public DateOnly? Day { get; private set; }
    public int? Minute { get; private set; }
    /// <summary>The place that is kept for them; null when none is.</summary>
    public Id<Seat>? SeatId { get; private set; }
    /// <summary>Until when it is kept.</summary>
    public DateTimeOffset? Until { get; private set; }
    /// <summary>Whether a message was made for them; else somebody calls.</summary>
    public bool Told { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }
    public int Version { get; set; }

    public static RebookingCase Of(Rebooking rebooking, Appointment appointment)
    {
        ArgumentNullException.ThrowIfNull(rebooking);
        ArgumentNullException.ThrowIfNull(appointment);
        return new() { Id = Id<RebookingCase>.New(), CentreId = rebooking.CentreId, RebookingId = rebooking.Id, AppointmentId = appointment.Id, OpenOf = appointment.Id, FromSessionId = appointment.SessionId, WasAt = appointment.StartsAt };
    }

    /// <summary>Until when a time is kept that is offered now.</summary>
    public static DateTimeOffset KeptUntil(DateTimeOffset at, DateTimeOffset now) => now + Stands < at - Way ? now + Stands : at - Way;

    internal void Offer(FreeTime free, Seat seat, DateTimeOffset until) => (State, SessionId, Day, Minute, SeatId, Until) = (CaseState.Offered, free.Sitting.Session.Id, free.Sitting.Day, free.Minute, seat.Id, until);

    public void FindNothing() => State = CaseState.NothingFree;

    public void Tell() => Told = true;

    /// <summary>Whether a time is kept for them now.</summary>
    public bool IsKept(DateTimeOffset now) => State == CaseState.Offered && now < Until;

    public void Settle(CaseState state, DateTimeOffset now) => (State, OpenOf, SeatId, SettledAt) = (state, null, null, now);
}
