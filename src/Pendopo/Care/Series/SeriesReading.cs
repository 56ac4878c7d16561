using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Series;

/// <summary>A series with its visits as they stand today.</summary>
internal sealed record SeriesLine(PersonSeries Series, HealthService Service, IReadOnlyList<PlacedVisit> Visits)
{
    public int Done => Visits.Count(visit => visit.Standing == VisitStanding.Done);

    public PlacedVisit? Behind => Visits.FirstOrDefault(visit => visit.IsBehind);

    public bool IsOver => Series.EndedAt is not null || Visits.All(visit => !visit.IsOpen && visit.Standing != VisitStanding.Booked);
}

/// <summary>Reads series as the desk and nurses see them.</summary>
internal sealed class SeriesReading(PendopoDb db, PlanReader plans)
{
    private const int Most = 500;

    /// <summary>Those that go on: where something was missed or is late first, then by the next visit.</summary>
    public async Task<IReadOnlyList<SeriesLine>> Running(CancellationToken cancel)
    {
        var today = plans.Today;
        var open = db.Set<SeriesVisit>().Where(visit => visit.HadOn == null && !db.Set<Appointment>().Any(row => row.Id == visit.AppointmentId && (row.State == AppointmentState.CheckedIn || row.State == AppointmentState.Fulfilled)));
        var going = db.Set<PersonSeries>().AsNoTracking().Where(row => row.EndedAt == null && open.Any(visit => visit.SeriesId == row.Id && (row.Kind != SeriesKind.Antenatal || visit.ToDay >= today)));
        var lines = await Lines(await going.OrderBy(row => open.Where(visit => visit.SeriesId == row.Id).Min(visit => visit.ToDay)).ThenBy(row => row.Id).Take(Most).ToListAsync(cancel), cancel);
        return [.. lines.Where(line => !line.IsOver).OrderBy(line => line.Behind is null).ThenBy(line => line.Visits.FirstOrDefault(visit => visit.IsOpen)?.Proposed)];
    }

    public async Task<SeriesLine?> Find(Id<PersonSeries> id, CancellationToken cancel) =>
        await db.Set<PersonSeries>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } series ? (await Lines([series], cancel))[0] : null;

    private async Task<List<SeriesLine>> Lines(List<PersonSeries> all, CancellationToken cancel)
    {
        var (ids, services) = (all.ConvertAll(row => row.Id), all.ConvertAll(row => row.ServiceId));
        var visits = await db.Set<SeriesVisit>().AsNoTracking().Where(row => ids.Contains(row.SeriesId)).ToListAsync(cancel);
        var booked = visits.ConvertAll(row => row.AppointmentId).OfType<Id<Appointment>>().ToList();
        var appointments = await db.Set<Appointment>().AsNoTracking().Where(row => booked.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var serviceById = await db.Set<HealthService>().AsNoTracking().Where(row => services.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var bySeries = visits.ToLookup(row => row.SeriesId);
        return all.ConvertAll(series => new SeriesLine(series, serviceById[series.ServiceId], PlacedVisit.Of(bySeries[series.Id], appointments, plans.Today, series.Kind != SeriesKind.Antenatal)));
    }
}
