using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Reminders;
using Pendopo.Care.Services;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Care.Rebookings;

/// <summary>Looks for other times for everybody of a day that falls away.</summary>
[Job("care.rebook", MaxAttempts = 20)]
internal sealed record OfferOtherTimes(Id<Rebooking> Rebooking) : IJob;

internal sealed class OfferOtherTimesJob(PendopoDb db, Here here, CentreScope scope, CentreDirectory centres, FindOtherTime find) : IJobHandler<OfferOtherTimes>
{
    public async Task<JobOutcome> Run(OfferOtherTimes job, CancellationToken cancel)
    {
        here.At(await centres.ById(scope.Centre, cancel) ?? throw new InvalidOperationException("A rebooking has no centre."));
        if (!await db.Set<Rebooking>().AnyAsync(row => row.Id == job.Rebooking, cancel))
            return JobOutcome.Cancel("It is gone.");
        // Each is kept by itself: after a stop in the middle the rest goes on, and nobody hears twice.
        foreach (var one in await db.Set<RebookingCase>().AsNoTracking().Where(row => row.RebookingId == job.Rebooking && row.State == CaseState.Waiting).OrderBy(row => row.WasAt).ThenBy(row => row.Id).ToListAsync(cancel))
            await find.Run(one, cancel);
        return JobOutcome.Done;
    }
}

/// <summary>Keeps the nearest free time for one person whose time falls away, and makes the message that tells them.</summary>
internal sealed class FindOtherTime(PendopoDb db, Here here, FreeTimes free, Seats seats, JobBoard jobs, TimeProvider time)
{
    // Each that is lost was taken by somebody else in this moment.
    private const int Tries = 10;

    // Sooner nobody would read of it and come.
    private static readonly TimeSpan Notice = TimeSpan.FromHours(2);

    public async Task Run(RebookingCase known, CancellationToken cancel)
    {
        if (await db.Set<Appointment>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == known.AppointmentId, cancel) is not { State: AppointmentState.Booked } appointment)
            return;
        foreach (var one in (await Near(known, appointment, cancel)).Take(Tries))
        {
            if (await seats.Take(one.Sitting, here.Centre.Zone, one.Minute, new(appointment.Payer, OnSite: true), seat => Keep(known, one, seat, cancel), cancel) is not null
                || !await db.Set<RebookingCase>().AnyAsync(row => row.Id == known.Id && row.State == CaseState.Waiting, cancel))
                return;
        }
        if (await Waiting(known, cancel) is not { } nothing)
            return;
        nothing.FindNothing();
        await Tell(nothing, time.Now() + RebookingCase.Stands, cancel);
        await db.TrySave(cancel);
    }

    private async Task<IEnumerable<FreeTime>> Near(RebookingCase known, Appointment appointment, CancellationToken cancel)
    {
        if (await db.Set<HealthService>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == appointment.ServiceId && row.EndedAt == null, cancel) is not { } service)
            return [];
        var fallen = (await db.Set<RebookingCase>().AsNoTracking().Where(row => row.RebookingId == known.RebookingId).Select(row => row.FromSessionId).Distinct().ToListAsync(cancel)).ToHashSet();
        var earliest = time.Now() + Notice;
        return (await free.Of(service, appointment.Payer, cancel)).SelectMany(day => day.Times).Where(one => one.At >= earliest && !(one.Sitting.Day == appointment.Day && fallen.Contains(one.Sitting.Session.Id)))
            // Who planned for a day can rarely come before it: earlier times stand behind all later ones.
            .OrderBy(one => one.At < known.WasAt).ThenBy(one => (one.At - known.WasAt).Duration());
    }

    private async Task<RebookingCase?> Keep(RebookingCase known, FreeTime one, Seat seat, CancellationToken cancel)
    {
        if (await Waiting(known, cancel) is not { } open)
            return null;
        var now = time.Now();
        var until = RebookingCase.KeptUntil(one.At, now);
        seat.HoldFor(now, until - now);
        open.Offer(one, seat, until);
        await Tell(open, until, cancel);
        return open;
    }

    // Read anew: the person may have cancelled, or another node offered them something, in this moment.
    private async Task<RebookingCase?> Waiting(RebookingCase known, CancellationToken cancel)
    {
        if (await db.Set<RebookingCase>().FirstOrDefaultAsync(row => row.Id == known.Id && row.State == CaseState.Waiting, cancel) is { } open)
            return open;
        db.ChangeTracker.Clear();
        return null;
    }

    private async Task Tell(RebookingCase open, DateTimeOffset until, CancellationToken cancel)
    {
        if (await db.Set<ReminderWish>().AsNoTracking().FirstOrDefaultAsync(row => row.Subject == open.AppointmentId.Value && row.RestrictedAt == null, cancel) is not { } wish)
            return;
        jobs.Add(new SendReminder(db.Add(Reminder.Make(wish, ReminderWording.OccasionOf(open), until, time.Now())).Entity.Id), lane: $"{wish.Way}");
        open.Tell();
    }
}
