using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Reviews;

/// <summary>Hands a post to the reviewers. From then on its present revision never changes.</summary>
internal sealed class SubmitPost(PendopoDb db, PostLedger ledger, EventBoard events)
{
    public async Task<Result<Post>> Run(Id<Post> id, string comment, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        if (Refuses(post, comment) is { Count: > 0 } problems)
            return problems;
        var before = post.SubmittedRevision;
        post.Submit(ledger.Here.Actor);
        if (post.FirstOutAt is null)
            post.GiveSlug(await FreeSlug(post, cancel));
        ledger.Note(post, before is null ? DeedKind.Submitted : DeedKind.Resubmitted, comment);
        events.Publish(new PostSubmitted(post.Id, post.Revision));
        return await ledger.Keep(post, cancel);
    }

    private List<Problem> Refuses(Post post, string comment)
    {
        if (post.RecalledAt is not null)
            return [ledger.Problem("AlreadyRecalled")];
        if (post.Review is ReviewState.WaitingForApproval)
            return [ledger.Problem("AlreadySubmitted")];
        if (post.IsApproved)
            return [ledger.Problem("AlreadyApproved")];
        if (post.Review == ReviewState.Rejected)
            return [ledger.Problem("RejectedNeedsChange")];
        return comment.Length > Deed.CommentLength ? [ledger.Problem("TooLong", "Comment", Deed.CommentLength)] : WordsCheck.ToSubmit(post.Words, ledger);
    }

    private async Task<string> FreeSlug(Post post, CancellationToken cancel)
    {
        var wanted = Slugs.Of(post.Title) is { Length: > 0 } made ? made : Slugs.Of(post.Kind.ToString());
        var taken = await db.Set<Post>().Where(other => other.Id != post.Id && other.Slug != null && other.Slug.StartsWith(wanted))
            .Select(other => other.Slug!).ToListAsync(cancel);
        return Slugs.Free(wanted, taken.ToHashSet(StringComparer.Ordinal));
    }
}
