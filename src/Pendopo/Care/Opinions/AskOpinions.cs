using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Reminders;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Care.Opinions;

/// <summary>Asks who was here how it was, once, by the way they chose for reminders, where the centre asks at all.</summary>
internal sealed class AskOpinions(PendopoDb db, JobBoard jobs)
{
    // Sooner they are still here; later they have forgotten.
    public static readonly TimeSpan After = TimeSpan.FromHours(3), Until = TimeSpan.FromDays(3);

    /// <summary>Centres that ask, with somebody who was here lately.</summary>
    public static IQueryable<Id<Platform.Centres.Centre>> Centres(PendopoDb db, DateTimeOffset now)
    {
        var (from, to) = (now - Until, now - After);
        return db.Set<OpinionRules>().AcrossCentres().Where(rules => rules.Asks && db.Set<Appointment>().AcrossCentres().Any(row => row.CentreId == rules.CentreId && row.StartsAt > from && row.StartsAt <= to
            && (row.State == AppointmentState.CheckedIn || row.State == AppointmentState.Fulfilled))).Select(rules => rules.CentreId);
    }

    /// <summary>Makes what is due, for the caller to keep.</summary>
    public async Task Make(DateTimeOffset now, CancellationToken cancel)
    {
        if (!await db.Set<OpinionRules>().AnyAsync(rules => rules.Asks, cancel))
            return;
        var (from, to) = (now - Until, now - After);
        var visits = await db.Set<Appointment>().AsNoTracking().Where(row => row.StartsAt > from && row.StartsAt <= to && (row.State == AppointmentState.CheckedIn || row.State == AppointmentState.Fulfilled)
            && !db.Set<VisitOpinion>().Any(said => said.AppointmentId == row.Id)).ToListAsync(cancel);
        var ids = visits.ConvertAll(row => row.Id.Value);
        var wishes = await db.Set<ReminderWish>().AsNoTracking().Where(row => ids.Contains(row.Subject) && row.RestrictedAt == null).ToDictionaryAsync(row => row.Subject, cancel);
        var made = (await db.Set<Reminder>().AsNoTracking().Where(row => ids.Contains(row.Subject)).Select(row => row.Occasion).ToListAsync(cancel)).ToHashSet();
        foreach (var visit in visits)
        {
            if (wishes.TryGetValue(visit.Id.Value, out var wish) && made.Add(ReminderWording.OpinionOf(visit)))
                jobs.Add(new SendReminder(db.Add(Reminder.Make(wish, ReminderWording.OpinionOf(visit), visit.StartsAt + Until, now)).Entity.Id), lane: $"{wish.Way}");
        }
    }
}
