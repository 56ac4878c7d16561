using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Safety.Claims;

/// <summary>A claim with its answer, as programs of the desk read it.</summary>
/// <param name="Shown">Whether people read it today.</param>
internal sealed record ClaimBody(Guid Id, string SaidId, string SaidEn, string Verdict, string AnswerId, string AnswerEn, string Source, string SourceAddress, DateOnly Until, DateTimeOffset? ReviewedAt, bool Shown, int Version)
{
    public static ClaimBody Of(HealthClaim claim, DateOnly today) => new(claim.Id.Value, claim.SaidId, claim.SaidEn, claim.Verdict.ToString(), claim.AnswerId, claim.AnswerEn, claim.Source, claim.SourceAddress, claim.ValidUntil, claim.ReviewedAt,
        claim.Stands(today), claim.Version);
}

/// <param name="Until">The last day on which it holds: `2026-12-31`.</param>
/// <param name="BasedOn">The version that was read; a newer one meanwhile is refused.</param>
internal sealed record ClaimWriteBody(string? SaidId = null, string? SaidEn = null, string? Verdict = null, string? AnswerId = null, string? AnswerEn = null, string? Source = null, string? SourceAddress = null, string? Until = null, int? BasedOn = null)
{
    public ClaimAsked Asked => new(SaidId, SaidEn, Verdict, AnswerId, AnswerEn, Source, SourceAddress, Until, BasedOn);
}

internal sealed record ClaimReviewBody(int? BasedOn = null);

/// <summary>The registry of claims for programs, with the same handlers as the desk's pages.</summary>
internal static class ClaimsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var claims = routes.MapGroup("/api/v1/claims").WithTags("Claims").Needs(SafetyRoom.MayClaim);
        claims.MapGet("/", async (KeepClaims keep, CancellationToken cancel) => TypedResults.Ok((await keep.All(cancel)).Select(claim => ClaimBody.Of(claim, keep.Today)))).WithSummary("Every claim: those that wait for a judgement first, then those that end soonest.");
        claims.MapGet("/{id}", async (Id<HealthClaim> id, KeepClaims keep, CancellationToken cancel) =>
            await keep.Find(id, cancel) is { } claim ? (IResult)TypedResults.Ok(ClaimBody.Of(claim, keep.Today)) : TypedResults.NotFound());
        claims.MapPost("/", async (ClaimWriteBody body, KeepClaims keep, CancellationToken cancel) =>
            (await keep.Keep(null, body.Asked, cancel)).ToResult(claim => TypedResults.Created($"/api/v1/claims/{claim.Id}", ClaimBody.Of(claim, keep.Today)))).WithSummary("Writes a claim down. Nobody reads it before somebody else judged it.");
        claims.MapPut("/{id}", async (Id<HealthClaim> id, ClaimWriteBody body, KeepClaims keep, CancellationToken cancel) => (await keep.Keep(id, body.Asked, cancel)).ToResult(_ => TypedResults.NoContent()));
        claims.MapDelete("/{id}", async (Id<HealthClaim> id, KeepClaims keep, CancellationToken cancel) => (await keep.Remove(id, cancel)).ToResult(_ => TypedResults.NoContent()));
        claims.MapPut("/{id}/review", async (Id<HealthClaim> id, ClaimReviewBody body, KeepClaims keep, CancellationToken cancel) =>
            (await keep.Review(id, body.BasedOn, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(SafetyRoom.MayVerify).WithSummary("Judges what somebody else wrote; everybody reads it from then on.");
    }
}
