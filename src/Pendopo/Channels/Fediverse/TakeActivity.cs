using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>An activity that was verified, for one centre that it concerns.</summary>
[Job("channels.fediverse-take", Queue = "hear", MaxAttempts = 8)]
internal sealed record TakeActivity(JsonElement Activity, Id<RemoteActor> Signer) : IJob;

internal sealed class TakeActivityJob(PendopoDb db, CentreScope scope, DomainBlocks blocks, ActivityTaking taking) : IJobHandler<TakeActivity>
{
    public async Task<JobOutcome> Run(TakeActivity job, CancellationToken cancel)
    {
        if (await db.Set<RemoteActor>().FirstOrDefaultAsync(row => row.Id == job.Signer, cancel) is not { } signer
            || Activity.Read(job.Activity).Value is not { } activity)
            return JobOutcome.Cancel("The sender is not known any more.");
        // Judged once more: what was kept may be older than the rule, or than the block.
        if (ActivityTrust.Judge(activity, signer.Uri).Trust == Trust.Refuse)
            return JobOutcome.Cancel("It is not the sender's to do.");
        if (await blocks.Hold(signer.Uri, scope.Centre, cancel))
            return JobOutcome.Cancel("The server is blocked.");
        return await taking.Take(activity, signer, cancel);
    }
}
