using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Reminders;
using Pendopo.Care.Services;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Care.Waiting;

/// <summary>Looks at which centre somebody waits for a time.</summary>
[Job("care.offer-all", MaxAttempts = 1)]
internal sealed record OfferTimes : IJob;

internal sealed class OfferTimesJob(PendopoDb db, JobBoard jobs) : IJobHandler<OfferTimes>
{
    public async Task<JobOutcome> Run(OfferTimes job, CancellationToken cancel)
    {
        foreach (var centre in await db.Set<WaitingEntry>().AcrossCentres().Where(row => row.State == WaitingState.Waiting).Select(row => row.CentreId).Distinct().ToListAsync(cancel))
            jobs.Add(new OfferAtCentre(), centre: centre);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

/// <summary>Offers what is free at one centre to those who wait for it.</summary>
[Job("care.offer", MaxAttempts = 3)]
internal sealed record OfferAtCentre : IJob;

internal sealed class OfferAtCentreJob(Here here, CentreScope scope, CentreDirectory centres, OfferSeats offers) : IJobHandler<OfferAtCentre>
{
    public async Task<JobOutcome> Run(OfferAtCentre job, CancellationToken cancel)
    {
        here.At(await centres.ById(scope.Centre, cancel) ?? throw new InvalidOperationException("A line has no centre."));
        await offers.Run(cancel);
        return JobOutcome.Done;
    }
}

/// <summary>Holds what is free for the first in line whom it suits, and tells them; who does not answer in time makes way for the next.</summary>
internal sealed class OfferSeats(PendopoDb db, Here here, FreeTimes free, Seats seats, WaitingKeys keys, JobBoard jobs, KeepReminders reminders, TimeProvider time)
{
    private const int MostARound = 100;

    // Between the end of an offer and its time somebody must still come here.
    private static readonly TimeSpan Way = TimeSpan.FromMinutes(30);

    public async Task Run(CancellationToken cancel)
    {
        var now = time.Now();
        await Close(now, cancel);
        // An offer stands for half an hour: by night nobody would read it.
        if (ReminderTimes.QuietUntil((await reminders.Rules(cancel)).Set, here.Centre.Zone, now) is not null)
            return;
        var waiting = await db.Set<WaitingEntry>().AsNoTracking().Where(row => row.State == WaitingState.Waiting && !db.Set<WaitingOffer>().Any(offer => offer.EntryId == row.Id && offer.State == OfferState.Open))
            .OrderBy(row => row.MadeAt).ThenBy(row => row.Id).Take(MostARound).ToListAsync(cancel);
        foreach (var line in waiting.GroupBy(row => row.ServiceId))
        {
            if (await db.Set<HealthService>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == line.Key && row.EndedAt == null && row.Bookable, cancel) is not { } service)
                continue;
            foreach (var entry in line)
                await Offer(entry, service, cancel);
        }
    }

    /// <summary>Offers one person the first time that is free and suits them; null when there is none that they were not offered before.</summary>
    public async Task<WaitingOffer?> Offer(WaitingEntry entry, HealthService service, CancellationToken cancel)
    {
        var earliest = time.Now() + WaitingOffer.Stands + Way;
        var before = (await db.Set<WaitingOffer>().AsNoTracking().Where(row => row.EntryId == entry.Id).ToListAsync(cancel)).Select(row => row.Time).ToHashSet();
        var suits = (await free.Of(service, entry.Payer, cancel)).Where(day => day.Day >= entry.FromDay && day.Day <= entry.UntilDay).SelectMany(day => day.Times)
            .Where(one => one.At >= earliest && !before.Contains(new(one.Sitting.Session.Id, one.Sitting.Day, one.Minute)));
        foreach (var one in suits.Take(3))
        {
            if (await seats.Take(one.Sitting, here.Centre.Zone, one.Minute, new(entry.Payer, OnSite: true), seat => Hold(entry, one, seat, cancel), cancel) is { } offer)
                return offer;
        }
        return null;
    }

    private async Task<WaitingOffer?> Hold(WaitingEntry known, FreeTime free, Seat seat, CancellationToken cancel)
    {
        // Read anew: another node may have offered them something in this moment.
        if (await db.Set<WaitingEntry>().FirstOrDefaultAsync(row => row.Id == known.Id && row.Version == known.Version && row.State == WaitingState.Waiting, cancel) is not { } entry)
        {
            db.ChangeTracker.Clear();
            return null;
        }
        var now = time.Now();
        var offer = db.Add(WaitingOffer.Of(entry, free, keys.Seal(seat.HoldFor(now, WaitingOffer.Stands)), now)).Entity;
        entry.Offer(now);
        if (await db.Set<ReminderWish>().AsNoTracking().FirstOrDefaultAsync(row => row.Subject == entry.Id.Value && row.RestrictedAt == null, cancel) is { } wish)
            jobs.Add(new SendReminder(db.Add(Reminder.Make(wish, ReminderWording.OccasionOf(offer), offer.Until, now)).Entity.Id), lane: $"{wish.Way}");
        return offer;
    }

    private async Task Close(DateTimeOffset now, CancellationToken cancel)
    {
        var today = Pendopo.Platform.Ui.Clock.DateOf(now, here.Centre.Zone);
        foreach (var offer in await db.Set<WaitingOffer>().Where(row => row.State == OfferState.Open && row.Until <= now).ToListAsync(cancel))
            offer.Settle(OfferState.Passed);
        foreach (var entry in await db.Set<WaitingEntry>().Where(row => row.State == WaitingState.Waiting && row.UntilDay < today).ToListAsync(cancel))
            entry.End(now);
        await db.TrySave(cancel);
    }
}
