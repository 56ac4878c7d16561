using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Reminders;
using Pendopo.Care.Services;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Ui;

namespace Pendopo.Care.Classes;

/// <summary>Writes to people of a class by the way they chose, in the transaction of what happens. Each occasion leaves once.</summary>
internal sealed class TellClass(PendopoDb db, JobBoard jobs, TimeProvider time)
{
    /// <summary>A meeting falls out: everybody who has or is offered a place.</summary>
    public async Task FallsOut(ClassMeeting meeting, CancellationToken cancel)
    {
        foreach (var person in await db.Set<ClassPerson>().AsNoTracking().Where(row => row.ClassId == meeting.ClassId && (row.State == ClassState.Joined || row.State == ClassState.Offered || row.State == ClassState.Asked)).ToListAsync(cancel))
            await Tell(person.Id, ClassWording.FallsOut(meeting), meeting.StartsAt, cancel);
    }

    public Task Accepted(ClassPerson person, CancellationToken cancel) => Tell(person.Id, ClassWording.Accepted, time.Now().AddDays(7), cancel);

    public Task Offered(ClassPerson person, CancellationToken cancel) => Tell(person.Id, ClassWording.OfferOf(person), person.OfferUntil!.Value, cancel);

    private async Task Tell(Id<ClassPerson> person, string occasion, DateTimeOffset until, CancellationToken cancel)
    {
        if (await db.Set<ReminderWish>().AsNoTracking().FirstOrDefaultAsync(row => row.Subject == person.Value && row.RestrictedAt == null, cancel) is { } wish
            && !await db.Set<Reminder>().AnyAsync(row => row.Subject == person.Value && row.Occasion == occasion, cancel))
            jobs.Add(new SendReminder(db.Add(Reminder.Make(wish, occasion, until, time.Now())).Entity.Id), lane: $"{wish.Way}");
    }
}

/// <summary>Says what people of a class are told, from what stands now; null when it is no longer so. It names neither the class nor a person.</summary>
internal sealed class ClassWording(PendopoDb db, ClassKeys keys, Here here, TimeProvider time)
{
    public const string Accepted = "accepted";

    private const string Off = "off-", Offer = "place-";

    public static string FallsOut(ClassMeeting meeting) => $"{Off}{meeting.Id.Value:N}";

    public static string OfferOf(ClassPerson person) => Offer + person.Offers.ToString(CultureInfo.InvariantCulture);

    /// <summary>By which a reminder belongs to one meeting.</summary>
    public static string OccasionOf(ClassMeeting meeting, int minutes) => $"{ReminderLines.MarkOf(meeting.StartsAt)}{minutes.ToString(CultureInfo.InvariantCulture)}";

    public async Task<ReminderSaid?> Say(Reminder reminder, ReminderWish wish, CancellationToken cancel)
    {
        var id = new Id<ClassPerson>(reminder.Subject);
        if (await db.Set<ClassPerson>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { IsOpen: true } person || keys.AddressOf(person) is not { } link || await Text(reminder, person, CultureInfo.GetCultureInfo(wish.Language), cancel) is not { } text)
            return null;
        return ReminderLines.Of(wish, here.Centre.Name, person.Phone, text, link);
    }

    private async Task<string?> Text(Reminder reminder, ClassPerson person, CultureInfo language, CancellationToken cancel)
    {
        var (occasion, now) = (reminder.Occasion, time.Now());
        if (occasion == Accepted)
            return person.HasPlace ? ReminderText.In(language, "ClassAcceptedMessage", here.Centre.Name) : null;
        if (occasion.StartsWith(Offer, StringComparison.Ordinal))
            return person.IsOffered(now) && OfferOf(person) == occasion ? ReminderText.In(language, "ClassOfferMessage", here.Centre.Name, At(person.OfferUntil!.Value, language)) : null;
        var meetings = await db.Set<ClassMeeting>().AsNoTracking().Where(row => row.ClassId == person.ClassId && row.StartsAt > now).ToListAsync(cancel);
        if (occasion.StartsWith(Off, StringComparison.Ordinal))
            return meetings.Find(row => !row.IsHeld && FallsOut(row) == occasion) is { } off ? ReminderText.In(language, "ClassOffMessage", here.Centre.Name, At(off.StartsAt, language)) : null;
        return person.HasPlace && meetings.Find(row => row.IsHeld && occasion.StartsWith(ReminderLines.MarkOf(row.StartsAt), StringComparison.Ordinal)) is { } coming ? ReminderText.In(language, "ClassMessage", here.Centre.Name, At(coming.StartsAt, language)) : null;
    }

    private string At(DateTimeOffset instant, CultureInfo language)
    {
        var local = TimeZoneInfo.ConvertTime(instant, here.Centre.Zone);
        return ReminderLines.When(DateOnly.FromDateTime(local.DateTime), (local.Hour * 60) + local.Minute, instant, here.Centre.Zone, language);
    }
}
