using Pendopo.Care.Appointments;
using Pendopo.Care.Classes;
using Pendopo.Care.Waiting;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Reminders;

/// <summary>A thing that somebody may be reminded of, and who that is.</summary>
/// <param name="Phone">Digits with the country before them; may be empty.</param>
/// <param name="Audited">Under which name the audit tells of it.</param>
public sealed record Reminded(RemindedOf What, Guid Subject, Id<Centre> Centre, string Phone, string Name, string Audited)
{
    public static Reminded Of(Appointment appointment)
    {
        ArgumentNullException.ThrowIfNull(appointment);
        return new(RemindedOf.Appointment, appointment.Id.Value, appointment.CentreId, appointment.Phone, appointment.Name, $"appointment:{appointment.Id}");
    }

    public static Reminded Of(WaitingEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new(RemindedOf.Offer, entry.Id.Value, entry.CentreId, entry.Phone, entry.Name, $"waiting:{entry.Id}");
    }

    public static Reminded Of(ClassPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new(RemindedOf.Class, person.Id.Value, person.CentreId, person.Phone, person.Name, $"class-person:{person.Id}");
    }
}
