using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Appointments;

/// <summary>How far an appointment is; the words of FHIR's Appointment.status in the order of a visit.</summary>
public enum AppointmentState
{
    Booked,
    CheckedIn,
    Fulfilled,
    NoShow,
    Cancelled,
}

/// <summary>With national insurance (JKN), or without it.</summary>
public enum Payer
{
    Insured,
    Paying,
}

/// <summary>Who comes, as seen by who books.</summary>
public enum ForWhom
{
    Self,
    Child,
    Parent,
    Other,
}

/// <summary>The way by which it was made.</summary>
public enum BookedBy
{
    Web,
    Telephone,
    AtDesk,
}

/// <summary>Who comes, and how they are reached.</summary>
/// <param name="Name">As people give it, in one field.</param>
/// <param name="Phone">Digits with the country before them; empty for a person at the desk who has none.</param>
public sealed record Visitor(string Name, string Phone, ForWhom Whom, Payer Payer);

/// <summary>A time that somebody has at a service. What they have stays out of it: no illness is asked for.</summary>
public sealed class Appointment : IBelongsToCentre, IVersioned
{
    // Six of 31 signs are 887 million.
    public const int NameLength = 120, PhoneLength = 20, ReferenceLength = 6;

    private Appointment()
    {
    }

    public Id<Appointment> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<HealthService> ServiceId { get; private set; }
    public Id<ClinicSession> SessionId { get; private set; }
    public DateOnly Day { get; private set; }
    /// <summary>Minute of the day on the centre's clock.</summary>
    public int Minute { get; private set; }
    /// <summary>The same as an instant, for programs that know no minutes of a day.</summary>
    public DateTimeOffset StartsAt { get; private set; }
    public AppointmentState State { get; private set; }
    public string Name { get; private set; } = "";
    public string Phone { get; private set; } = "";
    public ForWhom Whom { get; private set; }
    public Payer Payer { get; private set; }
    /// <summary>What people say at the desk; unique at the centre.</summary>
    public string Reference { get; private set; } = "";
    public string SecretHash { get; private set; } = "";
    public string SecretSealed { get; private set; } = "";
    public BookedBy How { get; private set; }
    /// <summary>Who made it at the desk; null when the person did.</summary>
    public Id<Person>? ById { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    /// <summary>When they said that they will come at this time; null while they did not.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }
    public int Version { get; set; }

    internal static Appointment Book(Sitting sitting, Seat seat, Visitor visitor, SecretLink link, BookedBy how, Id<Person>? by, DateTimeOffset startsAt, DateTimeOffset now)
    {
        var appointment = new Appointment
        {
            Id = Id<Appointment>.New(), CentreId = sitting.Service.CentreId, ServiceId = sitting.Service.Id, State = AppointmentState.Booked, Name = visitor.Name, Phone = visitor.Phone, Whom = visitor.Whom, Payer = visitor.Payer,
            Reference = SpokenCode.New(ReferenceLength), SecretHash = link.Hash, SecretSealed = link.Sealed, How = how, ById = by, CreatedAt = now,
        };
        appointment.Sit(sitting, seat, startsAt, now);
        return appointment;
    }

    /// <summary>What somebody typed as a reference, as it is kept.</summary>
    public static string Typed(string? reference) => (reference ?? "").Trim().ToUpperInvariant();

    public Visitor Visitor => new(Name, Phone, Whom, Payer);

    /// <summary>Whether the time is still theirs and lies ahead.</summary>
    public bool MayChange(DateTimeOffset now) => State == AppointmentState.Booked && now < StartsAt;

    internal void Reschedule(Sitting sitting, Seat seat, DateTimeOffset startsAt, DateTimeOffset now) => Sit(sitting, seat, startsAt, now);

    /// <summary>They say that they will come.</summary>
    public void Confirm(DateTimeOffset now) => ConfirmedAt ??= now;

    public void Cancel(DateTimeOffset now) => Be(AppointmentState.Cancelled, now);

    public void CheckIn(DateTimeOffset now) => Be(AppointmentState.CheckedIn, now);

    public void Fulfil(DateTimeOffset now) => Be(AppointmentState.Fulfilled, now);

    /// <summary>They did not come. Nobody is punished for it, and it is undone by checking in.</summary>
    public void Miss(DateTimeOffset now) => Be(AppointmentState.NoShow, now);

    /// <summary>Nobody knows any more who this was; that a time was taken stays.</summary>
    public void Forget(DateTimeOffset now)
    {
        (Name, Phone, SecretSealed) = ("–", "", "");
        SecretHash = SecretLink.HashOf($"{Id}");
        ChangedAt = now;
    }

    private void Be(AppointmentState state, DateTimeOffset now) => (State, ChangedAt) = (state, now);

    private void Sit(Sitting sitting, Seat seat, DateTimeOffset startsAt, DateTimeOffset now)
    {
        seat.Give(Id);
        (SessionId, Day, Minute, StartsAt, ChangedAt, ConfirmedAt) = (sitting.Session.Id, sitting.Day, seat.Minute, startsAt, now, null);
    }
}
