using Microsoft.AspNetCore.Mvc;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Inbox.Blocks;

internal sealed record BlockBody(BlockReason? Reason = null);

/// <summary>Keeping a sender apart, and taking it back.</summary>
internal static class BlocksSetup
{
    public static void Add(IServiceCollection services) => services.AddScoped<BlockSender>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        var steps = routes.MapGroup("/desk/inbox/{id}").Needs(InboxRoom.MayReply).ExcludeFromDescription();
        steps.MapPost("/block", async (Id<Conversation> id, [FromForm] string? reason, BlockSender block, CancellationToken cancel) =>
            ConversationSteps.Back(id, await block.Block(id, Enum.TryParse<BlockReason>(reason, out var why) ? why : null, cancel)));
        // The form is asked for because a form is what carries the token against forged requests.
        steps.MapPost("/unblock", async (Id<Conversation> id, IFormCollection _, BlockSender block, CancellationToken cancel) => ConversationSteps.Back(id, await block.Unblock(id, cancel)));
        var api = routes.MapGroup("/api/v1/conversations").WithTags("Conversations").Needs(InboxRoom.MayReply);
        api.MapPut("/{id}/block", async (Id<Conversation> id, BlockBody body, BlockSender block, CancellationToken cancel) => (await block.Block(id, body.Reason, cancel)).ToResult(_ => TypedResults.NoContent()));
        api.MapDelete("/{id}/block", async (Id<Conversation> id, BlockSender block, CancellationToken cancel) => (await block.Unblock(id, cancel)).ToResult(_ => TypedResults.NoContent()));
    }
}
