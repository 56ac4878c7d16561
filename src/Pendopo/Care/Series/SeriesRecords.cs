using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care.Series;

/// <summary>What is kept of somebody who has a series, by their telephone or the reference of one of its appointments.</summary>
internal sealed class SeriesRecords(PendopoDb db) : IPersonalRecords, ITouchedPeople
{
    private const int Most = 500;

    public IReadOnlyList<string> Tables => ["care_series", "care_series_visit"];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        var rows = await Find(db.Set<PersonSeries>().AsNoTracking(), db.Set<SeriesVisit>().AsNoTracking(), db.Set<Appointment>().AsNoTracking(), subject.Handle, subject.Code).OrderBy(row => row.MadeAt).Take(Most).ToListAsync(cancel);
        var ids = rows.ConvertAll(row => row.Id);
        var visits = (await db.Set<SeriesVisit>().AsNoTracking().Where(row => ids.Contains(row.SeriesId)).OrderBy(row => row.Number).ToListAsync(cancel)).ToLookup(row => row.SeriesId);
        return [.. rows.Select(row => new PersonalRecord(SeriesText.Say("Kind" + row.Kind), row.MadeAt,
        [
            new(BookText.Say("SayName"), row.Name), new(BookText.Say("SayPhone"), row.Phone.Length > 0 ? "+" + row.Phone : ""), new(SeriesText.Say("Beginning" + row.Kind), CarePages.Field(row.Beginning)),
            .. visits[row.Id].Select(visit => new KeyValuePair<string, string>(visit.Name, $"{CarePages.Field(visit.FromDay)} – {CarePages.Field(visit.ToDay)}{(visit.HadOn is { } had ? ", " + CarePages.Field(had) : "")}")),
        ]))];
    }

    public async Task<IReadOnlyList<string>> Subjects(RecordSubject subject, CancellationToken cancel) =>
        [.. (await Find(db.Set<PersonSeries>().AsNoTracking(), db.Set<SeriesVisit>().AsNoTracking(), db.Set<Appointment>().AsNoTracking(), subject.Handle, subject.Code).OrderBy(row => row.MadeAt).Take(Most).Select(row => row.Id).ToListAsync(cancel)).Select(id => $"series:{id}")];

    public async Task<IReadOnlyList<TouchedPerson>> Between(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel) =>
        [.. (await db.Set<PersonSeries>().AsNoTracking().Where(row => row.MadeAt >= from && row.MadeAt < until).OrderBy(row => row.MadeAt).ToListAsync(cancel))
            .Select(row => new TouchedPerson(SeriesText.Say("Kind" + row.Kind), row.Name, row.Phone.Length > 0 ? "+" + row.Phone : "", row.MadeAt))];

    internal static IQueryable<PersonSeries> Find(IQueryable<PersonSeries> rows, IQueryable<SeriesVisit> visits, IQueryable<Appointment> appointments, string known, string code)
    {
        var (phone, reference) = (BookAppointment.PhoneOf(known) ?? "", Appointment.Typed(code));
        // Who gave no telephone and has nothing booked is found by what stands in the address of the page.
        Id<PersonSeries>? own = Id<PersonSeries>.TryParse(code, null, out var id) ? id : null;
        return rows.Where(row => (own != null && row.Id == own) || (phone != "" && row.Phone == phone) || (reference != "" && visits.Any(visit => visit.SeriesId == row.Id && appointments.Any(appointment => appointment.Id == visit.AppointmentId && appointment.Reference == reference))));
    }
}

/// <summary>Somebody who had a series and is erased: it goes with its visits; their appointments are erased by themselves.</summary>
internal sealed class SeriesErasure(PendopoDb db) : IOutsiderErasure
{
    public const string Network = "series";

    public IReadOnlyList<string> Tables => ["care_series", "care_series_visit"];

    public async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var rows = db.Set<PersonSeries>().AcrossCentres().AsNoTracking();
        if (name is not null)
            rows = SeriesRecords.Find(rows, db.Set<SeriesVisit>().AcrossCentres(), db.Set<Appointment>().AcrossCentres(), name, name);
        return [.. (await rows.Select(row => row.Id).ToListAsync(cancel)).Select(id => new Outsider(Network, id.ToString()))];
    }

    public async Task Erase(Outsider outsider, CancellationToken cancel)
    {
        if (outsider.Network != Network || !Id<PersonSeries>.TryParse(outsider.Id, null, out var id))
            return;
        db.RemoveRange(await db.Set<PersonSeries>().AcrossCentres().Where(row => row.Id == id).ToListAsync(cancel));
        db.RemoveRange(await db.Set<SeriesVisit>().AcrossCentres().Where(row => row.SeriesId == id).ToListAsync(cancel));
    }
}
