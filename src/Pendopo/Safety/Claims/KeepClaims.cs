using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Claims;

/// <summary>What the form of a claim holds.</summary>
internal sealed record ClaimAsked(string? SaidId, string? SaidEn, string? Verdict, string? AnswerId, string? AnswerEn, string? Source, string? SourceAddress, string? Until, int? BasedOn = null);

/// <summary>Writes claims and their answers down; somebody else who may judge them does, and only then people read them.</summary>
internal sealed class KeepClaims(PendopoDb db, Here here, ExitDoors exits, AuditBook audit, TimeProvider time, IStringLocalizer<ClaimText> words)
{
    /// <summary>Longer than this no answer holds without being looked at again. Our own choice.</summary>
    public const int MostDays = 730;

    private const int Most = 500;

    public DateOnly Today => Platform.Ui.Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);

    /// <summary>All of them: those that wait for a judgement first, then those that end soonest.</summary>
    public Task<List<HealthClaim>> All(CancellationToken cancel) =>
        db.Set<HealthClaim>().AsNoTracking().OrderBy(row => row.ReviewedAt != null).ThenBy(row => row.ValidUntil).ThenBy(row => row.Id).Take(Most).ToListAsync(cancel);

    public Task<HealthClaim?> Find(Id<HealthClaim> id, CancellationToken cancel) => db.Set<HealthClaim>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel);

    public Task<int> Waiting(CancellationToken cancel) => db.Set<HealthClaim>().CountAsync(row => row.ReviewedAt == null, cancel);

    public async Task<Result<HealthClaim>> Keep(Id<HealthClaim>? id, ClaimAsked asked, CancellationToken cancel)
    {
        var problems = Wrong(asked, out var said);
        if (problems.Count > 0)
            return problems;
        return await db.Attempt<HealthClaim>(async () =>
        {
            if (id is null && await db.Set<HealthClaim>().CountAsync(cancel) >= Most)
                return words.Problem("ClaimsMany", "SaidId", Most);
            var claim = id is { } known ? await db.Set<HealthClaim>().FirstOrDefaultAsync(row => row.Id == known, cancel) : db.Add(HealthClaim.Of(here.Centre.Id)).Entity;
            if (claim is null)
                return Problem.NotFound;
            if (id is not null && asked.BasedOn is { } seen && seen != claim.Version)
                return words.Problem("Stale");
            claim.Say(said, here.Actor);
            audit.Note("safety.claim", $"claim:{claim.Id}");
            return claim;
        }, () => words.Problem("Stale"), cancel);
    }

    /// <summary>Somebody other than who wrote it judged it. The guard is asked first: everybody reads it from now on.</summary>
    public async Task<Result<Done>> Review(Id<HealthClaim> id, int? basedOn, CancellationToken cancel) => await db.Attempt<Done>(async () =>
    {
        if (!here.May(SafetyRoom.MayVerify) || await db.Set<HealthClaim>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } claim)
            return Problem.NotFound;
        if (basedOn is { } seen && seen != claim.Version)
            return words.Problem("Stale");
        if (claim.WrittenById == here.Actor)
            return words.Problem("ReviewOwn");
        if (claim.ValidUntil < Today)
            return words.Problem("UntilWrong", "Until", MostDays);
        if (await exits.Ask(ClaimCards.Asking(claim), cancel) is { MayLeave: false } held)
            return words.Problem("ClaimHeld", "SaidId", string.Join(", ", held.Reasons.Select(reason => GuardKinds.Word(reason.Kind)).Distinct(StringComparer.Ordinal)));
        claim.Review(here.Actor, time.Now());
        audit.Note("safety.claim-reviewed", $"claim:{id}");
        return default(Done);
    }, () => words.Problem("Stale"), cancel);

    public async Task<Result<Done>> Remove(Id<HealthClaim> id, CancellationToken cancel)
    {
        if (await db.Set<HealthClaim>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } claim)
            return Problem.NotFound;
        db.Remove(claim);
        audit.Note("safety.claim", $"claim:{id}", "removed");
        return await db.TrySave(cancel) ? default(Done) : words.Problem("Stale");
    }

    private List<Problem> Wrong(ClaimAsked asked, out ClaimWords said)
    {
        var problems = new List<Problem>();
        var known = Enum.TryParse<Verdict>(asked.Verdict, ignoreCase: false, out var verdict) && Enum.IsDefined(verdict);
        var dated = DateOnly.TryParseExact(asked.Until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) && until >= Today && until <= Today.AddDays(MostDays);
        said = new(Plain(asked.SaidId), Plain(asked.SaidEn), verdict, Plain(asked.AnswerId), Plain(asked.AnswerEn), Plain(asked.Source), Plain(asked.SourceAddress), until);
        foreach (var (field, text, most) in new[] { ("SaidId", said.SaidId, HealthClaim.SaidLength), ("SaidEn", said.SaidEn, HealthClaim.SaidLength), ("AnswerId", said.AnswerId, HealthClaim.AnswerLength), ("AnswerEn", said.AnswerEn, HealthClaim.AnswerLength), ("Source", said.Source, HealthClaim.SourceLength) })
        {
            if (text.Length == 0 || text.Length > most)
                problems.Add(words.Problem("ClaimTextWrong", field, most));
        }
        if (!known)
            problems.Add(words.Problem("VerdictMissing", "Verdict"));
        if (said.SourceAddress.Length > HealthClaim.AddressLength || !Uri.TryCreate(said.SourceAddress, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            problems.Add(words.Problem("SourceAddressWrong", "SourceAddress"));
        if (!dated)
            problems.Add(words.Problem("UntilWrong", "Until", MostDays));
        return problems;
    }

    private static string Plain(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();
}
