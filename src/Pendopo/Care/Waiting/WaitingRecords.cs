using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Reminders;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care.Waiting;

/// <summary>What is kept of somebody who waits, by their telephone.</summary>
internal sealed class WaitingRecords(PendopoDb db) : IPersonalRecords, ITouchedPeople
{
    private const int Most = 500;

    public IReadOnlyList<string> Tables => ["care_waiting"];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        var phone = BookAppointment.PhoneOf(subject.Handle) ?? "";
        var rows = await db.Set<WaitingEntry>().AsNoTracking().Where(row => phone != "" && row.Phone == phone).OrderBy(row => row.MadeAt).Take(Most).ToListAsync(cancel);
        return [.. rows.Select(row => new PersonalRecord(WaitingText.Say("Record"), row.MadeAt,
        [
            new(BookText.Say("SayName"), row.Name), new(BookText.Say("SayPhone"), "+" + row.Phone), new(WaitingText.Say("Days"), string.Create(CultureInfo.InvariantCulture, $"{row.FromDay:yyyy-MM-dd} – {row.UntilDay:yyyy-MM-dd}")),
            new(BookText.Say("SayPayer"), BookText.Say("Payer" + row.Payer)), new(BookText.Say("RecordState"), WaitingText.Say("State" + row.State)),
        ]))];
    }

    public async Task<IReadOnlyList<TouchedPerson>> Between(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel) =>
        [.. (await db.Set<WaitingEntry>().AsNoTracking().Where(row => row.MadeAt >= from && row.MadeAt < until).OrderBy(row => row.MadeAt).ToListAsync(cancel))
            .Select(row => new TouchedPerson(WaitingText.Say("Record"), row.Name, row.Phone.Length > 0 ? "+" + row.Phone : "", row.MadeAt))];
}

/// <summary>Somebody who waited and is erased: name, telephone, link and wish go; that somebody waited stays.</summary>
internal sealed class WaitingErasure(PendopoDb db, TimeProvider time) : IOutsiderErasure
{
    public const string Network = "waiting";

    public IReadOnlyList<string> Tables => ["care_waiting", "care_reminder_wish"];

    public async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var rows = db.Set<WaitingEntry>().AcrossCentres().AsNoTracking();
        if (name is not null)
        {
            var phone = BookAppointment.PhoneOf(name) ?? "";
            rows = rows.Where(row => phone != "" && row.Phone == phone);
        }
        return [.. (await rows.Select(row => row.Id).ToListAsync(cancel)).Select(id => new Outsider(Network, id.ToString()))];
    }

    public async Task Erase(Outsider outsider, CancellationToken cancel)
    {
        if (outsider.Network != Network || !Id<WaitingEntry>.TryParse(outsider.Id, null, out var id))
            return;
        foreach (var entry in await db.Set<WaitingEntry>().AcrossCentres().Where(row => row.Id == id).ToListAsync(cancel))
            entry.Forget(time.Now());
        db.RemoveRange(await db.Set<ReminderWish>().AcrossCentres().Where(row => row.Subject == id.Value).ToListAsync(cancel));
    }
}
