using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>A post that came in, read once: a vote when it names an answer of a poll of ours, a message when it answers or addresses the centre, something to read when its author is followed.</summary>
internal sealed class PostTaking(Notes notes, FollowedPosts followed, Overheard overheard, Votes votes, Fetching fetching)
{
    public async Task<JobOutcome> Take(Activity activity, RemoteActor signer, CancellationToken cancel)
    {
        var (post, fault) = await Read(activity, cancel);
        if (fault == FetchFault.Later)
            return JobOutcome.Again("The author's server did not answer.");
        if (post is null || post.AttributedTo != signer.Uri || post.Id.Length > RemoteActor.MaxAddress)
            return JobOutcome.Done;
        if (post.IsVote)
            return activity.Kind == ActivityKind.Create ? await votes.Take(post, signer, cancel) : JobOutcome.Done;
        if (await followed.Follows(signer, cancel))
        {
            await followed.Take(activity, post, signer, cancel);
            await overheard.Take(post, signer, cancel);
        }
        return await notes.Take(activity, post, signer, cancel);
    }

    public async Task<JobOutcome> Withdraw(string uri, RemoteActor signer, CancellationToken cancel)
    {
        await followed.Withdraw(uri, signer, cancel);
        if (await followed.Follows(signer, cancel))
            await overheard.Withdraw(uri, signer, cancel);
        return await notes.Withdraw(uri, signer, cancel);
    }

    private async Task<(Post? Post, FetchFault? Fault)> Read(Activity activity, CancellationToken cancel)
    {
        if (activity.Object.IsEmbedded)
            return (PostReader.Read(activity.Object.Embedded).Value, null);
        var fetched = await fetching.Get(activity.Object.Id!, cancel);
        return fetched.Fault is { } fault ? (null, fault) : (PostReader.Read(fetched.Root).Value, null);
    }
}
