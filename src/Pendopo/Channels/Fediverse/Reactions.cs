using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>Likes and shares of our posts: one a person and post, whatever arrives twice or in the wrong order.</summary>
internal sealed class Reactions(PendopoDb db, Memories memories, TimeProvider time)
{
    public async Task<JobOutcome> Take(Activity activity, RemoteActor signer, CancellationToken cancel)
    {
        var kind = activity.Kind == ActivityKind.Like ? ReactionKind.Like : ReactionKind.Share;
        var post = await db.Set<FediversePost>().FirstOrDefaultAsync(row => row.Uri == activity.Object.Id && row.DeletedAt == null, cancel);
        // Only what everybody may read can be shared on.
        if (post is null || (kind == ReactionKind.Share && !post.IsPublic))
            return JobOutcome.Done;
        if (activity.Id is not null && await memories.Holds(Memories.Gone, activity.Id, cancel))
            return JobOutcome.Done;
        if (await db.Set<Reaction>().AnyAsync(row => row.PostId == post.Id && row.Kind == kind && row.ActorId == signer.Id, cancel))
            return JobOutcome.Done;
        db.Add(Reaction.Of(post, signer, kind, activity.Id is { Length: <= RemoteActor.MaxAddress } id ? id : null, time.Now()));
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    public async Task<JobOutcome> Undo(Activity undone, RemoteActor signer, CancellationToken cancel)
    {
        var kind = undone.Kind == ActivityKind.Like ? ReactionKind.Like : ReactionKind.Share;
        var posts = db.Set<FediversePost>().Where(post => post.Uri == undone.Object.Id).Select(post => post.Id);
        var gone = await db.Set<Reaction>().Where(row => row.ActorId == signer.Id && row.Kind == kind && posts.Contains(row.PostId)).ExecuteDeleteAsync(cancel);
        return await Remember(gone, undone.Id, cancel);
    }

    public async Task<JobOutcome> UndoByUri(string uri, RemoteActor signer, CancellationToken cancel) =>
        await Remember(await db.Set<Reaction>().Where(row => row.ActorId == signer.Id && row.Uri == uri).ExecuteDeleteAsync(cancel), uri, cancel);

    private async Task<JobOutcome> Remember(int gone, string? uri, CancellationToken cancel)
    {
        if (gone == 0 && uri is not null)
        {
            await memories.Keep(Memories.Gone, uri, Sequence.EarlyRemoval, cancel);
            await db.SaveChangesAsync(cancel);
        }
        return JobOutcome.Done;
    }
}
