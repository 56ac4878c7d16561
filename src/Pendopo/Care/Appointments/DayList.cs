using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Services;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Appointments;

/// <summary>A session of a day with who comes and what is free, as the desk works through it.</summary>
internal sealed record SessionDay(Sitting Sitting, IReadOnlyList<Appointment> Appointments, IReadOnlyList<FreeTime> Free);

/// <summary>Reads a day at the desk.</summary>
internal sealed class DayList(PendopoDb db, PlanReader plans, FreeTimes free)
{
    private const int MostFound = 20;

    public async Task<(CarePlan Plan, IReadOnlyList<SessionDay> Sessions, IReadOnlyList<Appointment> Elsewhere)> Of(DateOnly day, CancellationToken cancel)
    {
        var plan = await plans.Read(day, day, cancel);
        var all = await db.Set<Appointment>().AsNoTracking().Where(row => row.Day == day).OrderBy(row => row.Minute).ThenBy(row => row.Id).ToListAsync(cancel);
        // Who pays is asked in the form; a time is shown as free when either may have it.
        var times = (await free.AtDesk(plan, day, Payer.Insured, cancel)).Concat(await free.AtDesk(plan, day, Payer.Paying, cancel)).DistinctBy(time => (time.Sitting.Session.Id, time.Minute)).OrderBy(time => time.Minute).ToList();
        var sessions = plan.On(day).Where(sitting => sitting.Service.Bookable || all.Exists(row => row.SessionId == sitting.Session.Id))
            .Select(sitting => new SessionDay(sitting, all.FindAll(row => row.SessionId == sitting.Session.Id), times.FindAll(time => time.Sitting.Session.Id == sitting.Session.Id))).ToList();
        return (plan, sessions, all.FindAll(row => sessions.TrueForAll(session => session.Sitting.Session.Id != row.SessionId)));
    }

    /// <summary>Coming and recent appointments of a reference, a telephone or a part of a name.</summary>
    public async Task<IReadOnlyList<Appointment>> Find(string typed, CancellationToken cancel)
    {
        var (said, since) = (typed.Trim(), plans.Today.AddDays(-30));
        if (said.Length < 3)
            return [];
        var (reference, phone, name) = (Appointment.Typed(said), BookAppointment.PhoneOf(said) ?? "", LikePattern.Holding(said));
        var rows = db.Set<Appointment>().AsNoTracking().Where(row => row.Day >= since);
        // SQLite's LIKE ignores the case of ASCII letters; PostgreSQL's does not.
        rows = db.Database.IsNpgsql()
            ? rows.Where(row => row.Reference == reference || (phone != "" && row.Phone == phone) || EF.Functions.ILike(row.Name, name, "\\"))
            : rows.Where(row => row.Reference == reference || (phone != "" && row.Phone == phone) || EF.Functions.Like(row.Name, name, "\\"));
        return await rows.OrderByDescending(row => row.Day).ThenBy(row => row.Minute).Take(MostFound).ToListAsync(cancel);
    }
}
