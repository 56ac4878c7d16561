using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>Votes in polls of ours. What somebody chose is handed on and not kept here; that they voted is, until the poll ends.</summary>
internal sealed class Votes(PendopoDb db, NoteContext context, EventBoard events, TimeProvider time)
{
    public async Task<JobOutcome> Take(Post vote, RemoteActor voter, CancellationToken cancel)
    {
        if (await db.Set<FediversePost>().FirstOrDefaultAsync(row => row.Uri == vote.InReplyTo && row.DeletedAt == null, cancel) is not { } question || await context.Channel(cancel) is not { } channel)
            return JobOutcome.Done;
        // Only what can count is handed on: a stranger cannot fill the queue with answers that nobody offered.
        if (question.Read().Poll is not { ClosedAt: null } poll || poll.EndsAt <= time.GetUtcNow() || poll.Options.All(option => option.Name != vote.Name))
            return JobOutcome.Done;
        if (!await db.Set<Reaction>().AnyAsync(row => row.PostId == question.Id && row.Kind == ReactionKind.Vote && row.ActorId == voter.Id, cancel))
            db.Add(Reaction.Of(question, voter, ReactionKind.Vote, null, time.Now()));
        events.Publish(new VoteHeard(channel.Id, question.Uri, voter.Uri, vote.Name!, time.Now()));
        // Two votes of one person at once: the row is there already, and the job runs again for the other.
        return await db.TrySave(cancel) ? JobOutcome.Done : JobOutcome.Again("The same voter was heard at the same moment.", TimeSpan.FromSeconds(1));
    }
}
