using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Publications;

/// <summary>Takes a post back from every channel: by program where the network lets one, else as a task for a person.</summary>
internal sealed class RecallPost(PostLedger ledger, TakeBack back, JobBoard jobs)
{
    public const int ReasonLength = 300;

    /// <param name="reason">In words for the public: they stand where the post stood.</param>
    public async Task<Result<Post>> Run(Id<Post> id, string reason, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.recall") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        if (post.RecalledAt is not null)
            return ledger.Problem("AlreadyRecalled");
        if (string.IsNullOrWhiteSpace(reason))
            return ledger.Problem("ReasonRequired", "Reason");
        if (reason.Length > ReasonLength)
            return ledger.Problem("TooLong", "Reason", ReasonLength);
        post.Recall(reason.Trim(), ledger.Now);
        foreach (var publication in await ledger.Publications(id, cancel))
            back.Ask(publication, ledger.Now);
        ledger.Note(post, DeedKind.Recalled, reason.Trim());
        jobs.Add(new SendDue(post.Id));
        return await ledger.Keep(post, cancel);
    }
}

/// <summary>Asks for one publication back, in the caller's transaction: by program where the network lets one, else of a person.</summary>
internal sealed class TakeBack(Accounts accounts, EventBoard events)
{
    public void Ask(Publication publication, DateTimeOffset now)
    {
        // Asked for once is enough: a person who is to do it by hand is not told twice.
        if (publication.RecallAskedAt is not null && publication.State == PublicationState.Sent)
            return;
        var can = accounts.Knows(publication.Network) && accounts.Connector(publication.Network).Abilities.HasFlag(ConnectorAbilities.Recall);
        publication.AskRecall(can && publication.Remote is not null, now);
        if (publication.NeedsPerson && publication.Chore == Chore.Recall)
            events.Publish(new PublicationNeedsPerson(publication.PostId, publication.ChannelId, "RecallByHand"));
    }
}
