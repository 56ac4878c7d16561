using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Channels.Fediverse.Followed;

/// <summary>Asks to follow and takes it back, in the name of the centre in scope and in the caller's transaction.</summary>
internal sealed class Following(PendopoDb db, CentreScope scope, CentreDirectory centres, LocalActors actors, Posting posting, TimeProvider time)
{
    public Task<FollowedAccount?> Find(Id<RemoteActor> actor, CancellationToken cancel) => db.Set<FollowedAccount>().FirstOrDefaultAsync(row => row.ActorId == actor, cancel);

    /// <summary>The id of the centre's own actor.</summary>
    public async Task<string> Own(CancellationToken cancel) => actors.Uri(await Actor(cancel));

    /// <param name="known">The follow that was refused, to be asked once more; null for a new one.</param>
    public async Task<FollowedAccount> Ask(RemoteActor target, FollowedAccount? known, Id<Person>? by, CancellationToken cancel)
    {
        var actor = await Actor(cancel);
        var own = actors.Uri(actor);
        var follow = Addresses.Activity(own);
        if (known is null)
            db.Add(known = FollowedAccount.Of(scope.Centre, target, follow, by, time.Now()));
        else
            known.AskAgain(follow, by, time.Now());
        posting.Send(actor, ActivityWriter.Follow(follow, own, target.Uri), target.Uri, [target.Target], personally: true);
        return known;
    }

    /// <summary>Stops following; the other side is told unless it refused.</summary>
    public async Task Drop(FollowedAccount followed, RemoteActor target, CancellationToken cancel)
    {
        db.Remove(followed);
        if (followed.State == FollowState.Refused)
            return;
        var actor = await Actor(cancel);
        var own = actors.Uri(actor);
        posting.Send(actor, ActivityWriter.Undo(Addresses.Activity(own), ActivityWriter.Follow(followed.FollowUri, own, target.Uri)), target.Uri, [target.Target], personally: true);
    }

    private async Task<LocalActor> Actor(CancellationToken cancel) =>
        await actors.Of(await centres.ById(scope.Centre, cancel) ?? throw new InvalidOperationException("The centre in scope is gone."), cancel);
}
