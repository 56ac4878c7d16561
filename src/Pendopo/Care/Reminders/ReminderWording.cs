using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;

namespace Pendopo.Care.Reminders;

/// <summary>What one person is told.</summary>
/// <param name="Phone">Digits with the country before them; may be empty.</param>
/// <param name="Text">One line. It names neither the service nor what somebody has.</param>
/// <param name="Link">The person's own page.</param>
internal sealed record ReminderSaid(string Phone, string Subject, string Text, string Link);

/// <summary>Says a reminder from what stands now; null when it is no longer wanted.</summary>
internal sealed class ReminderWording(PendopoDb db, AppointmentKeys keys, Here here, TimeProvider time)
{
    /// <summary>By which a reminder belongs to one time of an appointment.</summary>
    public static string OccasionOf(Appointment appointment, int minutes) => $"{MarkOf(appointment)}{minutes.ToString(CultureInfo.InvariantCulture)}";

    public async Task<ReminderSaid?> Say(Reminder reminder, ReminderWish wish, CancellationToken cancel)
    {
        var id = new Id<Appointment>(reminder.Subject);
        if (await db.Set<Appointment>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { State: AppointmentState.Booked } appointment
            || appointment.StartsAt <= time.Now() || !reminder.Occasion.StartsWith(MarkOf(appointment), StringComparison.Ordinal) || keys.AddressOf(appointment) is not { } link)
            return null;
        var language = CultureInfo.GetCultureInfo(wish.Language);
        var when = $"{appointment.Day.ToString("dddd, d MMMM", language)}, {Hour(appointment.Minute, language)} {Clock.ZoneName(appointment.StartsAt, here.Centre.Zone)}";
        var text = ReminderText.In(language, "Message", here.Centre.Name, when);
        return new(appointment.Phone, ReminderText.In(language, "MailSubject", here.Centre.Name), wish.SafeWord.Length > 0 ? $"{wish.SafeWord}: {text}" : text, link);
    }

    private static string MarkOf(Appointment appointment) => appointment.StartsAt.UtcDateTime.ToString("yyyyMMdd'T'HHmm'-'", CultureInfo.InvariantCulture);

    private static string Hour(int minute, CultureInfo language) => new TimeOnly(minute / 60, minute % 60).ToString(language.TwoLetterISOLanguageName == "id" ? "HH.mm" : "HH:mm", CultureInfo.InvariantCulture);
}
