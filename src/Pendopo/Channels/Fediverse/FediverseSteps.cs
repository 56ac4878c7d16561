using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Channels.Fediverse.Reported;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>The forms in the rows of the fediverse's pages: each step is done and the page shown again.</summary>
internal static class FediverseSteps
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var moderating = routes.MapGroup("/desk/fediverse").Needs(ChannelsRoom.MayModerate).ExcludeFromDescription();
        moderating.MapPost("/blocks/{id}/lifting", Lift);
        moderating.MapPost("/reports/{id}/reopening", Reopen);
        routes.MapGroup("/desk/fediverse").Needs(ChannelsRoom.MayFollow).ExcludeFromDescription().MapPost("/accounts/{id}/ending", Unfollow);
    }

    // The forms are asked for because a form is what carries the token against forged requests.
    private static async Task<IResult> Lift(Id<DomainBlock> id, IFormCollection form, LiftBlock lifting, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        return Answer(await lifting.Run(id, cancel), "/desk/fediverse/blocks?done=lifted");
    }

    private static async Task<IResult> Reopen(Id<FediverseReport> id, IFormCollection form, CloseReport closing, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        return Answer(await closing.Reopen(id, cancel), $"/desk/fediverse/reports/{id}");
    }

    private static async Task<IResult> Unfollow(Id<FollowedAccount> id, IFormCollection form, FollowAccount following, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        return Answer(await following.Unfollow(id, cancel), "/desk/fediverse/accounts?done=ended");
    }

    private static IResult Answer(Result<Done> result, string to) => result.Ok ? TypedResults.Redirect(to) : TypedResults.NotFound();
}
