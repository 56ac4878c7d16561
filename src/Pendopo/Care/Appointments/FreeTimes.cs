using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Services;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Appointments;

/// <summary>A day with the times that are free on it.</summary>
public sealed record FreeDay(DateOnly Day, IReadOnlyList<FreeTime> Times);

/// <summary>What the site offers of a service now.</summary>
/// <param name="OpensAt">When it offers more, while a wave of places is still shut; null where none is.</param>
internal sealed record FreeLook(IReadOnlyList<FreeDay> Days, DateTimeOffset? OpensAt);

/// <summary>Computes what is free from the plan and from what is taken. Nothing that is free is stored anywhere.</summary>
internal sealed class FreeTimes(PendopoDb db, PlanReader plans, TimeProvider time)
{
    /// <summary>The days on which a service has times free for the site, the first of them first.</summary>
    public async Task<IReadOnlyList<FreeDay>> Of(HealthService service, Payer payer, CancellationToken cancel) => (await Look(service, payer, cancel)).Days;

    /// <summary>The same, and when further times open.</summary>
    public async Task<FreeLook> Look(HealthService service, Payer payer, CancellationToken cancel)
    {
        var plan = await plans.Ahead(service.AheadDays, cancel);
        return service.Bookable ? Days(plan, service, payer, await Taken(plan.Today, plan.Today.AddDays(service.AheadDays), cancel, service)) : new([], null);
    }

    /// <summary>The three free times nearest to one that was lost, in their order.</summary>
    public async Task<IReadOnlyList<FreeTime>> Nearest(HealthService service, Payer payer, DateTimeOffset lost, CancellationToken cancel) =>
        [.. (await Of(service, payer, cancel)).SelectMany(day => day.Times).OrderBy(free => (free.At - lost).Duration()).Take(3).OrderBy(free => free.At)];

    /// <summary>What is free on a day for telephone and desk: also what is kept for them, and a time that has just begun.</summary>
    public async Task<IReadOnlyList<FreeTime>> AtDesk(CarePlan plan, DateOnly day, Payer payer, CancellationToken cancel)
    {
        var (taken, now) = (await Taken(day, day, cancel), time.Now());
        return [.. plan.On(day).Where(sitting => sitting.Service.Bookable).SelectMany(sitting => new ClinicDay(sitting, plan.Zone, taken).Free(payer, now.AddMinutes(-sitting.Session.EveryMinutes), now))];
    }

    /// <summary>The session behind a time that somebody chose, as it is on that day; null when it is none of the service's.</summary>
    public async Task<(Sitting Sitting, TimeZoneInfo Zone)?> Sitting(Id<ClinicSession> session, DateOnly day, CancellationToken cancel) =>
        await plans.Of(session, day, cancel) is { } plan && plan.Of(plan.Sessions[0], day) is { } sitting ? (sitting, plan.Zone) : null;

    /// <summary>What is taken or held now between two days, of one service or of all.</summary>
    public async Task<List<TakenPlace>> Taken(DateOnly from, DateOnly to, CancellationToken cancel, HealthService? only = null)
    {
        var (now, seats) = (time.Now(), db.Set<Seat>().AsNoTracking());
        if (only is not null)
            seats = seats.Where(seat => db.Set<ClinicSession>().Where(session => session.ServiceId == only.Id).Select(session => session.Id).Contains(seat.SessionId));
        // A month of a large service holds thousands: the database hands over one line a session and day instead of one a place.
        var days = await seats.Where(seat => seat.Day >= from && seat.Day <= to && (seat.AppointmentId != null || seat.HeldUntil > now))
            .GroupBy(seat => new { seat.SessionId, seat.Day })
            .Select(day => new
            {
                day.Key.SessionId,
                day.Key.Day,
                Places = string.Join(" ", day.Select(seat => seat.Minute + "/" + seat.Number + "/" + (seat.QuotaPlace ?? 0) + (seat.QuotaOf == null ? "" : seat.QuotaOf == Payer.Insured ? "i" : "p"))),
            }).ToListAsync(cancel);
        return [.. days.SelectMany(day => day.Places.Split(' ').Select(place => TakenPlace.Read(day.SessionId, day.Day, place)))];
    }

    private static FreeLook Days(CarePlan plan, HealthService service, Payer payer, IReadOnlyList<TakenPlace> taken)
    {
        var (bySitting, days) = (taken.ToLookup(seat => (seat.Session, seat.Day)), new List<FreeDay>());
        DateTimeOffset? opens = null;
        for (var day = plan.Today; day <= plan.Today.AddDays(service.AheadDays); day = day.AddDays(1))
        {
            var times = new List<FreeTime>();
            foreach (var free in plan.On(day, service).SelectMany(sitting => new ClinicDay(sitting, plan.Zone, [.. bySitting[(sitting.Session.Id, day)]]).Free(payer, plan.Now)))
            {
                opens = free.OpensAt < opens ? free.OpensAt : opens ?? free.OpensAt;
                if (!free.ForDesk)
                    times.Add(free.Left == free.OnSite ? free : free with { Left = free.OnSite });
            }
            if (times.Count > 0)
                days.Add(new(day, [.. times.OrderBy(free => free.At)]));
        }
        return new(days, opens);
    }
}
