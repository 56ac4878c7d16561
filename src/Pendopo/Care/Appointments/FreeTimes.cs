using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Services;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Appointments;

/// <summary>A day with the times that are free on it.</summary>
public sealed record FreeDay(DateOnly Day, IReadOnlyList<FreeTime> Times);

/// <summary>Computes what is free from the plan and from what is taken. Nothing that is free is stored anywhere.</summary>
internal sealed class FreeTimes(PendopoDb db, PlanReader plans, TimeProvider time)
{
    /// <summary>The days on which a service has times free for the site, the first of them first.</summary>
    public async Task<IReadOnlyList<FreeDay>> Of(HealthService service, Payer payer, CancellationToken cancel)
    {
        var plan = await plans.Ahead(service.AheadDays, cancel);
        return service.Bookable ? Days(plan, service, payer, await Taken(plan.Today, plan.Today.AddDays(service.AheadDays), cancel)) : [];
    }

    /// <summary>The three free times nearest to one that was lost, in their order.</summary>
    public async Task<IReadOnlyList<FreeTime>> Nearest(HealthService service, Payer payer, DateTimeOffset lost, CancellationToken cancel) =>
        [.. (await Of(service, payer, cancel)).SelectMany(day => day.Times).OrderBy(free => (free.At - lost).Duration()).Take(3).OrderBy(free => free.At)];

    /// <summary>What is free on a day for telephone and desk: also what is kept for them, and a time that has just begun.</summary>
    public async Task<IReadOnlyList<FreeTime>> AtDesk(CarePlan plan, DateOnly day, Payer payer, CancellationToken cancel)
    {
        var (taken, now) = (await Taken(day, day, cancel), time.Now());
        return [.. plan.On(day).Where(sitting => sitting.Service.Bookable).SelectMany(sitting => new ClinicDay(sitting, plan.Zone, taken).Free(payer, now.AddMinutes(-sitting.Session.EveryMinutes)))];
    }

    /// <summary>The session behind a time that somebody chose, as it is on that day; null when it is none of the service's.</summary>
    public async Task<(Sitting Sitting, TimeZoneInfo Zone)?> Sitting(Id<ClinicSession> session, DateOnly day, CancellationToken cancel)
    {
        var plan = await plans.Read(day, day, cancel);
        return plan.Sessions.FirstOrDefault(row => row.Id == session) is { } found && plan.Of(found, day) is { } sitting ? (sitting, plan.Zone) : null;
    }

    /// <summary>What is taken or held now between two days.</summary>
    public async Task<List<TakenPlace>> Taken(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var now = time.Now();
        return await db.Set<Seat>().AsNoTracking().Where(seat => seat.Day >= from && seat.Day <= to && (seat.AppointmentId != null || seat.HeldUntil > now))
            .Select(seat => new TakenPlace(seat.SessionId, seat.Day, seat.Minute, seat.Number, seat.QuotaOf, seat.QuotaPlace)).ToListAsync(cancel);
    }

    private static List<FreeDay> Days(CarePlan plan, HealthService service, Payer payer, IReadOnlyList<TakenPlace> taken)
    {
        var (bySitting, days) = (taken.ToLookup(seat => (seat.Session, seat.Day)), new List<FreeDay>());
        for (var day = plan.Today; day <= plan.Today.AddDays(service.AheadDays); day = day.AddDays(1))
        {
            var times = plan.On(day, service).SelectMany(sitting => new ClinicDay(sitting, plan.Zone, [.. bySitting[(sitting.Session.Id, day)]]).Free(payer, plan.Now)).Where(free => !free.ForDesk).OrderBy(free => free.At).ToList();
            if (times.Count > 0)
                days.Add(new(day, times));
        }
        return days;
    }
}
