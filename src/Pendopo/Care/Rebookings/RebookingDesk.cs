using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Appointments;
using Pendopo.Care.Reminders;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Rebookings;

/// <summary>Somebody whose time would fall away.</summary>
/// <param name="Way">How they are told; null for who is called.</param>
internal sealed record Touched(Appointment Appointment, Sitting? Sitting, ReminderWay? Way);

/// <summary>One case as the desk sees it.</summary>
/// <param name="Word">The message that told them; null when none was made.</param>
internal sealed record CaseLine(RebookingCase Case, Appointment Appointment, Reminder? Word, DateTimeOffset Now)
{
    public bool IsOpen => Case.OpenOf is not null && Appointment.State == AppointmentState.Booked;

    /// <summary>Whether somebody calls them: they have no way, the message did not arrive, or they did not answer in time.</summary>
    public bool Calls => IsOpen && Case.State != CaseState.Waiting && (!Case.Told || Word?.State is ReminderState.Failed or ReminderState.Unknown || (Case.Until is { } until && until <= Now));
}

/// <param name="Done">How many have an answer.</param>
internal sealed record RebookingSum(Rebooking Rebooking, int All, int Done);

/// <summary>Days that fall away, as the desk works through them.</summary>
internal sealed class RebookingDesk(PendopoDb db, Here here, PlanReader plans, ChangeAppointment change, TimeProvider time, IStringLocalizer<RebookText> words)
{
    /// <summary>Who is booked on a day and not offered another time yet.</summary>
    public async Task<IReadOnlyList<Touched>> Booked(DateOnly day, CancellationToken cancel)
    {
        var plan = await plans.Read(day, day, cancel);
        var rows = await db.Set<Appointment>().AsNoTracking().Where(row => row.Day == day && row.State == AppointmentState.Booked && !db.Set<RebookingCase>().Any(one => one.OpenOf == row.Id)).OrderBy(row => row.StartsAt).ThenBy(row => row.Id).ToListAsync(cancel);
        var ids = rows.ConvertAll(row => row.Id.Value);
        var ways = await db.Set<ReminderWish>().AsNoTracking().Where(row => ids.Contains(row.Subject) && row.RestrictedAt == null).ToDictionaryAsync(row => row.Subject, row => row.Way, cancel);
        var sittings = plan.On(day).ToDictionary(sitting => sitting.Session.Id);
        return [.. rows.Select(row => new Touched(row, sittings.GetValueOrDefault(row.SessionId), ways.TryGetValue(row.Id.Value, out var way) ? way : null))];
    }

    public async Task<(Rebooking Rebooking, IReadOnlyList<CaseLine> Lines)?> Find(Id<Rebooking> id, CancellationToken cancel)
    {
        if (await db.Set<Rebooking>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } rebooking)
            return null;
        var (cases, now) = (await db.Set<RebookingCase>().AsNoTracking().Where(row => row.RebookingId == id).OrderBy(row => row.WasAt).ThenBy(row => row.Id).ToListAsync(cancel), time.Now());
        var ids = cases.ConvertAll(row => row.AppointmentId);
        var subjects = ids.ConvertAll(one => one.Value);
        var appointments = await db.Set<Appointment>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var told = (await db.Set<Reminder>().AsNoTracking().Where(row => subjects.Contains(row.Subject) && row.MadeAt >= rebooking.MadeAt).ToListAsync(cancel)).ToLookup(row => row.Occasion);
        return (rebooking, [.. cases.Select(row => new CaseLine(row, appointments[row.AppointmentId], told[ReminderWording.OccasionOf(row)].FirstOrDefault(), now))]);
    }

    /// <summary>What was begun for a day; for every day of the last month when null.</summary>
    public async Task<IReadOnlyList<RebookingSum>> Begun(DateOnly? day, CancellationToken cancel)
    {
        var since = time.Now().AddDays(-30);
        var rows = await db.Set<Rebooking>().AsNoTracking().Where(row => day == null ? row.MadeAt > since : row.Day == day).OrderByDescending(row => row.MadeAt).ToListAsync(cancel);
        var ids = rows.ConvertAll(row => row.Id);
        var cases = (await db.Set<RebookingCase>().AsNoTracking().Where(row => ids.Contains(row.RebookingId)).Select(row => new { row.RebookingId, IsOpen = row.OpenOf != null }).ToListAsync(cancel)).ToLookup(row => row.RebookingId);
        return [.. rows.Select(row => new RebookingSum(row, cases[row.Id].Count(), cases[row.Id].Count(one => !one.IsOpen)))];
    }

    /// <summary>They cannot come at all, and said so on the telephone.</summary>
    public async Task<Result<Appointment>> Cancel(Id<RebookingCase> id, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayBook) || await db.Set<RebookingCase>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } known)
            return Problem.NotFound;
        // A second press, or an answer of theirs in between, is no reason to cancel what they chose.
        return known.OpenOf is null ? words.Problem("Settled") : await change.Cancel(known.AppointmentId, cancel);
    }

    public async Task<Id<Rebooking>?> Of(Id<RebookingCase> id, CancellationToken cancel) =>
        await db.Set<RebookingCase>().AsNoTracking().Where(row => row.Id == id).Select(row => (Id<Rebooking>?)row.RebookingId).FirstOrDefaultAsync(cancel);
}
