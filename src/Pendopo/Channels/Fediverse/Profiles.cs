using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>People elsewhere who change, or go.</summary>
internal sealed class Profiles(PendopoDb db, RemoteActors people, NoteContext context, EventBoard events, TimeProvider time)
{
    public async Task<JobOutcome> Change(Activity activity, CancellationToken cancel)
    {
        if (activity.Object.IsEmbedded)
            await people.Keep(new Fetched(activity.Object.Embedded, null), keyId: null, cancel);
        return JobOutcome.Done;
    }

    /// <summary>Forgets somebody whose account is deleted: as a follower and as one who is followed, their reactions, their words.</summary>
    public async Task<JobOutcome> Leave(RemoteActor person, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Set<Follower>().Where(row => row.ActorId == person.Id).ExecuteDeleteAsync(cancel);
        var voted = await db.Set<Reaction>().AnyAsync(row => row.ActorId == person.Id && row.Kind == ReactionKind.Vote, cancel);
        await db.Set<Reaction>().Where(row => row.ActorId == person.Id).ExecuteDeleteAsync(cancel);
        await db.Set<FollowedAccount>().Where(row => row.ActorId == person.Id).ExecuteDeleteAsync(cancel);
        await db.Set<FollowedPost>().Where(row => row.ActorId == person.Id).ExecuteDeleteAsync(cancel);
        events.Publish(new PublicWithdrawn(FediverseConnector.NetworkName, null, person.Uri));
        var channel = await context.Channel(cancel);
        if (voted && channel is not null)
            events.Publish(new VoterGone(channel.Id, person.Uri));
        foreach (var received in await db.Set<ReceivedPost>().Where(row => row.ActorId == person.Id && row.WithdrawnAt == null).ToListAsync(cancel))
        {
            received.WithdrawnAt = time.Now();
            if (channel is not null)
                events.Publish(new MessageWithdrawn(channel.Id, received.Uri));
        }
        person.Leave(time.Now());
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return JobOutcome.Done;
    }
}
