using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Web;

namespace Pendopo.Inbox.Reputation;

internal sealed record PlayBody(Play? Play = null, string? Note = null);

internal sealed record SurgeBody(Guid Id, SurgeKind Kind, int Messages, double? Expected, DateTimeOffset RaisedAt, Play? Decision);

/// <summary>The watch over surges, and what is decided about them.</summary>
internal static class ReputationSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<DecideSurge>();
        services.AddJob<WatchReputation, WatchReputationJob>();
        services.AddJob<WatchCentre, WatchCentreJob>();
        services.AddSlot<SurgesWaiting>(SlotNames.DeskWaiting, 21);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var surges = routes.MapGroup("/api/v1/inbox/surges").WithTags("Conversations").Needs(InboxRoom.MayRead);
        surges.MapGet("", async (DecideSurge decide, CancellationToken cancel) =>
            TypedResults.Ok((await decide.All(cancel)).ConvertAll(card => new SurgeBody(card.Id.Value, card.Kind, card.Messages, card.Expected, card.RaisedAt, card.Chosen))));
        surges.MapPut("/{id}/decision", async (Id<SurgeCard> id, PlayBody body, DecideSurge decide, CancellationToken cancel) =>
            (await decide.Decide(id, body.Play, body.Note, cancel)).ToResult(_ => TypedResults.NoContent()));
    }
}
