using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Members;
using Pendopo.Community.Talk;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Rumours;

/// <summary>A rumour with the words it is about.</summary>
internal sealed record RumourRow(Rumour Rumour, string Name, string Text, DateTimeOffset SaidAt);

/// <summary>Finds in what is said whether it speaks of a claim, and takes what members ask.</summary>
internal sealed class HearRumour(PendopoDb db, ClaimCards claims, SaidReading reading, NurseInstead nurse, Viewers viewers, TimeProvider time, IStringLocalizer<RumourText> words)
{
    public const int QuestionLength = 500;

    /// <summary>Looks through what is being said; the caller saves. Only a person decides whether an answer is shown beside it. What is said in a group stays
    /// there: it is looked at when one of the group asks.</summary>
    public async Task Hear(Said said, CancellationToken cancel)
    {
        if (said.GroupId is not null)
            return;
        var near = (await claims.Near(AnalysisDoor.Square, said.Text, 1, cancel)).FirstOrDefault()?.Id;
        var known = await db.Set<Rumour>().FirstOrDefaultAsync(row => row.SaidId == said.Id, cancel);
        if (known is not null)
            known.Change(near);
        else if (near is not null)
            db.Add(Rumour.Of(said, near, time.Now()));
    }

    /// <summary>A member asks whether it is true: the nurse gets the question, with the words it is about, as a private conversation.</summary>
    /// <returns>Where the answer comes.</returns>
    public async Task<Result<string>> Ask(Id<Said> id, string? asks, HttpContext http, Func<string, string> resolve, CancellationToken cancel)
    {
        var (viewer, question) = (await viewers.Read(cancel), (asks ?? "").Trim());
        if (viewer.Own is not { } own || await reading.One(id, cancel) is not { } said)
            return Problem.NotFound;
        if (question.Length is 0 or > QuestionLength)
            return words.Problem("QuestionWrong", "Question", QuestionLength);
        var asked = await db.Attempt<Done>(async () =>
        {
            var rumour = await db.Set<Rumour>().FirstOrDefaultAsync(row => row.SaidId == id, cancel) ?? db.Add(Rumour.Of(said, null, time.Now())).Entity;
            rumour.Ask();
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
        return asked.Ok ? await nurse.Tell(own.Name, $"{question}\n\n“{said.Text}”", http, resolve, cancel) : asked.Problems.ToList();
    }
}

/// <summary>The list of what may not be true, and what a person decides about each.</summary>
internal sealed class RumourDesk(PendopoDb db, Here here, ClaimCards claims, AuditBook audit, TimeProvider time, IStringLocalizer<RumourText> words)
{
    /// <summary>What waits, what was asked most first; then what somebody looks into.</summary>
    public async Task<IReadOnlyList<RumourRow>> Open(CancellationToken cancel)
    {
        var rows = await Rows(db.Set<Rumour>().Where(row => row.State == RumourState.Waits || row.State == RumourState.Looking), cancel);
        return [.. rows.OrderBy(row => row.Rumour.State).ThenByDescending(row => row.Rumour.Asked).ThenBy(row => row.Rumour.At)];
    }

    /// <summary>What was decided last, newest first: it can be decided anew.</summary>
    public async Task<IReadOnlyList<RumourRow>> Decided(CancellationToken cancel) => [.. (await Rows(
        db.Set<Rumour>().Where(row => row.DecidedAt != null && (row.State == RumourState.Confirmed || row.State == RumourState.Dismissed)).OrderByDescending(row => row.DecidedAt).Take(20), cancel)).OrderByDescending(row => row.Rumour.DecidedAt)];

    public async Task<RumourRow?> Find(Id<Rumour> id, CancellationToken cancel) => (await Rows(db.Set<Rumour>().Where(row => row.Id == id), cancel)).FirstOrDefault();

    public Task<int> Count(CancellationToken cancel) => db.Set<Rumour>().CountAsync(row => (row.State == RumourState.Waits || (row.State == RumourState.Looking && row.DecidedAt == null)) && db.Set<Said>().Any(said => said.Id == row.SaidId && said.GoneAt == null), cancel);

    /// <param name="act">`look`, `confirm` or `dismiss`.</param>
    /// <param name="claim">The claim that is shown beside it.</param>
    public async Task<Result<Done>> Decide(Id<Rumour> id, string? act, string? claim, CancellationToken cancel)
    {
        var chosen = Guid.TryParse(claim, out var given) && await claims.Find(given, cancel) is not null ? given : (Guid?)null;
        if (act is not ("look" or "confirm" or "dismiss"))
            return words.Problem("ActMissing", "Act");
        if (act == "confirm" && chosen is null)
            return words.Problem("ClaimMissing", "Claim");
        return await db.Attempt<Done>(async () =>
        {
            if (await db.Set<Rumour>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } rumour)
                return Problem.NotFound;
            var state = act switch { "confirm" => RumourState.Confirmed, "look" => RumourState.Looking, _ => RumourState.Dismissed };
            rumour.Decide(state, chosen ?? rumour.ClaimId, here.Actor, time.Now());
            audit.Note("community.rumour", $"rumour:{id}", state.ToString());
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }

    private async Task<List<RumourRow>> Rows(IQueryable<Rumour> rumours, CancellationToken cancel)
    {
        var rows = await rumours.AsNoTracking().OrderBy(row => row.Id).Take(200)
            .Join(db.Set<Said>().Where(said => said.GoneAt == null), row => row.SaidId, said => said.Id, (row, said) => new { row, said.Text, said.At, said.FaceId })
            .Join(db.Set<Face>(), pair => pair.FaceId, face => face.Id, (pair, face) => new { pair.row, face.Name, pair.Text, pair.At }).ToListAsync(cancel);
        return rows.ConvertAll(row => new RumourRow(row.row, row.Name, row.Text, row.At));
    }
}
