using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Reminders;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Care.Classes;

/// <summary>Looks at which centre a class has somebody to remind, or a place to offer.</summary>
[Job("care.class-all", MaxAttempts = 1)]
internal sealed record WatchClasses : IJob;

internal sealed class WatchClassesJob(PendopoDb db, JobBoard jobs, TimeProvider time) : IJobHandler<WatchClasses>
{
    public async Task<JobOutcome> Run(WatchClasses job, CancellationToken cancel)
    {
        var now = time.Now();
        var until = now.AddMinutes(ReminderTimesSet.MostMinutes + (24 * 60));
        var meet = db.Set<ClassMeeting>().AcrossCentres().Where(row => row.CancelledAt == null && row.StartsAt > now && row.StartsAt <= until).Select(row => row.CentreId);
        var wait = db.Set<ClassPerson>().AcrossCentres().Where(row => row.State == ClassState.Offered || (row.State == ClassState.Waiting && row.Offers < ClassPerson.MostOffers)).Select(row => row.CentreId);
        foreach (var centre in await meet.Union(wait).ToListAsync(cancel))
            jobs.Add(new WatchClassesAt(), centre: centre);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("care.class", MaxAttempts = 3)]
internal sealed record WatchClassesAt : IJob;

internal sealed class WatchClassesAtJob(Here here, CentreScope scope, CentreDirectory centres, OfferPlaces offers, DueMeetings due) : IJobHandler<WatchClassesAt>
{
    public async Task<JobOutcome> Run(WatchClassesAt job, CancellationToken cancel)
    {
        here.At(await centres.ById(scope.Centre, cancel) ?? throw new InvalidOperationException("A class has no centre."));
        await offers.Run(cancel);
        return await due.Run(cancel) ? JobOutcome.Done : JobOutcome.Again("Another node made some of them in the same moment.");
    }
}

/// <summary>Keeps what becomes free for the first who waits, and tells them; who does not answer in time makes way for the next.</summary>
internal sealed class OfferPlaces(PendopoDb db, Here here, KeepReminders reminders, TellClass tell, TimeProvider time)
{
    // Between the end of an offer and the meeting somebody must still come here; and nobody answers at once.
    private static readonly TimeSpan Way = TimeSpan.FromHours(1), Least = TimeSpan.FromMinutes(30);

    public async Task Run(CancellationToken cancel)
    {
        var now = time.Now();
        foreach (var late in await db.Set<ClassPerson>().Where(row => row.State == ClassState.Offered && row.OfferUntil <= now).ToListAsync(cancel))
            late.Pass(now);
        await db.TrySave(cancel);
        // By night nobody would read it.
        if (ReminderTimes.QuietUntil((await reminders.Rules(cancel)).Set, here.Centre.Zone, now) is not null)
            return;
        foreach (var id in await db.Set<ClassPerson>().Where(row => row.State == ClassState.Waiting && row.Offers < ClassPerson.MostOffers).Select(row => row.ClassId).Distinct().ToListAsync(cancel))
        {
            var of = await db.Set<CareClass>().AsNoTracking().FirstAsync(row => row.Id == id, cancel);
            var more = of.EndedAt is null;
            while (more)
                more = await One(of, now, cancel);
        }
    }

    /// <returns>Whether somebody was offered a place, so that the next may be.</returns>
    private async Task<bool> One(CareClass of, DateTimeOffset now, CancellationToken cancel)
    {
        var next = await db.Set<ClassMeeting>().Where(row => row.ClassId == of.Id && row.CancelledAt == null && row.StartsAt > now).OrderBy(row => row.StartsAt).Select(row => (DateTimeOffset?)row.StartsAt).FirstOrDefaultAsync(cancel);
        var place = await JoinClass.FreePlace(db, of, cancel);
        if (next - Way is not { } latest || latest - now < Least || (of.Places is not null && place is null))
            return false;
        // Who was never offered one stands before who let one pass.
        if (await db.Set<ClassPerson>().Where(row => row.ClassId == of.Id && row.State == ClassState.Waiting && row.Offers < ClassPerson.MostOffers).OrderBy(row => row.Offers).ThenBy(row => row.MadeAt).ThenBy(row => row.Id).FirstOrDefaultAsync(cancel) is not { } first)
            return false;
        first.Offer(place, now + ClassPerson.Stands < latest ? now + ClassPerson.Stands : latest, now);
        await tell.Offered(first, cancel);
        // Where another node was faster the unique key keeps its offer, and the next minute looks again.
        return await db.TrySave(cancel);
    }
}

/// <summary>Makes the reminders of meetings that are due, each with the job that sends it.</summary>
internal sealed class DueMeetings(PendopoDb db, Here here, KeepReminders keep, JobBoard jobs, TimeProvider time)
{
    /// <returns>False when another node made the same in this moment.</returns>
    public async Task<bool> Run(CancellationToken cancel)
    {
        var (rules, now) = ((await keep.Rules(cancel)).Set, time.Now());
        var until = now.AddMinutes(Math.Max(rules.FirstMinutes, rules.SecondMinutes) + (24 * 60));
        var coming = await db.Set<ClassMeeting>().AsNoTracking().Where(row => row.CancelledAt == null && row.StartsAt > now && row.StartsAt <= until).ToListAsync(cancel);
        var classes = coming.Select(row => row.ClassId).Distinct().ToList();
        var people = await db.Set<ClassPerson>().AsNoTracking().Where(row => classes.Contains(row.ClassId) && row.State == ClassState.Joined).ToListAsync(cancel);
        var ids = people.ConvertAll(row => row.Id.Value);
        var wishes = await db.Set<ReminderWish>().AsNoTracking().Where(row => ids.Contains(row.Subject) && row.RestrictedAt == null).ToDictionaryAsync(row => row.Subject, cancel);
        var made = (await db.Set<Reminder>().AsNoTracking().Where(row => ids.Contains(row.Subject)).Select(row => new { row.Subject, row.Occasion }).ToListAsync(cancel)).Select(row => (row.Subject, row.Occasion)).ToHashSet();
        foreach (var (meeting, person) in from meeting in coming from person in people where person.ClassId == meeting.ClassId select (meeting, person))
        {
            if (!wishes.TryGetValue(person.Id.Value, out var wish) || ReminderTimes.Due(meeting.StartsAt, person.ChangedAt > wish.ChosenAt ? person.ChangedAt : wish.ChosenAt, rules, here.Centre.Zone, now) is not { } minutes)
                continue;
            var occasion = ClassWording.OccasionOf(meeting, minutes);
            if (made.Add((wish.Subject, occasion)))
                jobs.Add(new SendReminder(db.Add(Reminder.Make(wish, occasion, meeting.StartsAt - ReminderTimes.Last, now)).Entity.Id), lane: $"{wish.Way}");
        }
        return await db.TrySave(cancel);
    }
}
