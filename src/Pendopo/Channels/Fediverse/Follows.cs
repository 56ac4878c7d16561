using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>Who hears a centre. A centre lets everybody in: what it says to followers it says to the public.</summary>
internal sealed class Follows(PendopoDb db, CentreScope scope, CentreDirectory centres, LocalActors actors, Posting posting, TimeProvider time)
{
    public async Task<JobOutcome> Take(Activity follow, RemoteActor signer, CancellationToken cancel)
    {
        var centre = await centres.ById(scope.Centre, cancel);
        if (centre is null || await actors.Of(centre, cancel) is not { } actor || follow.Object.Id != actors.Uri(actor))
            return JobOutcome.Done;
        var followUri = follow.Id is { Length: <= RemoteActor.MaxAddress } id ? id : null;
        if (await db.Set<Follower>().FirstOrDefaultAsync(row => row.ActorId == signer.Id, cancel) is { } known)
            known.FollowUri = followUri;
        else
            db.Add(Follower.Of(scope.Centre, signer, followUri, time.Now()));
        var uri = actors.Uri(actor);
        var accept = ActivityWriter.Accept(Addresses.Activity(uri), uri, new FollowRequest(follow.Id, signer.Uri));
        posting.Send(actor, accept, signer.Uri, [signer.Target], personally: true);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    public async Task<JobOutcome> Remove(RemoteActor signer, CancellationToken cancel)
    {
        await db.Set<Follower>().Where(row => row.ActorId == signer.Id).ExecuteDeleteAsync(cancel);
        return JobOutcome.Done;
    }

    public Task RemoveByUri(string follow, RemoteActor signer, CancellationToken cancel) =>
        db.Set<Follower>().Where(row => row.ActorId == signer.Id && row.FollowUri == follow).ExecuteDeleteAsync(cancel);
}
