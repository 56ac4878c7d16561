using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Classes;
using Pendopo.Care.Opinions;
using Pendopo.Care.Rebookings;
using Pendopo.Care.Services;
using Pendopo.Care.Waiting;
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
internal sealed class ReminderWording(PendopoDb db, AppointmentKeys keys, WaitingKeys waiting, ClassWording classes, Here here, TimeProvider time)
{
    private const string FallsAway = "rebook-", After = "opinion-";

    /// <summary>By which a reminder belongs to one time of an appointment.</summary>
    public static string OccasionOf(Appointment appointment, int minutes) => $"{ReminderLines.MarkOf(appointment.StartsAt)}{minutes.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>By which a reminder belongs to one offer.</summary>
    public static string OccasionOf(WaitingOffer offer) => $"offer-{offer.Id.Value:N}";

    /// <summary>By which a message belongs to one time that falls away.</summary>
    public static string OccasionOf(RebookingCase open) => $"{FallsAway}{open.Id.Value:N}";

    public Task<ReminderSaid?> Say(Reminder reminder, ReminderWish wish, CancellationToken cancel) => reminder switch
    {
        { Of: RemindedOf.Offer } => OfOffer(reminder, wish, cancel),
        { Of: RemindedOf.Class } => classes.Say(reminder, wish, cancel),
        _ when reminder.Occasion.StartsWith(FallsAway, StringComparison.Ordinal) => OfCase(reminder, wish, cancel),
        _ when reminder.Occasion.StartsWith(After, StringComparison.Ordinal) => OfVisit(reminder, wish, cancel),
        _ => OfAppointment(reminder, wish, cancel),
    };

    /// <summary>By which the question after a visit belongs to it.</summary>
    public static string OpinionOf(Appointment appointment) => $"{After}{appointment.Id.Value:N}";

    private async Task<ReminderSaid?> OfVisit(Reminder reminder, ReminderWish wish, CancellationToken cancel)
    {
        var id = new Id<Appointment>(reminder.Subject);
        if (await db.Set<Appointment>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { State: AppointmentState.CheckedIn or AppointmentState.Fulfilled } appointment
            || await db.Set<VisitOpinion>().AnyAsync(row => row.AppointmentId == id, cancel) || keys.AddressOf(appointment) is not { } link)
            return null;
        var language = CultureInfo.GetCultureInfo(wish.Language);
        return Of(appointment.Phone, ReminderText.In(language, "OpinionMessage", here.Centre.Name, appointment.Day.ToString("dddd, d MMMM", language)), $"{link}/opinion", wish);
    }

    private async Task<ReminderSaid?> OfCase(Reminder reminder, ReminderWish wish, CancellationToken cancel)
    {
        var id = new Id<Appointment>(reminder.Subject);
        if (await db.Set<RebookingCase>().AsNoTracking().FirstOrDefaultAsync(row => row.OpenOf == id, cancel) is not { } open || OccasionOf(open) != reminder.Occasion
            || await db.Set<Appointment>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { State: AppointmentState.Booked } appointment || keys.AddressOf(appointment) is not { } link)
            return null;
        var language = CultureInfo.GetCultureInfo(wish.Language);
        var was = When(appointment.Day, appointment.Minute, appointment.StartsAt, language);
        if (!open.IsKept(time.Now()))
            return Of(appointment.Phone, ReminderText.In(language, "FallsAwayMessage", here.Centre.Name, was), link, wish);
        var until = TimeZoneInfo.ConvertTime(open.Until!.Value, here.Centre.Zone);
        var kept = When(open.Day!.Value, open.Minute!.Value, HoursText.Instant(open.Day.Value, open.Minute.Value, here.Centre.Zone), language);
        return Of(appointment.Phone, ReminderText.In(language, "OtherTimeMessage", here.Centre.Name, was, kept, $"{until.ToString("dddd", language)} {ReminderLines.Hour((until.Hour * 60) + until.Minute, language)}"), link, wish);
    }

    private async Task<ReminderSaid?> OfOffer(Reminder reminder, ReminderWish wish, CancellationToken cancel)
    {
        var (id, now) = (new Id<WaitingEntry>(reminder.Subject), time.Now());
        if (await db.Set<WaitingEntry>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { State: WaitingState.Waiting } entry || waiting.AddressOf(entry) is not { } link
            || (await db.Set<WaitingOffer>().AsNoTracking().Where(row => row.EntryId == id && row.State == OfferState.Open).ToListAsync(cancel)).Find(row => row.IsOpen(now) && OccasionOf(row) == reminder.Occasion) is not { } offer)
            return null;
        var (language, until) = (CultureInfo.GetCultureInfo(wish.Language), TimeZoneInfo.ConvertTime(offer.Until, here.Centre.Zone));
        return Of(entry.Phone, ReminderText.In(language, "OfferMessage", here.Centre.Name, When(offer.Day, offer.Minute, offer.Until, language), ReminderLines.Hour((until.Hour * 60) + until.Minute, language)), link, wish);
    }

    private async Task<ReminderSaid?> OfAppointment(Reminder reminder, ReminderWish wish, CancellationToken cancel)
    {
        var id = new Id<Appointment>(reminder.Subject);
        if (await db.Set<Appointment>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { State: AppointmentState.Booked } appointment
            || appointment.StartsAt <= time.Now() || !reminder.Occasion.StartsWith(ReminderLines.MarkOf(appointment.StartsAt), StringComparison.Ordinal) || keys.AddressOf(appointment) is not { } link)
            return null;
        var language = CultureInfo.GetCultureInfo(wish.Language);
        return Of(appointment.Phone, ReminderText.In(language, "Message", here.Centre.Name, When(appointment.Day, appointment.Minute, appointment.StartsAt, language)), link, wish);
    }

    private ReminderSaid Of(string phone, string text, string link, ReminderWish wish) => ReminderLines.Of(wish, here.Centre.Name, phone, text, link);

    private string When(DateOnly day, int minute, DateTimeOffset at, CultureInfo language) => ReminderLines.When(day, minute, at, here.Centre.Zone, language);
}
