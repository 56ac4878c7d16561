using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Opinions;
using Pendopo.Care.Reminders;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care.Appointments;

/// <summary>What is kept of somebody who booked, by their telephone or the reference of an appointment.</summary>
internal sealed class AppointmentRecords(PendopoDb db) : IPersonalRecords, ITouchedPeople
{
    private const int Most = 500;

    public IReadOnlyList<string> Tables => ["care_appointment", "care_reminder_wish", "care_opinion"];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        var rows = await Find(subject).OrderBy(row => row.CreatedAt).Take(Most).ToListAsync(cancel);
        var ids = rows.ConvertAll(row => row.Id.Value);
        var wishes = await db.Set<ReminderWish>().AsNoTracking().Where(row => ids.Contains(row.Subject)).ToDictionaryAsync(row => row.Subject, cancel);
        var own = rows.ConvertAll(row => row.Id);
        var said = await db.Set<VisitOpinion>().AsNoTracking().Where(row => own.Contains(row.AppointmentId)).ToDictionaryAsync(row => row.AppointmentId, cancel);
        return [.. rows.Select(row => new PersonalRecord(BookText.Say("RecordAppointment"), row.CreatedAt, Fields(row, wishes.GetValueOrDefault(row.Id.Value), said.GetValueOrDefault(row.Id))))];
    }

    private static List<KeyValuePair<string, string>> Fields(Appointment row, ReminderWish? wish, VisitOpinion? said)
    {
        List<KeyValuePair<string, string>> fields =
        [
            new(BookText.Say("SayName"), row.Name), new(BookText.Say("SayPhone"), row.Phone.Length > 0 ? "+" + row.Phone : ""), new(BookText.Say("SayTime"), row.StartsAt.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
            new(BookText.Say("SayPayer"), BookText.Say("Payer" + row.Payer)), new(BookText.Say("Reference"), row.Reference), new(BookText.Say("RecordState"), BookText.Say("State" + row.State)),
        ];
        if (wish is not null)
            fields.AddRange([new(ReminderText.Say("WayAsked"), ReminderText.Say("Way" + wish.Way)), new(ReminderText.Say("EmailAsked"), wish.Email), new(ReminderText.Say("SafeWordAsked"), wish.SafeWord)]);
        if (said is not null)
            fields.Add(new(BookText.Say("WhatPeopleSay"), $"{said.Experience}, {said.Wait} {said.Words}".Trim()));
        return fields;
    }

    public async Task<IReadOnlyList<string>> Subjects(RecordSubject subject, CancellationToken cancel) =>
        [.. (await Find(subject).OrderBy(row => row.CreatedAt).Take(Most).Select(row => row.Id).ToListAsync(cancel)).Select(id => $"appointment:{id}")];

    public async Task<IReadOnlyList<TouchedPerson>> Between(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel) =>
        [.. (await db.Set<Appointment>().AsNoTracking().Where(row => (row.CreatedAt >= from && row.CreatedAt < until) || (row.ChangedAt >= from && row.ChangedAt < until)).OrderBy(row => row.CreatedAt).ToListAsync(cancel))
            .Select(row => new TouchedPerson(BookText.Say("RecordAppointment"), row.Name, row.Phone.Length > 0 ? "+" + row.Phone : row.Reference, row.ChangedAt))];

    private IQueryable<Appointment> Find(RecordSubject subject)
    {
        var (phone, reference) = (BookAppointment.PhoneOf(subject.Handle) ?? "", Appointment.Typed(subject.Code));
        return db.Set<Appointment>().AsNoTracking().Where(row => (phone != "" && row.Phone == phone) || (reference != "" && row.Reference == reference));
    }
}

/// <summary>Somebody who booked and is erased: name, telephone and link go; that a time was taken stays. Known by telephone or reference.</summary>
internal sealed class AppointmentErasure(PendopoDb db, TimeProvider time) : IOutsiderErasure
{
    public const string Network = "appointment";

    public IReadOnlyList<string> Tables => ["care_appointment", "care_reminder_wish", "care_opinion"];

    public async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var rows = db.Set<Appointment>().AcrossCentres().AsNoTracking();
        if (name is not null)
        {
            var (phone, reference) = (BookAppointment.PhoneOf(name) ?? "", Appointment.Typed(name));
            rows = rows.Where(row => (phone != "" && row.Phone == phone) || row.Reference == reference);
        }
        return [.. (await rows.Select(row => row.Id).ToListAsync(cancel)).Select(id => new Outsider(Network, id.ToString()))];
    }

    public async Task Erase(Outsider outsider, CancellationToken cancel)
    {
        if (outsider.Network != Network || !Id<Appointment>.TryParse(outsider.Id, null, out var id))
            return;
        foreach (var appointment in await db.Set<Appointment>().AcrossCentres().Where(row => row.Id == id).ToListAsync(cancel))
            appointment.Forget(time.Now());
        foreach (var said in await db.Set<VisitOpinion>().AcrossCentres().Where(row => row.AppointmentId == id).ToListAsync(cancel))
            said.Forget();
        db.RemoveRange(await db.Set<ReminderWish>().AcrossCentres().Where(row => row.Subject == id.Value).ToListAsync(cancel));
    }
}
