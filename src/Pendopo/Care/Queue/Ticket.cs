using Pendopo.Care.Appointments;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Queue;

/// <summary>Who is called before others, by rule and for all to see; the first comes first.</summary>
public enum PriorityClass
{
    Emergency,
    Elderly,
    Pregnant,
    Disabled,
    SmallChild,
    Usual,
}

/// <summary>Why somebody comes, in groups: for what the centre learns later, never for who reads over a shoulder.</summary>
public enum ReasonGroup
{
    NotAsked,
    Fever,
    Cough,
    Pregnancy,
    Wound,
    Medicine,
    Check,
    Other,
}

/// <summary>How far a number is.</summary>
public enum TicketState
{
    Waiting,

    /// <summary>Called and not seen; called again later.</summary>
    Skipped,

    /// <summary>Called: its person is being served.</summary>
    Serving,
    Served,

    /// <summary>Gone to another queue, or home.</summary>
    Left,
}

/// <summary>A number in the queue of a session. It bears no name.</summary>
public sealed class Ticket : IBelongsToCentre, IVersioned
{
    private Ticket()
    {
    }

    public Id<Ticket> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<QueueLine> LineId { get; private set; }
    public int Number { get; private set; }
    public PriorityClass Priority { get; private set; }
    public ReasonGroup Reason { get; private set; }
    public TicketState State { get; private set; }
    /// <summary>The appointment it was given for, or null for somebody who walked in.</summary>
    public Id<Appointment>? AppointmentId { get; private set; }
    /// <summary>Its turn among those of its class: the number at first, later for who was skipped and came back.</summary>
    public int Turn { get; private set; }
    public string SecretHash { get; private set; } = "";
    public string SecretSealed { get; private set; } = "";
    public DateTimeOffset IssuedAt { get; private set; }
    public DateTimeOffset? CalledAt { get; private set; }
    public int Calls { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    public int Version { get; set; }

    internal static Ticket Of(QueueLine line, int number, PriorityClass priority, ReasonGroup reason, Id<Appointment>? appointment, SecretLink link, DateTimeOffset now) => new()
    {
        Id = Id<Ticket>.New(), CentreId = line.CentreId, LineId = line.Id, Number = number, Turn = number, Priority = priority, Reason = reason, AppointmentId = appointment, SecretHash = link.Hash, SecretSealed = link.Sealed, IssuedAt = now,
    };

    /// <summary>Whether it waits for its turn.</summary>
    public bool Waits => State == TicketState.Waiting;

    public void Call(DateTimeOffset now) => (State, CalledAt, Calls) = (TicketState.Serving, now, Calls + 1);

    /// <summary>Called and not seen. It comes back after those who wait now.</summary>
    public void Skip() => State = TicketState.Skipped;

    /// <summary>Their person is here after all: they are called after the next few.</summary>
    public void Return(int turn) => (State, Turn) = (TicketState.Waiting, turn);

    public void Finish(DateTimeOffset now) => (State, DoneAt) = (TicketState.Served, now);

    public void Leave(DateTimeOffset now) => (State, DoneAt) = (TicketState.Left, now);
}
