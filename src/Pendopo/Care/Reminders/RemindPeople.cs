using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Opinions;
using Pendopo.Care.Rebookings;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;

namespace Pendopo.Care.Reminders;

/// <summary>Looks at which centre somebody may be due a reminder.</summary>
[Job("care.remind-all", MaxAttempts = 1)]
internal sealed record RemindPeople : IJob;

internal sealed class RemindPeopleJob(PendopoDb db, JobBoard jobs, TimeProvider time) : IJobHandler<RemindPeople>
{
    public async Task<JobOutcome> Run(RemindPeople job, CancellationToken cancel)
    {
        var now = time.Now();
        var (until, lately) = (now.AddMinutes(ReminderTimesSet.MostMinutes + (24 * 60)), now - RemindAtCentreJob.Watched);
        var wishes = db.Set<ReminderWish>().AcrossCentres().Where(wish => db.Set<Appointment>().AcrossCentres().Any(row => row.CentreId == wish.CentreId && row.State == AppointmentState.Booked && row.StartsAt > now && row.StartsAt <= until)).Select(wish => wish.CentreId);
        var sent = db.Set<Reminder>().AcrossCentres().Where(row => row.State == ReminderState.Sent && row.MadeAt > lately).Select(row => row.CentreId);
        foreach (var centre in await wishes.Union(sent).Union(AskOpinions.Centres(db, now)).ToListAsync(cancel))
            jobs.Add(new RemindAtCentre(), centre: centre);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("care.remind", MaxAttempts = 3)]
internal sealed record RemindAtCentre : IJob;

/// <summary>Makes the reminders that are due at a centre, each with the job that sends it, and notes those that failed after they had left.</summary>
internal sealed class RemindAtCentreJob(PendopoDb db, CentreScope scope, CentreDirectory centres, JobBoard jobs, DirectWords words, KeepReminders keep, AskOpinions opinions, TimeProvider time) : IJobHandler<RemindAtCentre>
{
    /// <summary>So long after it was made a reminder may still turn out to have failed.</summary>
    public static readonly TimeSpan Watched = TimeSpan.FromDays(2);

    public async Task<JobOutcome> Run(RemindAtCentre job, CancellationToken cancel)
    {
        var centre = await centres.ById(scope.Centre, cancel) ?? throw new InvalidOperationException("Reminders have no centre.");
        var (rules, now) = ((await keep.Rules(cancel)).Set, time.Now());
        await Watch(now, cancel);
        var until = now.AddMinutes(Math.Max(rules.FirstMinutes, rules.SecondMinutes) + (24 * 60));
        // Whose time falls away hears of that, and not to come.
        var coming = await db.Set<Appointment>().AsNoTracking().Where(row => row.State == AppointmentState.Booked && row.StartsAt > now && row.StartsAt <= until && !db.Set<RebookingCase>().Any(one => one.OpenOf == row.Id)).ToListAsync(cancel);
        var ids = coming.ConvertAll(row => row.Id.Value);
        var wishes = await db.Set<ReminderWish>().AsNoTracking().Where(row => ids.Contains(row.Subject) && row.RestrictedAt == null).ToDictionaryAsync(row => row.Subject, cancel);
        var made = (await db.Set<Reminder>().AsNoTracking().Where(row => ids.Contains(row.Subject)).Select(row => new { row.Subject, row.Occasion }).ToListAsync(cancel)).Select(row => (row.Subject, row.Occasion)).ToHashSet();
        foreach (var appointment in coming)
        {
            if (!wishes.TryGetValue(appointment.Id.Value, out var wish) || ReminderTimes.Due(appointment.StartsAt, appointment.ChangedAt > wish.ChosenAt ? appointment.ChangedAt : wish.ChosenAt, rules, centre.Zone, now) is not { } minutes)
                continue;
            var occasion = ReminderWording.OccasionOf(appointment, minutes);
            if (made.Add((wish.Subject, occasion)))
                jobs.Add(new SendReminder(db.Add(Reminder.Make(wish, occasion, appointment.StartsAt - ReminderTimes.Last, now)).Entity.Id), lane: $"{wish.Way}");
        }
        if (ReminderTimes.QuietUntil(rules, centre.Zone, now) is null)
            await opinions.Make(now, cancel);
        // Another node may have made the same: what it made stands, and the next minute makes the rest.
        return await db.TrySave(cancel) ? JobOutcome.Done : JobOutcome.Again("Another node made some of them in the same moment.");
    }

    private async Task Watch(DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - Watched;
        var sent = await db.Set<Reminder>().Where(row => row.State == ReminderState.Sent && row.MadeAt > since).ToListAsync(cancel);
        if (sent.Count == 0)
            return;
        var failed = await words.Failed([.. sent.Select(row => row.Id.Value)], cancel);
        var keys = sent.Where(row => row.Way == ReminderWay.Email).Select(row => new MailThread(row.Id.Value, null).JobKey).ToList();
        var lost = await db.Set<Job>().AsNoTracking().Where(row => row.UniqueKey != null && keys.Contains(row.UniqueKey) && (row.State == JobState.Cancelled || row.State == JobState.Discarded)).Select(row => row.UniqueKey!).ToListAsync(cancel);
        foreach (var reminder in sent)
        {
            if (failed.TryGetValue(reminder.Id.Value, out var code))
                reminder.Settle(ReminderState.Failed, $"Network {code}".Trim(), now);
            else if (lost.Contains(new MailThread(reminder.Id.Value, null).JobKey))
                reminder.Settle(ReminderState.Failed, "Mail", now);
        }
    }
}
