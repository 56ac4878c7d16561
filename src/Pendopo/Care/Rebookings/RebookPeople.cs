using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Care.Rebookings;

/// <summary>Whose times fall away.</summary>
/// <param name="FallsOut">Whether their sessions fall out on that day, too, so that nobody books them meanwhile.</param>
internal sealed record RebookingWish(DateOnly Day, IReadOnlyCollection<Id<Appointment>> Chosen, bool FallsOut);

/// <summary>Begins to offer other times to those whose times fall away; the job that looks for them is kept with it.</summary>
internal sealed class RebookPeople(PendopoDb db, Here here, KeepSession sessions, JobBoard jobs, AuditBook audit, TimeProvider time, IStringLocalizer<RebookText> words)
{
    // More than a centre sees in a day.
    public const int Most = 500;

    public async Task<Result<Rebooking>> Run(RebookingWish wish, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayBook))
            return Problem.NotFound;
        var chosen = wish.Chosen.Distinct().Take(Most + 1).ToList();
        if (chosen.Count > Most)
            return words.Problem("TooMany", "Chosen", Most);
        var touched = await db.Set<Appointment>().AsNoTracking().Where(row => chosen.Contains(row.Id) && row.Day == wish.Day && row.State == AppointmentState.Booked && !db.Set<RebookingCase>().Any(one => one.OpenOf == row.Id))
            .OrderBy(row => row.StartsAt).ThenBy(row => row.Id).ToListAsync(cancel);
        if (touched.Count == 0)
            return words.Problem("NobodyChosen", "Chosen");
        if (wish.FallsOut && await DropOut(wish.Day, touched, cancel) is { Count: > 0 } problems)
            return problems;
        var rebooking = db.Add(Rebooking.Of(here.Centre.Id, wish.Day, here.Actor, time.Now())).Entity;
        db.AddRange(touched.Select(row => RebookingCase.Of(rebooking, row)));
        jobs.Add(new OfferOtherTimes(rebooking.Id));
        audit.Note("care.rebooking", $"rebooking:{rebooking.Id}", $"{touched.Count}");
        return await db.TrySave(cancel) ? rebooking : words.Problem("Stale");
    }

    private async Task<List<Problem>> DropOut(DateOnly day, List<Appointment> touched, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan))
            return [words.Problem("MayNotPlan", "FallsOut")];
        var ids = touched.Select(row => row.SessionId).Distinct().ToList();
        // One that left the plan, or falls out already, stays as it is.
        var held = (await db.Set<ClinicSession>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(cancel)).Where(row => row.IsPlanned(day)).Select(row => row.Id).ToList();
        var gone = await db.Set<DayChange>().AsNoTracking().Where(row => row.Day == day && row.FallsOut && held.Contains(row.SessionId)).Select(row => row.SessionId).ToListAsync(cancel);
        foreach (var session in held.Except(gone))
        {
            var changed = await sessions.Change(session, new(day, null, ""), cancel);
            if (!changed.Ok)
                return [.. changed.Problems];
        }
        return [];
    }
}
