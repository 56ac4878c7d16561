using Pendopo.Community.Talk;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Web;

namespace Pendopo.Community.Rumours;

/// <summary>What may not be true, as the desk's programs read it.</summary>
/// <param name="Post">The post or comment that holds the words.</param>
/// <param name="Claim">The claim that it may speak of; null while nobody knows which.</param>
/// <param name="Asked">How many asked whether it is true.</param>
internal sealed record RumourBody(Guid Id, Guid Post, string Name, string Text, Guid? Claim, string State, int Asked, DateTimeOffset SaidAt)
{
    public static RumourBody Of(RumourRow row) => new(row.Rumour.Id.Value, row.Rumour.SaidId.Value, row.Name, row.Text, row.Rumour.ClaimId, row.Rumour.State.ToString(), row.Rumour.Asked, row.SaidAt);
}

/// <param name="Decision">`look`, `confirm` or `dismiss`.</param>
/// <param name="Claim">The claim whose answer is shown beside the words.</param>
internal sealed record RumourDecisionBody(string? Decision = null, Guid? Claim = null);

internal sealed record DoubtBody(string? Question = null);

/// <summary>Rumours for programs, with the same handlers as the pages.</summary>
internal static class RumourApi
{
    public static void Map(RouteGroupBuilder square)
    {
        square.MapPost("/posts/{id}/doubts", async (Id<Said> id, DoubtBody body, HearRumour rumours, Doorplate door, HttpContext http, CancellationToken cancel) =>
            (await rumours.Ask(id, body.Question, http, door.Resolve, cancel)).ToResult(path => TypedResults.Created(path)));
        square.MapGet("/rumours", async (RumourDesk desk, CancellationToken cancel) => TypedResults.Ok((await desk.Open(cancel)).Select(RumourBody.Of))).Needs(CommunityRoom.MayCorrect);
        square.MapPut("/rumours/{id}/decision", async (Id<Rumour> id, RumourDecisionBody body, RumourDesk desk, CancellationToken cancel) =>
            (await desk.Decide(id, body.Decision, body.Claim?.ToString(), cancel)).ToResult(_ => TypedResults.NoContent())).Needs(CommunityRoom.MayCorrect);
    }
}
