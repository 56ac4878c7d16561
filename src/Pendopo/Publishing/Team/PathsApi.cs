using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Api;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Team;

/// <summary>The ways of approval for programs: the least of each kind, and the stricter one of a post.</summary>
internal static class PathsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var paths = routes.MapGroup("/api/v1/review-paths").WithTags("Team").Needs("publishing.see");
        paths.MapGet("/", async (ReviewPaths all, CancellationToken cancel) => TypedResults.Ok(new PathsBody(await all.Rules(cancel)))).WithSummary("Whose approval each kind of post needs at least.");
        paths.MapPut("/", async (PathsBody body, ChoosePath choose, ReviewPaths all, CancellationToken cancel) =>
        {
            var kept = await choose.Rules(body.Kinds ?? new Dictionary<PostKind, ReviewPath>(), cancel);
            return kept.Ok ? TypedResults.Ok(new PathsBody(await all.Rules(cancel))) : kept.ToResult(_ => TypedResults.NoContent());
        }).WithSummary("Keeps the paths of the kinds that are named; the others stay.").Needs(ReviewPaths.LastWord);
        var one = routes.MapGroup("/api/v1/posts/{id}/review-path").WithTags("Team").Needs("publishing.see");
        one.MapGet("/", Read).WithSummary("The path of a post, and whose approval it waits for.").Produces<PathBody>();
        one.MapPut("/", Chosen).WithSummary("Chooses a stricter path for a post than its kind needs.").Needs("publishing.write");
    }

    private static async Task<IResult> Read(Id<Post> id, PostLedger ledger, ReviewPaths paths, CancellationToken cancel)
    {
        if (await ledger.Find(id, cancel) is not { } post)
            return TypedResults.NotFound();
        return TypedResults.Ok(new PathBody(await paths.Of(post, cancel), await paths.LeastOf(post.Kind, cancel), post.Review == ReviewState.WaitingForApproval ? await paths.WaitsFor(post, cancel) : null));
    }

    private static async Task<IResult> Chosen(Id<Post> id, ChosenPathBody body, PostLedger ledger, ChoosePath choose, CancellationToken cancel)
    {
        var chosen = await choose.For(id, body.Path, cancel);
        return chosen.Ok ? TypedResults.Ok(PostBody.Of(chosen.Value, await ledger.Publications(id, cancel))) : chosen.ToResult(_ => TypedResults.NoContent());
    }
}

/// <param name="Kinds">By kind: `None`, `One`, `Medical` or `MedicalAndHead`.</param>
internal sealed record PathsBody(IReadOnlyDictionary<PostKind, ReviewPath>? Kinds = null);

/// <param name="Least">What the kind of the post needs at least.</param>
/// <param name="WaitsFor">The permission of who has to approve next, or null while it does not wait.</param>
internal sealed record PathBody(ReviewPath Path, ReviewPath Least, string? WaitsFor);

internal sealed record ChosenPathBody(ReviewPath Path = ReviewPath.One);
