using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse.Followed;

/// <summary>What those whom a centre asked to follow answer.</summary>
internal sealed class FollowAnswers(PendopoDb db, Following following, Addresses addresses, JobBoard jobs, TimeProvider time)
{
    public async Task<JobOutcome> Take(Activity answer, RemoteActor signer, CancellationToken cancel)
    {
        if (await following.Find(signer.Id, cancel) is not { } followed || !ActivityTrust.Answers(answer, signer.Uri) || !await Names(answer, followed, signer, cancel))
            return JobOutcome.Done;
        if (answer.Kind == ActivityKind.Reject)
            return await Refuse(followed, cancel);
        if (followed.State == FollowState.Asked)
            jobs.Add(new ReadOutbox(followed.ActorId));
        followed.Accept(time.Now());
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    /// <summary>An Accept that is taken back is a no.</summary>
    public async Task<JobOutcome> TakeBack(Activity accept, RemoteActor signer, CancellationToken cancel) =>
        await following.Find(signer.Id, cancel) is { } followed && await Names(accept, followed, signer, cancel) ? await Refuse(followed, cancel) : JobOutcome.Done;

    /// <summary>What they wrote for their followers is not ours to keep any more.</summary>
    private async Task<JobOutcome> Refuse(FollowedAccount followed, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        followed.Refuse(time.Now());
        await db.SaveChangesAsync(cancel);
        await db.Set<FollowedPost>().Where(row => row.ActorId == followed.ActorId).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        return JobOutcome.Done;
    }

    /// <summary>Whether it answers the Follow that stands: by its id, else by who asked whom. An id of ours that is another one is an
    /// answer to an earlier question.</summary>
    private async Task<bool> Names(Activity answer, FollowedAccount followed, RemoteActor signer, CancellationToken cancel)
    {
        if (answer.Object.Id == followed.FollowUri)
            return true;
        if (!answer.Object.IsEmbedded || addresses.IsOwn(answer.Object.Id) || Activity.Read(answer.Object.Embedded).Value is not { Kind: ActivityKind.Follow } inner)
            return false;
        return inner.Object.Id == signer.Uri && inner.Actor == await following.Own(cancel);
    }
}
