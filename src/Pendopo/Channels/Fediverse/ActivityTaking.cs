using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Channels.Fediverse.Reported;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>Brings an activity to what acts on it.</summary>
internal sealed class ActivityTaking(Follows follows, FollowAnswers answers, Moves moves, Reactions reactions, PostTaking posts, Profiles profiles, TakeReport reports)
{
    public async Task<JobOutcome> Take(Activity activity, RemoteActor signer, CancellationToken cancel)
    {
        var isSelf = activity.Object.Id == activity.Actor;
        switch (activity.Kind)
        {
            case ActivityKind.Follow:
                return await follows.Take(activity, signer, cancel);
            case ActivityKind.Accept or ActivityKind.Reject:
                return await answers.Take(activity, signer, cancel);
            case ActivityKind.Block:
                return await follows.Remove(signer, cancel);
            case ActivityKind.Like or ActivityKind.Announce:
                return await reactions.Take(activity, signer, cancel);
            case ActivityKind.Undo:
                return await Undo(activity, signer, cancel);
            case ActivityKind.Create or ActivityKind.Update when !isSelf:
                return await posts.Take(activity, signer, cancel);
            case ActivityKind.Update:
                return await profiles.Change(activity, cancel);
            case ActivityKind.Delete:
                return isSelf ? await profiles.Leave(signer, cancel) : await posts.Withdraw(activity.Object.Id!, signer, cancel);
            case ActivityKind.Move:
                return await moves.Take(activity, signer, cancel);
            case ActivityKind.Flag:
                return await reports.Run(activity, cancel);
            default:
                return JobOutcome.Done;
        }
    }

    private async Task<JobOutcome> Undo(Activity activity, RemoteActor signer, CancellationToken cancel)
    {
        var inner = activity.Object.IsEmbedded ? Activity.Read(activity.Object.Embedded).Value : null;
        switch (inner?.Kind)
        {
            case ActivityKind.Follow:
                return await follows.Remove(signer, cancel);
            case ActivityKind.Accept:
                return await answers.TakeBack(inner, signer, cancel);
            case ActivityKind.Like or ActivityKind.Announce:
                return await reactions.Undo(inner, signer, cancel);
            case null when activity.Object.Id is { } id:
                await follows.RemoveByUri(id, signer, cancel);
                return await reactions.UndoByUri(id, signer, cancel);
            default:
                return JobOutcome.Done;
        }
    }
}
