using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Files.Videos;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Guests;
using Pendopo.Publishing.Library;
using Pendopo.Publishing.Pictures;
using Pendopo.Publishing.Polls;
using Pendopo.Publishing.Pool;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Site;
using Pendopo.Publishing.Team;

namespace Pendopo.Publishing.Reviews;

/// <summary>Hands a post to the reviewers. From then on its present revision never changes.</summary>
internal sealed class SubmitPost(PendopoDb db, PostLedger ledger, ReviewPaths paths, ApprovePost approve, PollReader polls, PersonsCheck persons, PictureGate pictures, EventBoard events)
{
    public async Task<Result<Post>> Run(Id<Post> id, string comment, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        var handed = await Hand(post, comment, cancel);
        return handed.Ok ? await ledger.Keep(post, cancel) : handed;
    }

    /// <summary>Hands it in within the caller's act, who asked for the right and saves.</summary>
    public async Task<Result<Post>> Hand(Post post, string comment, CancellationToken cancel)
    {
        if (Refuses(post, comment) is { Count: > 0 } problems)
            return problems;
        if (await persons.Unsaid(post, cancel) is { } unsaid)
            return unsaid;
        var isNew = ledger.IsNew(post);
        if (!isNew && await polls.Breaks(post.Id, post.Words, cancel))
            return ledger.Problem("PollHasVotes", "Choices");
        if (await OpenVariable(post, cancel) is { } open)
            return open;
        if (!isNew && await TakeQuote.Unlabelled(db, post, ledger, cancel) is { } unlabelled)
            return unlabelled;
        if (await Checklists.ChecklistBook.Open(db, post, ledger, cancel) is { } unticked)
            return unticked;
        if (post.Words.Details.Video is { } shown && !await db.Set<Video>().AnyAsync(video => video.Id == shown.Video && video.State == VideoState.Ready, cancel))
            return ledger.Problem("VideoNotReady");
        if (await pictures.Unseen(post, cancel) is { } unseen)
            return unseen;
        var needsNone = await paths.Of(post, cancel) == ReviewPath.None;
        if (needsNone && await pictures.Unread(post, cancel) is { } unread)
            return unread;
        var before = post.SubmittedRevision;
        post.Submit(ledger.Here.Actor);
        if (post.FirstOutAt is null)
            post.GiveSlug(await FreeSlug(post, cancel));
        ledger.Note(post, before is null ? DeedKind.Submitted : DeedKind.Resubmitted, comment);
        if (needsNone)
        {
            await approve.Run(post, cancel);
            ledger.Note(post, DeedKind.NeededNoApproval);
        }
        else
        {
            events.Publish(new PostSubmitted(post.Id, post.Revision));
        }
        return post;
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

    // A variable left open would go out as it stands. A campaign that is shared with other centres leaves what is local to them: it is approved so, and cannot be planned here.
    private async Task<Problem?> OpenVariable(Post post, CancellationToken cancel)
    {
        if (Placeholders.Open(post.Words) is not [var first, ..])
            return null;
        var shared = await db.Set<CampaignPost>().AnyAsync(member => member.PostId == post.Id && db.Set<PoolEntry>().Any(entry => entry.CampaignId == member.CampaignId), cancel);
        var planned = await db.Set<Publication>().AnyAsync(row => row.PostId == post.Id && row.DueAt != null, cancel);
        return shared && !planned ? null : ledger.Problem("VariableLeft", "Text", first);
    }

    private async Task<string> FreeSlug(Post post, CancellationToken cancel)
    {
        var wanted = Slugs.Of(post.Title) is { Length: > 0 } made ? made : Slugs.Of(post.Kind.ToString());
        var taken = await db.Set<Post>().Where(other => other.Id != post.Id && other.Slug != null && other.Slug.StartsWith(wanted))
            .Select(other => other.Slug!).ToListAsync(cancel);
        return Slugs.Free(wanted, taken.ToHashSet(StringComparer.Ordinal));
    }
}
