using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Live;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Polls;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Posts;

/// <summary>Keeps the words of a post: by the person's own act, or by itself while they write.</summary>
internal sealed class KeepPost(PendopoDb db, PostLedger ledger, LiveFeed live, PollReader polls)
{
    /// <param name="BasedOn">The revision that the writer saw when they began.</param>
    public sealed record Request(Id<Post> Post, int BasedOn, PostWords Words, bool ByItself);

    public async Task<Result<Post>> Run(Request request, CancellationToken cancel)
    {
        // What a page kept by itself may be in the way of what its writer then saves: their own last word counts. The other way round it is
        // refused, for what is kept by itself may be older.
        Id<Person>? before = null;
        var kept = request.ByItself ? await Take(request, found => before = found, cancel) : await ledger.Attempt(() => Take(request, found => before = found, cancel), cancel);
        if (request.ByItself && kept.Ok)
            kept = await ledger.Keep(kept.Value, cancel);
        // Other open pages are told when the hand changes, not at every pause of the same one.
        if (kept.Ok && (before != ledger.Here.Actor || !request.ByItself))
            live.Tell(Topic(request.Post), "words");
        return kept;
    }

    /// <summary>What open pages of a post listen to.</summary>
    public static string Topic(Id<Post> post) => $"post:{post}";

    private async Task<Result<Post>> Take(Request request, Action<Id<Person>> before, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(request.Post, cancel) is not { } post)
            return Problem.NotFound;
        before(post.EditorId);
        if (post.RecalledAt is not null)
            return ledger.Problem("AlreadyRecalled");
        if (WordsCheck.ToKeep(request.Words, ledger) is { Count: > 0 } problems)
            return problems;
        if (await SomebodyElseWrote(post, request.BasedOn, cancel))
            return ledger.Problem("SomebodyElseWrote");
        if (await polls.Breaks(post.Id, request.Words, cancel))
            return ledger.Problem("PollHasVotes", "Choices");
        if (!post.Words.SameAs(request.Words))
            await Edit(post, request.Words, request.ByItself, cancel);
        return post;
    }

    /// <summary>Takes new words in the caller's transaction; what was approved is so no longer.</summary>
    /// <param name="told">What the history says of it, once.</param>
    /// <param name="channel">The channel whose words alone are others; null where those of the post are.</param>
    public async Task Edit(Post post, PostWords words, bool byItself, CancellationToken cancel, DeedKind told = DeedKind.Edited, string comment = "", Id<Channel>? channel = null)
    {
        var wasDraft = post.Review is ReviewState.Draft or ReviewState.ChangesAsked;
        if (post.Edit(words, ledger.Here.Actor, ledger.Now, byItself))
            db.Add(Revision.Of(post));
        else
            (await db.Set<Revision>().FirstAsync(row => row.PostId == post.Id && row.Number == post.Revision, cancel)).Take(post);
        if (!byItself || !wasDraft)
            ledger.Note(post, told, comment, channel);
        foreach (var publication in await ledger.Publications(post.Id, cancel))
            publication.LoseApproval();
    }

    // The same person's own later saves are no conflict: a page saves by itself many times after it was opened.
    private Task<bool> SomebodyElseWrote(Post post, int basedOn, CancellationToken cancel)
    {
        var me = ledger.Here.Actor;
        return db.Set<Revision>().AnyAsync(row => row.PostId == post.Id && row.Number > basedOn && row.EditorId != me, cancel);
    }
}
