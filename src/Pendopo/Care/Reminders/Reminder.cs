using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Reminders;

/// <summary>What somebody is reminded of.</summary>
public enum RemindedOf
{
    Appointment,

    /// <summary>A time that became free for somebody who waits.</summary>
    Offer,

    /// <summary>The meetings of a class, and what befalls them.</summary>
    Class,
}

/// <summary>How far a reminder is.</summary>
public enum ReminderState
{
    /// <summary>On its way, or to be tried again.</summary>
    Waiting,
    Sent,
    Failed,

    /// <summary>Nobody knows whether it arrived; it is not sent again.</summary>
    Unknown,

    /// <summary>It was moved, cancelled or no longer wanted before it left.</summary>
    TakenBack,
}

/// <summary>One word to one person about one thing. The database keeps one row an occasion (<see cref="ReminderSchema"/>): none is sent twice, over
/// restarts, several nodes and a clock that was set back.</summary>
public sealed class Reminder : IBelongsToCentre, IVersioned
{
    public const int OccasionLength = 40, ReasonLength = 200;

    private Reminder()
    {
    }

    public Id<Reminder> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public RemindedOf Of { get; private set; }
    /// <summary>The row that it is about.</summary>
    public Guid Subject { get; private set; }
    /// <summary>Which of its reminders this is: another time of the same appointment is another occasion.</summary>
    public string Occasion { get; private set; } = "";
    public ReminderWay Way { get; private set; }
    public ReminderState State { get; private set; }
    /// <summary>Why it failed or waits: a code of ours (<see cref="ReminderText.Why"/>), or the network's own word; null while nothing is wrong.</summary>
    public string? Reason { get; private set; }
    public DateTimeOffset MadeAt { get; private set; }
    /// <summary>Until when it is of use.</summary>
    public DateTimeOffset Until { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }
    public int Version { get; set; }

    internal static Reminder Make(ReminderWish wish, string occasion, DateTimeOffset until, DateTimeOffset now) => new()
    {
        Id = Id<Reminder>.New(), CentreId = wish.CentreId, Of = wish.Of, Subject = wish.Subject, Occasion = occasion, Way = wish.Way, MadeAt = now, Until = until,
    };

    public void Settle(ReminderState state, string? reason, DateTimeOffset now) => (State, Reason, SettledAt) = (state, reason is { Length: > 0 } ? KeptText.Of(reason, ReasonLength) : null, now);

    public void Wait(string? reason) => Reason = reason is { Length: > 0 } ? KeptText.Of(reason, ReasonLength) : Reason;
}
