using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Pictures;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Team;

namespace Pendopo.Publishing.Reviews;

internal enum ReviewAnswer { Approve, AskForChanges, Reject }

/// <summary>A reviewer answers a submitted post: another person than those who wrote it.</summary>
internal sealed class AnswerReview(PostLedger ledger, ReviewPaths paths, ApprovePost approve, PictureGate pictures, EventBoard events)
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
        var step = await paths.Next(post, cancel);
        if (request.Answer == ReviewAnswer.Approve && step.Refused is { } notYours)
            return notYours;
        if (request.Answer == ReviewAnswer.Approve && (await pictures.Unread(post, cancel) ?? await pictures.Unseen(post, cancel)) is { } unknown)
            return unknown;
        if (request.Answer == ReviewAnswer.Approve && !step.Last)
            return await HalfWay(post, request.Comment, cancel);
        switch (request.Answer)
        {
            case ReviewAnswer.Approve:
                await approve.Run(post, cancel);
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

    // The medical part stands; the words still wait, and any change of them begins the way anew.
    private async Task<Result<Post>> HalfWay(Post post, string comment, CancellationToken cancel)
    {
        ledger.Note(post, DeedKind.ApprovedMedically, comment);
        events.Publish(new HalfApproved(post.Id, post.Revision));
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

    private static DeedKind DeedOf(ReviewAnswer answer) => answer switch
    {
        ReviewAnswer.Approve => DeedKind.Approved,
        ReviewAnswer.AskForChanges => DeedKind.AskedForChanges,
        _ => DeedKind.Rejected,
    };
}
