using Pendopo.Channels.Contracts;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Hold;

/// <summary>The same act on many posts, for programs: what failed on a channel tried again, a plan moved by days, posts taken out of it.</summary>
internal static class ManyApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/failed-sends", async (ManyAtOnce many, CancellationToken cancel) => TypedResults.Ok((await many.Failed(cancel)).Select(FailedBody.Of)))
            .WithTags("Posts").WithSummary("Channels on which sends failed that can be tried again, with how many.").Needs("publishing.see");
        routes.MapPost("/api/v1/channels/{id}/retries", async (Id<Channel> id, ManyAtOnce many, CancellationToken cancel) => (await many.RetryAll(id, cancel)).ToResult(Done))
            .WithTags("Posts").WithSummary("Tries everything again that surely did not go out on a channel.").Needs("publishing.publish");
        routes.MapPost("/api/v1/plan-shifts", async (ShiftBody body, ManyAtOnce many, CancellationToken cancel) => (await many.Move([.. (body.Posts ?? []).Distinct()], body.Days, cancel)).ToResult(Done))
            .WithTags("Calendar").WithSummary("Moves what is planned of these posts by whole days; one whose new minute would be past stays.").Needs("publishing.publish");
        routes.MapPost("/api/v1/plan-pauses", async (PostsBody body, ManyAtOnce many, CancellationToken cancel) => (await many.Pause([.. (body.Posts ?? []).Distinct()], cancel)).ToResult(Done))
            .WithTags("Calendar").WithSummary("Takes these posts out of the plan; their texts and approvals stay.").Needs("publishing.publish");
        routes.MapPut("/api/v1/posts/{id}/urgency", async (Id<Post> id, UrgencyBody body, HoldSwitch held, CancellationToken cancel) => (await held.MarkUrgent(id, body.Urgent, cancel)).ToResult(_ => TypedResults.NoContent()))
            .WithTags("Posts").WithSummary("Says whether a post is urgent: no hold keeps it back.").Needs(HoldSwitch.MayHold);
    }

    private static IResult Done(int posts) => TypedResults.Ok(new DoneBody(posts));
}

internal sealed record FailedBody(Id<Channel> Channel, string Network, string Handle, int Count)
{
    public static FailedBody Of(FailedOn failed) => new(failed.Channel.Id, failed.Channel.Network, failed.Channel.Handle, failed.Count);
}

/// <param name="Days">Whole days, forward or back, at most 90.</param>
internal sealed record ShiftBody(IReadOnlyList<Id<Post>>? Posts = null, int Days = 0);

internal sealed record PostsBody(IReadOnlyList<Id<Post>>? Posts = null);

internal sealed record UrgencyBody(bool Urgent = true);

/// <param name="Done">How many were changed.</param>
internal sealed record DoneBody(int Done);
