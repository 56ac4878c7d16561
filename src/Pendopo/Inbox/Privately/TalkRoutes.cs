using Microsoft.AspNetCore.Mvc;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Inbox.Privately;

/// <summary>Offering a private way and closing it: the buttons of a conversation's page, and the same for programs. The link never leaves by the API.</summary>
internal static class TalkRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var steps = routes.MapGroup("/desk/inbox/{id}").Needs(InboxRoom.MayReply).ExcludeFromDescription();
        steps.MapPost("/private", Step);
        var api = routes.MapGroup("/api/v1/conversations").WithTags("Conversations").Needs(InboxRoom.MayRead).Needs(InboxRoom.MayReply);
        api.MapPost("/{id}/private-talk", Offered);
        api.MapDelete("/{id}/private-talk", Closed);
    }

    private static async Task<IResult> Step(Id<Conversation> id, [FromForm] string? to, OfferPrivately offer, ClosePrivately close, CancellationToken cancel) => to switch
    {
        "offered" => ConversationSteps.Back(id, await offer.Run(id, cancel)),
        "closed" => ConversationSteps.Back(id, await close.Run(id, cancel)),
        _ => TypedResults.BadRequest(),
    };

    private static async Task<IResult> Offered(Id<Conversation> id, OfferPrivately offer, CancellationToken cancel) =>
        (await offer.Run(id, cancel)).ToResult(talk => TypedResults.Accepted((string?)null, new TalkBody(talk.OfferedAt, talk.EndsAt, talk.OpenedAt)));

    private static async Task<IResult> Closed(Id<Conversation> id, ClosePrivately close, CancellationToken cancel) =>
        (await close.Run(id, cancel)).ToResult(_ => TypedResults.NoContent());
}

internal sealed record TalkBody(DateTimeOffset OfferedAt, DateTimeOffset EndsAt, DateTimeOffset? OpenedAt);
