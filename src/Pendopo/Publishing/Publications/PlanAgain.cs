using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Publications;

/// <summary>Undoes a recall as far as that can be: the post becomes a draft again, is approved again and goes out as a new post. What was taken
/// back does not return, nor do its likes and replies.</summary>
internal sealed class PlanAgain(PostLedger ledger)
{
    public Task<Result<Post>> Run(Id<Post> id, CancellationToken cancel) => ledger.Attempt(() => Take(id, cancel), cancel);

    private async Task<Result<Post>> Take(Id<Post> id, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        if (post.RecalledAt is null)
            return ledger.Problem("NotRecalled");
        var publications = await ledger.Publications(id, cancel);
        if (publications.Any(publication => publication.MayBeOut))
            return ledger.Problem("RecallNotDone");
        foreach (var publication in publications)
            publication.BeginAnew();
        post.PlanAgain();
        ledger.Note(post, DeedKind.PlannedAgain);
        return post;
    }
}
