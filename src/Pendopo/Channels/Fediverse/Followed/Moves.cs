using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse.Followed;

/// <summary>Somebody went elsewhere. A centre that followed the old account follows the new one, when the new one's own document names the
/// old. Someone who follows a centre stays its follower until their own server says otherwise: the new account asks for itself.</summary>
internal sealed class Moves(PendopoDb db, CentreScope scope, Following following, Fetching fetching, RemoteActors people, Memories memories, DomainBlocks blocks, Addresses addresses)
{
    /// <summary>An account that moves again within this time is not followed a second time (Mastodon's cooldown).</summary>
    public static readonly TimeSpan Cooldown = TimeSpan.FromDays(7);

    public async Task<JobOutcome> Take(Activity move, RemoteActor signer, CancellationToken cancel)
    {
        if (await following.Find(signer.Id, cancel) is not { State: not FollowState.Refused } followed || move.Target is not { } target)
            return JobOutcome.Done;
        if (addresses.IsOwn(target) || await blocks.Hold(target, scope.Centre, cancel) || await memories.Holds(Memories.Moved, Key(signer), cancel))
            return JobOutcome.Done;
        var fetched = await fetching.Get(target, cancel);
        if (fetched.Fault == FetchFault.Later)
            return JobOutcome.Again("The new server did not answer.");
        if (fetched.Fault is not null || Actor.Read(fetched.Root).Value is not { } actor || actor.Id != target || !ActivityTrust.ConfirmsMove(signer.Uri, actor))
            return JobOutcome.Done;
        return (await people.Keep(fetched, keyId: null, cancel)).Actor is { } now ? await Follow(followed, signer, now, cancel) : JobOutcome.Done;
    }

    private async Task<JobOutcome> Follow(FollowedAccount followed, RemoteActor old, RemoteActor now, CancellationToken cancel)
    {
        var known = await following.Find(now.Id, cancel);
        // Who once refused is not asked again by a move.
        if (known is null)
            await following.Ask(now, known, by: null, cancel);
        await following.Drop(followed, old, cancel);
        await memories.Keep(Memories.Moved, Key(now), Cooldown, cancel);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    private string Key(RemoteActor actor) => $"{scope.Centre} {actor.Uri}";
}
