using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>An activity that was verified, for one centre that it concerns.</summary>
[Job("channels.fediverse-take", Queue = "hear", MaxAttempts = 8)]
internal sealed record TakeActivity(JsonElement Activity, Id<RemoteActor> Signer) : IJob;

internal sealed class TakeActivityJob(PendopoDb db, Follows follows, Reactions reactions, Notes notes, Profiles profiles, Reports reports) : IJobHandler<TakeActivity>
{
    public async Task<JobOutcome> Run(TakeActivity job, CancellationToken cancel)
    {
        if (await db.Set<RemoteActor>().FirstOrDefaultAsync(row => row.Id == job.Signer, cancel) is not { } signer
            || Activity.Read(job.Activity).Value is not { } activity)
            return JobOutcome.Cancel("The sender is not known any more.");
        // Judged once more: what was kept may be older than the rule.
        if (ActivityTrust.Judge(activity, signer.Uri).Trust == Trust.Refuse)
            return JobOutcome.Cancel("It is not the sender's to do.");
        return await Take(activity, signer, cancel);
    }

    private async Task<JobOutcome> Take(Activity activity, RemoteActor signer, CancellationToken cancel)
    {
        var isSelf = activity.Object.Id == activity.Actor;
        switch (activity.Kind)
        {
            case ActivityKind.Follow:
                return await follows.Take(activity, signer, cancel);
            case ActivityKind.Block:
                return await follows.Remove(signer, cancel);
            case ActivityKind.Like or ActivityKind.Announce:
                return await reactions.Take(activity, signer, cancel);
            case ActivityKind.Undo:
                return await Undo(activity, signer, cancel);
            case ActivityKind.Create or ActivityKind.Update when !isSelf:
                return await notes.Take(activity, signer, cancel);
            case ActivityKind.Update:
                return await profiles.Change(activity, cancel);
            case ActivityKind.Delete:
                return isSelf ? await profiles.Leave(signer, cancel) : await notes.Withdraw(activity.Object.Id!, signer, cancel);
            case ActivityKind.Flag:
                return await reports.Take(activity, cancel);
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
