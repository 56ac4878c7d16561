using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Opinions;

/// <summary>How a visit was, by who came.</summary>
public enum Experience
{
    VeryBad,
    Bad,
    SoSo,
    Good,
    VeryGood,
}

/// <summary>How the wait felt.</summary>
public enum WaitFelt
{
    Short,
    Bearable,
    Long,
}

/// <summary>What somebody says after a visit: two questions and a few words.</summary>
internal sealed record SaidOpinion(Experience? Experience, WaitFelt? Wait, string Words);

/// <summary>What somebody said after a visit, with the wait that was measured on that day beside the one they felt. One a visit, kept so by the database.</summary>
public sealed class VisitOpinion : IBelongsToCentre
{
    public const int WordsLength = 600;

    private VisitOpinion()
    {
    }

    public Id<VisitOpinion> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Appointment> AppointmentId { get; private set; }
    public Id<HealthService> ServiceId { get; private set; }
    public DateOnly Day { get; private set; }
    public Experience Experience { get; private set; }
    public WaitFelt Wait { get; private set; }
    /// <summary>Read inside the centre alone; may be empty.</summary>
    public string Words { get; private set; } = "";
    /// <summary>Minutes from their number to their call; null without a number.</summary>
    public int? WaitedMinutes { get; private set; }
    /// <summary>The same of the middle one of everybody in that session; null where nobody was called.</summary>
    public int? SessionMinutes { get; private set; }
    public DateTimeOffset SaidAt { get; private set; }

    internal static VisitOpinion Of(Appointment appointment, Experience experience, WaitFelt wait, string words, (int? Waited, int? Session) minutes, DateTimeOffset now) => new()
    {
        Id = Id<VisitOpinion>.New(), CentreId = appointment.CentreId, AppointmentId = appointment.Id, ServiceId = appointment.ServiceId, Day = appointment.Day, Experience = experience, Wait = wait, Words = words,
        WaitedMinutes = minutes.Waited, SessionMinutes = minutes.Session, SaidAt = now,
    };

    /// <summary>Nobody knows any more whose words these were: they go. What was ticked stays.</summary>
    public void Forget() => Words = "";
}

/// <summary>Whether a centre asks after visits, and from how many answers on it shows what they say.</summary>
public sealed class OpinionRules : IBelongsToCentre, IVersioned
{
    public const int UsualEnough = 10, LeastEnough = 5, MostEnough = 1000;

    private OpinionRules()
    {
    }

    public Id<OpinionRules> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>Whether who asked to be reminded is asked once after the visit, too.</summary>
    public bool Asks { get; private set; }
    public int Enough { get; private set; }
    public int Version { get; set; }

    public static OpinionRules Of(Id<Centre> centre) => new() { Id = Id<OpinionRules>.New(), CentreId = centre, Enough = UsualEnough };

    public void Say(bool asks, int enough) => (Asks, Enough) = (asks, enough);
}
