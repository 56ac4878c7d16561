using Pendopo.Care.Services;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Queue;

/// <summary>The queue of one session on one day: its last number, and whether it goes on.</summary>
public sealed class QueueLine : IBelongsToCentre, IVersioned
{
    private QueueLine()
    {
    }

    public Id<QueueLine> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<HealthService> ServiceId { get; private set; }
    public Id<ClinicSession> SessionId { get; private set; }
    public DateOnly Day { get; private set; }
    public string Letter { get; private set; } = "";
    /// <summary>The last number that was given; 0 before the first. Raised in the transaction that gives it, so that none is left out.</summary>
    public int Last { get; private set; }
    public DateTimeOffset? PausedAt { get; private set; }
    public int Version { get; set; }

    public static QueueLine Of(Sitting sitting)
    {
        ArgumentNullException.ThrowIfNull(sitting);
        return new() { Id = Id<QueueLine>.New(), CentreId = sitting.Service.CentreId, ServiceId = sitting.Service.Id, SessionId = sitting.Session.Id, Day = sitting.Day, Letter = sitting.Service.Letter };
    }

    public void Pause(DateTimeOffset now) => PausedAt = now;

    public void GoOn() => PausedAt = null;
}
