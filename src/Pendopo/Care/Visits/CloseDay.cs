using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Closures;
using Pendopo.Care.Rebookings;
using Pendopo.Care.Services;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Visits;

/// <summary>Notes after the end of a day who did not come. The clock knows only what the desk did not say: a session that was not held, or in which the desk
/// noted nobody at all, says nothing of anybody.</summary>
internal sealed class CloseDay(PendopoDb db, PlanReader plans, AuditBook audit, TimeProvider time)
{
    /// <summary>So far back somebody may have forgotten to note.</summary>
    public static readonly TimeSpan Looks = TimeSpan.FromDays(14);

    /// <returns>False when somebody else changed one of them meanwhile.</returns>
    public async Task<bool> Run(CancellationToken cancel)
    {
        var (today, now) = (plans.Today, time.Now());
        var since = now - Looks;
        var open = await db.Set<Appointment>().Where(row => row.State == AppointmentState.Booked && row.Day < today && row.StartsAt > since && !db.Set<RebookingCase>().Any(one => one.OpenOf == row.Id)).ToListAsync(cancel);
        foreach (var day in open.GroupBy(row => row.Day))
        {
            var plan = await plans.Read(day.Key, day.Key, cancel);
            var noted = (await db.Set<Appointment>().Where(row => row.Day == day.Key && (row.State == AppointmentState.CheckedIn || row.State == AppointmentState.Fulfilled || row.State == AppointmentState.NoShow)).Select(row => row.SessionId).Distinct().ToListAsync(cancel)).ToHashSet();
            var shut = await Shut(day.Min(row => row.StartsAt), day.Max(row => row.StartsAt), cancel);
            List<Appointment> missed = [.. day.Where(row => noted.Contains(row.SessionId) && plan.Sessions.FirstOrDefault(session => session.Id == row.SessionId) is { } session && plan.Of(session, day.Key) is { IsHeld: true } && !shut.Exists(closure => WasShut(closure, row)))];
            if (missed.Count == 0)
                continue;
            foreach (var row in missed)
                row.Miss(now);
            audit.Note("care.day-closed", $"day:{CarePages.Field(day.Key)}", $"{missed.Count}");
        }
        return await db.TrySave(cancel);
    }

    private Task<List<Closure>> Shut(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        db.Set<Closure>().AsNoTracking().Where(row => row.Since <= to && (row.EndedAt == null || row.EndedAt > from)).ToListAsync(cancel);

    private static bool WasShut(Closure closure, Appointment row) =>
        (closure.ServiceId is null || closure.ServiceId == row.ServiceId) && closure.Since <= row.StartsAt && !(closure.EndedAt <= row.StartsAt) && !(closure.Until <= row.StartsAt);
}
