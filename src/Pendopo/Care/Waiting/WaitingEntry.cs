using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Waiting;

/// <summary>How far somebody's wait for a time is.</summary>
public enum WaitingState
{
    Waiting,

    /// <summary>They took a time that was offered.</summary>
    Booked,

    /// <summary>They, or the desk for them, took their name out.</summary>
    Left,

    /// <summary>The last day that suited them has passed.</summary>
    Over,
}

/// <summary>Who waits for a time at a service, and on which days it suits.</summary>
internal sealed record WaitWish(Id<HealthService> Service, DateOnly From, DateOnly Until, string Name, string Phone, Payer Payer);

/// <summary>A name in the line for a time at a service. What becomes free is offered to the first whom it suits.</summary>
public sealed class WaitingEntry : IBelongsToCentre, IVersioned
{
    private WaitingEntry()
    {
    }

    public Id<WaitingEntry> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<HealthService> ServiceId { get; private set; }
    public DateOnly FromDay { get; private set; }
    public DateOnly UntilDay { get; private set; }
    public string Name { get; private set; } = "";
    public string Phone { get; private set; } = "";
    public Payer Payer { get; private set; }
    public WaitingState State { get; private set; }
    public string SecretHash { get; private set; } = "";
    public string SecretSealed { get; private set; } = "";
    /// <summary>What they booked in the end.</summary>
    public Id<Appointment>? AppointmentId { get; private set; }
    /// <summary>Who wrote it down at the desk; null when the person did.</summary>
    public Id<Person>? ById { get; private set; }
    public DateTimeOffset MadeAt { get; private set; }
    /// <summary>When they were last offered a time; changed with each offer, so that two nodes never offer at once.</summary>
    public DateTimeOffset? OfferedAt { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }
    public int Version { get; set; }

    internal static WaitingEntry Of(Id<Centre> centre, WaitWish wish, SecretLink link, Id<Person>? by, DateTimeOffset now) => new()
    {
        Id = Id<WaitingEntry>.New(), CentreId = centre, ServiceId = wish.Service, FromDay = wish.From, UntilDay = wish.Until, Name = wish.Name, Phone = wish.Phone, Payer = wish.Payer,
        SecretHash = link.Hash, SecretSealed = link.Sealed, ById = by, MadeAt = now,
    };

    public void Offer(DateTimeOffset now) => OfferedAt = now;

    public void Book(Id<Appointment> appointment, DateTimeOffset now) => (State, AppointmentId, SettledAt) = (WaitingState.Booked, appointment, now);

    public void Leave(DateTimeOffset now) => (State, SettledAt) = (WaitingState.Left, now);

    public void End(DateTimeOffset now) => (State, SettledAt) = (WaitingState.Over, now);

    /// <summary>Nobody knows any more who this was.</summary>
    public void Forget(DateTimeOffset now)
    {
        (Name, Phone, SecretSealed, SecretHash) = ("–", "", "", SecretLink.HashOf($"{Id}"));
        if (State == WaitingState.Waiting)
            Leave(now);
    }
}

/// <summary>What became of an offer.</summary>
public enum OfferState
{
    Open,
    Taken,
    Declined,

    /// <summary>Nobody answered in time; the next in line gets it.</summary>
    Passed,
}

/// <summary>A time that is held for somebody in the line. The database keeps one row a person and time: none is offered the same time twice.</summary>
public sealed class WaitingOffer : IBelongsToCentre, IVersioned
{
    /// <summary>So long a time is kept for who it is offered to.</summary>
    public static readonly TimeSpan Stands = TimeSpan.FromMinutes(30);

    private WaitingOffer()
    {
    }

    public Id<WaitingOffer> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<WaitingEntry> EntryId { get; private set; }
    public Id<ClinicSession> SessionId { get; private set; }
    public DateOnly Day { get; private set; }
    public int Minute { get; private set; }
    public OfferState State { get; private set; }
    /// <summary>By which the held place is known; empty once it is settled.</summary>
    public string HoldSealed { get; private set; } = "";
    public DateTimeOffset MadeAt { get; private set; }
    public DateTimeOffset Until { get; private set; }
    public int Version { get; set; }

    internal static WaitingOffer Of(WaitingEntry entry, FreeTime time, string hold, DateTimeOffset now) => new()
    {
        Id = Id<WaitingOffer>.New(), CentreId = entry.CentreId, EntryId = entry.Id, SessionId = time.Sitting.Session.Id, Day = time.Sitting.Day, Minute = time.Minute, HoldSealed = hold, MadeAt = now, Until = now + Stands,
    };

    public bool IsOpen(DateTimeOffset now) => State == OfferState.Open && now < Until;

    internal AskedTime Time => new(SessionId, Day, Minute);

    public void Settle(OfferState state) => (State, HoldSealed) = (state, "");
}
