using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Polls;

/// <summary>Opens the poll of a post when it first stands somewhere, and takes what later revisions say of it.</summary>
internal sealed class OpenBallot(PendopoDb db, PollReader reader, CentreDirectory centres, TimeProvider time)
{
    /// <summary>Takes the newest revision that stands anywhere: another channel may still be one behind.</summary>
    public async Task Settle(Id<Post> post, CancellationToken cancel)
    {
        if (await db.Set<Publication>().AsNoTracking().Where(row => row.PostId == post && row.SentRevision != null).OrderByDescending(row => row.SentRevision).FirstOrDefaultAsync(cancel) is not { } sent)
            return;
        var words = (await db.Set<Revision>().AsNoTracking().FirstAsync(row => row.PostId == post && row.Number == sent.SentRevision, cancel)).Words;
        await Of(post, words, cancel);
        // Another channel's event did the same a moment before.
        await db.TrySave(cancel);
    }

    /// <summary>The poll of words that are out, in the caller's transaction; null when they ask nothing.</summary>
    public async Task<Ballot?> Of(Id<Post> id, PostWords words, CancellationToken cancel)
    {
        if (!words.HasPoll)
            return null;
        var post = await db.Set<Post>().AsNoTracking().FirstAsync(row => row.Id == id, cancel);
        var centre = await centres.ById(post.CentreId, cancel) ?? throw new InvalidOperationException("A post has no centre.");
        var ends = words.Details.Ends is { } end ? Instants.Cut(centre.Instant(end)) : (DateTimeOffset?)null;
        if (await reader.Ballot(id, cancel) is { } known)
        {
            known.Settle(words.Details, ends, await reader.HasVotes(id, cancel));
            return known;
        }
        return db.Add(Ballot.Open(post, words.Details, ends, time.Now())).Entity;
    }
}

// One class an event: a subscription is kept by the name of its class.
internal sealed class OpenSentPoll(OpenBallot open) : IEventHandler<PostSent>
{
    public Task Handle(PostSent happened, CancellationToken cancel) => open.Settle(happened.Post, cancel);
}

internal sealed class SettleChangedPoll(OpenBallot open) : IEventHandler<PostChanged>
{
    public Task Handle(PostChanged happened, CancellationToken cancel) => open.Settle(happened.Post, cancel);
}
