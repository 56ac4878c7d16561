using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Services;

/// <summary>What is said of one exceptional day.</summary>
/// <param name="Hold">Null when the session falls out on that day; else from, to, room and who holds it.</param>
internal sealed record DayWords(DateOnly? Day, (int? From, int? To, string Room, Id<StaffMember>? Staff)? Hold, string Note);

/// <summary>Adds a session to the plan, changes it, takes it out; and sets one exceptional day without touching the plan.</summary>
internal sealed class KeepSession(PendopoDb db, Here here, PlanReader plans, PublicWords check, AuditBook audit, IStringLocalizer<CareText> words)
{
    private const int Most = 60;

    /// <param name="id">The session, or null for a new one.</param>
    public async Task<Result<ClinicSession>> Run(Id<HealthService> of, Id<ClinicSession>? id, SessionPlan plan, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan) || await db.Set<HealthService>().FirstOrDefaultAsync(row => row.Id == of, cancel) is not { } service)
            return Problem.NotFound;
        var problems = Wrong(plan, service);
        if (plan.Staff is { } staff && !await IsHere(staff, cancel))
            problems.Add(words.Problem("StaffUnknown", "Staff"));
        if (id is null && await db.Set<ClinicSession>().CountAsync(row => row.ServiceId == of && row.LastDay == null, cancel) >= Most)
            problems.Add(words.Problem("TooManySessions", null, Most));
        if (problems.Count > 0)
            return problems;
        var session = id is { } known ? await db.Set<ClinicSession>().FirstOrDefaultAsync(row => row.Id == known && row.ServiceId == of, cancel) : db.Add(ClinicSession.Of(service, plan)).Entity;
        if (session is null)
            return Problem.NotFound;
        session.Say(plan);
        audit.Note("care.session-kept", $"session:{session.Id}", $"service:{of}");
        return await db.TrySave(cancel) ? session : words.Problem("Stale");
    }

    /// <summary>Takes a session out of the plan from today on; what was booked stays on its day.</summary>
    public async Task<Result<ClinicSession>> End(Id<ClinicSession> id, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan) || await db.Set<ClinicSession>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } session)
            return Problem.NotFound;
        session.EndAfter(plans.Today.AddDays(-1));
        audit.Note("care.session-ended", $"session:{session.Id}");
        return await db.TrySave(cancel) ? session : words.Problem("Stale");
    }

    public async Task<Result<DayChange>> Change(Id<ClinicSession> id, DayWords said, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan) || await db.Set<ClinicSession>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } session)
            return Problem.NotFound;
        var note = said.Note.ReplaceLineEndings(" ").Trim();
        var problems = await check.Wrong([new("Note", note)], cancel);
        if (note.Length > DayChange.NoteLength)
            problems.Add(words.Problem("TooLong", "Note", DayChange.NoteLength));
        if (said.Day is not { } day || day < plans.Today || !session.IsPlanned(day))
            problems.Add(words.Problem("DayWrong", "Day"));
        if (said.Hold is { } hold)
        {
            problems.AddRange(Hours(hold.From, hold.To, hold.Room));
            if (hold.Staff is { } staff && !await IsHere(staff, cancel))
                problems.Add(words.Problem("StaffUnknown", "Staff"));
        }
        if (problems.Count > 0)
            return problems;
        return await db.Attempt<DayChange>(async () =>
        {
            var change = await db.Set<DayChange>().FirstOrDefaultAsync(row => row.SessionId == id && row.Day == said.Day, cancel) ?? db.Add(DayChange.Of(session, said.Day!.Value)).Entity;
            if (said.Hold is { } held)
                change.Hold(held.From!.Value, held.To!.Value, held.Room.Trim(), held.Staff, note);
            else
                change.DropOut(session, note);
            audit.Note("care.day-changed", $"session:{id}", $"{said.Day:yyyy-MM-dd}");
            return change;
        }, () => words.Problem("Stale"), cancel);
    }

    /// <summary>The day is like every other again.</summary>
    public async Task<Result<Done>> Undo(Id<DayChange> id, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan) || await db.Set<DayChange>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } change)
            return Problem.NotFound;
        db.Remove(change);
        audit.Note("care.day-undone", $"session:{change.SessionId}", $"{change.Day:yyyy-MM-dd}");
        return await db.TrySave(cancel) ? default(Done) : words.Problem("Stale");
    }

    private Task<bool> IsHere(Id<StaffMember> id, CancellationToken cancel) => db.Set<StaffMember>().AnyAsync(member => member.Id == id && member.LeftAt == null, cancel);

    private List<Problem> Wrong(SessionPlan plan, HealthService service)
    {
        var problems = Hours(plan.From, plan.To, plan.Room);
        if (plan.Weekday is null == plan.OnDay is null || (plan.OnDay is { } day && (day < plans.Today || day > plans.Today.AddYears(2))))
            problems.Add(words.Problem("WhenWrong", "Weekday"));
        if (plan.EveryMinutes is not (0 or (>= 5 and <= 240)))
            problems.Add(words.Problem("EveryWrong", "Every"));
        if (plan.Seats is < 1 or > ClinicSession.MostSeats)
            problems.Add(words.Problem("SeatsWrong", "Seats", ClinicSession.MostSeats));
        if (plan.KeptEvery is not (0 or (>= 2 and <= 20)))
            problems.Add(words.Problem("KeptWrong", "Kept"));
        if (plan.InsuredPlaces is < 0 or > ClinicSession.MostPlaces)
            problems.Add(words.Problem("PlacesWrong", "Insured", ClinicSession.MostPlaces));
        if (plan.PayingPlaces is < 0 or > ClinicSession.MostPlaces)
            problems.Add(words.Problem("PlacesWrong", "Paying", ClinicSession.MostPlaces));
        if (plan.Waves is { } waves)
            problems.AddRange(Wrong(waves, plan, service));
        return problems;
    }

    private IEnumerable<Problem> Wrong(SlotWaves waves, SessionPlan plan, HealthService service)
    {
        if (plan.EveryMinutes == 0 || plan.KeptEvery > 0)
            yield return words.Problem("WavesAndKept", "First");
        if (waves.First is < 0 or > 100)
            yield return words.Problem("ShareWrong", "First");
        if (waves.Kept is < 0 or > 100)
            yield return words.Problem("ShareWrong", "KeptShare");
        if (waves.FreedAt is not (null or (>= 0 and <= ClinicSession.LastMinute)))
            yield return words.Problem("TimeWrong", "FreedAt");
        foreach (var (wave, number) in waves.Later.Select((wave, index) => (wave, index + 1)))
        {
            if (wave.Percent is < 1 or > 100)
                yield return words.Problem("ShareWrong", $"WaveShare{number}");
            if (wave.DaysBefore < 0 || wave.DaysBefore > service.AheadDays)
                yield return words.Problem("WaveDaysWrong", $"WaveDays{number}", service.AheadDays);
            if (wave.Minute is < 0 or > ClinicSession.LastMinute)
                yield return words.Problem("TimeWrong", $"WaveAt{number}");
        }
        if (waves.Later.Count > SlotWaves.MostWaves || waves.Sum != 100)
            yield return words.Problem("SharesNot100", "First", waves.Sum);
    }

    private List<Problem> Hours(int? from, int? to, string room)
    {
        var problems = new List<Problem>();
        if (from is not (>= 0 and <= ClinicSession.LastMinute))
            problems.Add(words.Problem("TimeWrong", "From"));
        if (to is not (>= 0 and <= ClinicSession.LastMinute) || to <= from)
            problems.Add(words.Problem("ToWrong", "To"));
        if (room.Trim().Length > ClinicSession.RoomLength)
            problems.Add(words.Problem("TooLong", "Room", ClinicSession.RoomLength));
        return problems;
    }
}
