using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Variants;

namespace Pendopo.Publishing.Reviews;

internal enum ReviewAnswer { Approve, AskForChanges, Reject }

/// <summary>A reviewer answers a submitted post: another person than those who wrote it.</summary>
internal sealed class AnswerReview(PendopoDb db, PostLedger ledger, Accounts accounts, EventBoard events)
{
    /// <param name="Revision">The revision that the reviewer read: an answer to another one is refused.</param>
    public sealed record Request(Id<Post> Post, int Revision, ReviewAnswer Answer, string Comment);

    public async Task<Result<Post>> Run(Request request, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.approve") is { } forbidden)
            return forbidden;
        if (await ledger.Find(request.Post, cancel) is not { } post)
            return Problem.NotFound;
        if (Refuses(post, request) is { } problem)
            return problem;
        switch (request.Answer)
        {
            case ReviewAnswer.Approve:
                await Approve(post, cancel);
                break;
            case ReviewAnswer.AskForChanges:
                post.AskForChanges();
                break;
            case ReviewAnswer.Reject:
                post.Reject();
                break;
        }
        ledger.Note(post, DeedOf(request.Answer), request.Comment);
        events.Publish(new PostReviewed(post.Id, post.Revision, post.Review));
        return await ledger.Keep(post, cancel);
    }

    private Problem? Refuses(Post post, Request request)
    {
        if (post.Review != ReviewState.WaitingForApproval)
            return ledger.Problem("NotSubmitted");
        if (post.Revision != request.Revision)
            return ledger.Problem("ChangedMeanwhile");
        if (request.Answer == ReviewAnswer.Approve && post.HasHandIn(ledger.Here.Actor))
            return ledger.Problem("AnotherPersonApproves");
        if (request.Answer != ReviewAnswer.Approve && string.IsNullOrWhiteSpace(request.Comment))
            return ledger.Problem("CommentRequired", "Comment");
        return request.Comment.Length > Deed.CommentLength ? ledger.Problem("TooLong", "Comment", Deed.CommentLength) : null;
    }

    private async Task Approve(Post post, CancellationToken cancel)
    {
        post.Approve();
        foreach (var variant in await db.Set<Variant>().Where(variant => variant.PostId == post.Id).ToListAsync(cancel))
            variant.Approve();
        foreach (var publication in await ledger.Publications(post.Id, cancel))
        {
            publication.GainApproval();
            var canEdit = publication.Remote is not null && accounts.Knows(publication.Network) && accounts.Connector(publication.Network).Abilities.HasFlag(ConnectorAbilities.Edit);
            if (publication.AskChange(post.Revision, canEdit, ledger.Now) && !canEdit)
                events.Publish(new PublicationNeedsPerson(post.Id, publication.ChannelId, "ChangeByHand"));
        }
    }

    private static DeedKind DeedOf(ReviewAnswer answer) => answer switch
    {
        ReviewAnswer.Approve => DeedKind.Approved,
        ReviewAnswer.AskForChanges => DeedKind.AskedForChanges,
        _ => DeedKind.Rejected,
    };
}
