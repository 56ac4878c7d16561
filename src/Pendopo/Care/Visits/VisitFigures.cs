using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Visits;

/// <summary>What became of the appointments of one service. Numbers alone, of nobody.</summary>
/// <param name="NotNoted">Past ones of which nobody noted anything.</param>
internal sealed record ServiceVisits(HealthService Service, int Came, int Missed, int Cancelled, int NotNoted)
{
    /// <summary>With fewer a share is chance, and would be about single people.</summary>
    public const int Enough = 10;

    /// <summary>In a hundred of those of whom it is known; null while they are few.</summary>
    public int? MissedShare => Came + Missed >= Enough ? (int)Math.Round(100.0 * Missed / (Came + Missed)) : null;
}

/// <summary>Counts who came and who did not, service by service.</summary>
internal sealed class VisitFigures(PendopoDb db, PlanReader plans)
{
    public const int MostDays = 366;

    /// <param name="days">So many days back from yesterday, from 1 to <see cref="MostDays"/>.</param>
    public async Task<IReadOnlyList<ServiceVisits>> Of(int days, CancellationToken cancel)
    {
        var today = plans.Today;
        var from = today.AddDays(-Math.Clamp(days, 1, MostDays));
        var counts = (await db.Set<Appointment>().Where(row => row.Day >= from && row.Day < today).GroupBy(row => new { row.ServiceId, row.State }).Select(group => new { group.Key.ServiceId, group.Key.State, Count = group.Count() }).ToListAsync(cancel)).ToLookup(row => row.ServiceId);
        var ids = counts.Select(group => group.Key).ToList();
        var services = await db.Set<HealthService>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(cancel);
        return [.. services.OrderBy(row => row.Name, StringComparer.CurrentCulture).Select(row => new ServiceVisits(row,
            Sum(row, AppointmentState.CheckedIn, AppointmentState.Fulfilled), Sum(row, AppointmentState.NoShow), Sum(row, AppointmentState.Cancelled), Sum(row, AppointmentState.Booked)))];

        int Sum(HealthService service, params AppointmentState[] states) => counts[service.Id].Where(one => states.Contains(one.State)).Sum(one => one.Count);
    }
}
