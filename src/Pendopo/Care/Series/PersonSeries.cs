using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Series;

/// <summary>Visits that belong together, of one person: from a day of birth, a last period or the first day of a treatment on.</summary>
public sealed class PersonSeries : IBelongsToCentre, IVersioned
{
    private PersonSeries()
    {
    }

    public Id<PersonSeries> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public SeriesKind Kind { get; private set; }
    public Id<HealthService> ServiceId { get; private set; }
    public string Name { get; private set; } = "";
    public string Phone { get; private set; } = "";
    public Payer Payer { get; private set; }
    /// <summary>From which the days of the table count.</summary>
    public DateOnly Beginning { get; private set; }
    public Id<Person> ById { get; private set; }
    public DateTimeOffset MadeAt { get; private set; }
    /// <summary>When it was ended before its last visit; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public int Version { get; set; }

    internal static PersonSeries Begin(Id<Centre> centre, BegunSeries begun, Id<Person> by, DateTimeOffset now) => new()
    {
        Id = Id<PersonSeries>.New(), CentreId = centre, Kind = begun.Kind, ServiceId = begun.Service, Name = begun.Name, Phone = begun.Phone, Payer = begun.Payer, Beginning = begun.Beginning, ById = by, MadeAt = now,
    };

    public void End(DateTimeOffset now) => EndedAt = now;
}

/// <summary>What a series begins with.</summary>
internal sealed record BegunSeries(SeriesKind Kind, Id<HealthService> Service, DateOnly Beginning, string Name, string Phone, Payer Payer);

/// <summary>One visit of a series. It keeps its place whatever becomes of its appointments.</summary>
public sealed class SeriesVisit : IBelongsToCentre, IVersioned
{
    private SeriesVisit()
    {
    }

    public Id<SeriesVisit> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<PersonSeries> SeriesId { get; private set; }
    /// <summary>From 1.</summary>
    public int Number { get; private set; }
    public string Name { get; private set; } = "";
    public DateOnly FromDay { get; private set; }
    public DateOnly ToDay { get; private set; }
    public int Gap { get; private set; }
    public Id<Appointment>? AppointmentId { get; private set; }
    /// <summary>When it was had, at another place or without an appointment; null while it was not.</summary>
    public DateOnly? HadOn { get; private set; }
    public int Version { get; set; }

    public static SeriesVisit Of(PersonSeries series, int number, SeriesStep step) => new()
    {
        Id = Id<SeriesVisit>.New(), CentreId = series.CentreId, SeriesId = series.Id, Number = number, Name = step.Name, FromDay = series.Beginning.AddDays(step.From), ToDay = series.Beginning.AddDays(step.To), Gap = step.Gap,
    };

    public void Book(Id<Appointment> appointment) => AppointmentId = appointment;

    public void Had(DateOnly? day) => HadOn = day;
}

/// <summary>How a visit of a series stands.</summary>
public enum VisitStanding
{
    Done,
    Booked,

    /// <summary>It was booked, and nobody came, or it was cancelled.</summary>
    Missed,

    /// <summary>Its days have passed without an appointment.</summary>
    Late,
    Due,
    Later,
}

/// <summary>A visit with what is proposed for it.</summary>
/// <param name="Proposed">The day from which it should be; null for one that was had or is booked.</param>
internal sealed record PlacedVisit(SeriesVisit Visit, VisitStanding Standing, DateOnly? Proposed, Appointment? Appointment)
{
    public bool IsOpen => Proposed is not null;

    public bool IsBehind => Standing is VisitStanding.Missed or VisitStanding.Late;

    /// <summary>Proposes a day for each visit that is open: in its own days where they still lie ahead, else as soon as the gap after the one before allows. Pure.</summary>
    /// <param name="catchesUp">False where a visit whose days have passed is not had later: those of a pregnancy belong to their weeks.</param>
    public static IReadOnlyList<PlacedVisit> Of(IEnumerable<SeriesVisit> visits, IReadOnlyDictionary<Id<Appointment>, Appointment> appointments, DateOnly today, bool catchesUp = true)
    {
        var (placed, before) = (new List<PlacedVisit>(), (DateOnly?)null);
        foreach (var visit in visits.OrderBy(row => row.Number))
        {
            var appointment = visit.AppointmentId is { } id ? appointments.GetValueOrDefault(id) : null;
            var came = visit.HadOn ?? (appointment is { State: AppointmentState.CheckedIn or AppointmentState.Fulfilled } ? appointment.Day : null);
            if ((came ?? (appointment is { State: AppointmentState.Booked } && appointment.Day >= today ? appointment.Day : null)) is { } fixedDay)
            {
                placed.Add(new(visit, came is null ? VisitStanding.Booked : VisitStanding.Done, null, appointment));
                before = fixedDay;
                continue;
            }
            if (!catchesUp && visit.ToDay < today)
            {
                placed.Add(new(visit, appointment is null ? VisitStanding.Late : VisitStanding.Missed, null, appointment));
                continue;
            }
            var soonest = new[] { visit.FromDay, today, before is { } last ? last.AddDays(visit.Gap) : visit.FromDay }.Max();
            var standing = appointment is not null ? VisitStanding.Missed : visit.ToDay < today ? VisitStanding.Late : visit.FromDay <= today ? VisitStanding.Due : VisitStanding.Later;
            placed.Add(new(visit, standing, soonest, appointment));
            before = soonest;
        }
        return placed;
    }
}
