using Microsoft.AspNetCore.Http.HttpResults;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Safety.Rights;

/// <summary>Requests for programs, and the archive as a file.</summary>
internal static class RightsRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var requests = routes.MapGroup("/api/v1/rights-requests").WithTags("Rights").Needs(RightsSetup.MaySee);
        requests.MapGet("/", List);
        requests.MapPost("/", Asked).Needs(RightsSetup.MayAnswer);
        requests.MapPut("/{id}/identity", Taken).Needs(RightsSetup.MayAnswer);
        requests.MapPut("/{id}/erasure", Erased).Needs(RightsSetup.MayAnswer);
        requests.MapPut("/{id}/restriction", Restricted).Needs(RightsSetup.MayAnswer);
        requests.MapDelete("/{id}/restriction", Lifted).Needs(RightsSetup.MayAnswer);
        requests.MapPut("/{id}/correction", Corrected).Needs(RightsSetup.MayAnswer);
        BreachRoutes.Map(routes);
        requests.MapPut("/{id}/answer", Answered).Needs(RightsSetup.MayAnswer);
        routes.MapGet("/desk/rights/{id:guid}/archive", File).ExcludeFromDescription().Needs(RightsSetup.MayAnswer);
    }

    private static async Task<Ok<List<RightsBody>>> List(RightsLedger ledger, CancellationToken cancel) => TypedResults.Ok((await ledger.All(cancel)).Select(RightsBody.Of).ToList());

    private static async Task<IResult> Asked(RightsAskBody body, RightsLedger ledger, CancellationToken cancel) =>
        (await ledger.Ask(new(body.Kind, body.Name ?? "", body.Contact ?? "", body.Handle ?? "", body.Text ?? ""), atDesk: true, cancel)).ToResult(request => TypedResults.Created("/api/v1/rights-requests", RightsBody.Of(request)));

    private static async Task<IResult> Taken(Id<RightsRequest> id, IdentityBody body, RightsLedger ledger, CancellationToken cancel) =>
        (await ledger.Take(id, body.Identity ?? "", cancel)).ToResult(request => TypedResults.Ok(RightsBody.Of(request)));

    private static async Task<IResult> Erased(Id<RightsRequest> id, CarryOut carry, CancellationToken cancel) =>
        (await carry.Erase(id, cancel)).ToResult(request => TypedResults.Ok(RightsBody.Of(request)));

    private static async Task<IResult> Restricted(Id<RightsRequest> id, CarryOut carry, CancellationToken cancel) =>
        (await carry.Restrict(id, on: true, cancel)).ToResult(request => TypedResults.Ok(RightsBody.Of(request)));

    private static async Task<IResult> Lifted(Id<RightsRequest> id, CarryOut carry, CancellationToken cancel) =>
        (await carry.Restrict(id, on: false, cancel)).ToResult(request => TypedResults.Ok(RightsBody.Of(request)));

    private static async Task<IResult> Corrected(Id<RightsRequest> id, CorrectionBody body, CarryOut carry, CancellationToken cancel) =>
        (await carry.Correct(id, new(body.Name ?? "", body.Guardian ?? "", body.Relation ?? ""), cancel)).ToResult(request => TypedResults.Ok(RightsBody.Of(request)));

    private static async Task<IResult> Answered(Id<RightsRequest> id, AnswerBody body, RightsLedger ledger, CancellationToken cancel) =>
        (await ledger.Answer(id, body.Done, body.Answer ?? "", cancel)).ToResult(request => TypedResults.Ok(RightsBody.Of(request)));

    private static async Task<Results<FileContentHttpResult, NotFound>> File(Guid id, HttpContext http, RightsLedger ledger, Archive archive, CancellationToken cancel)
    {
        // Only what is asked for by somebody of whom it is known who they are.
        if (await ledger.Find(new(id), cancel) is not { Identity.Length: > 0, Kind: RightKind.Access or RightKind.Copy } request)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(await archive.Of(request, cancel), "application/zip", $"data-{request.Code}.zip");
    }
}

internal sealed record RightsAskBody(RightKind Kind, string? Name = null, string? Contact = null, string? Handle = null, string? Text = null);

/// <param name="Identity">How it was made sure who asks.</param>
internal sealed record IdentityBody(string? Identity = null);

internal sealed record AnswerBody(bool Done, string? Answer = null);

/// <param name="Name">What the person is called on the sheet that the request names.</param>
internal sealed record CorrectionBody(string? Name = null, string? Guardian = null, string? Relation = null);

internal sealed record RightsBody(Id<RightsRequest> Id, string Code, RightKind Kind, RightsState State, RightsClock Clock, string Name, DateTimeOffset AskedAt, DateTimeOffset DueAt, DateTimeOffset? AnsweredAt, DateTimeOffset? ActedAt, int ActedOn)
{
    public static RightsBody Of(RightsRequest row) => new(row.Id, row.Code, row.Kind, row.State, row.Clock, row.Name, row.AskedAt, row.DueAt, row.AnsweredAt, row.ActedAt, row.ActedOn);
}
