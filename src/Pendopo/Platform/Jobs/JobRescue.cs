using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Storage;

namespace Pendopo.Platform.Jobs;

/// <summary>Takes jobs back from nodes that died. A job whose effects were done but not noted then runs a second time,
/// which is why handlers are idempotent.</summary>
internal sealed class JobRescue(PendopoDb db, Installation installation, Node node, StorageState storage, TimeProvider time, ILogger<JobRescue> log)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>At start: on the embedded database every running job is an orphan, for only one program can hold it.</summary>
    public async Task RescueOwn(CancellationToken cancel)
    {
        await SignAlive(cancel);
        if (!installation.OnPostgres)
            await Free(db.Set<Job>().Where(job => job.State == JobState.Running && job.Node != node.Id), cancel);
    }

    public async Task SignAlive(CancellationToken cancel)
    {
        await node.Signing.WaitAsync(cancel);
        try
        {
            var now = time.Now();
            var seen = await db.Set<NodeSign>().Where(sign => sign.Id == node.Id).ExecuteUpdateAsync(set => set.SetProperty(sign => sign.SeenAt, now), cancel);
            if (seen > 0)
                return;
            db.Add(new NodeSign { Id = node.Id, SeenAt = now });
            await db.SaveChangesAsync(cancel);
        }
        finally
        {
            node.Signing.Release();
        }
    }

    public async Task RescueOthers(CancellationToken cancel)
    {
        var bound = time.Now() - Silence;
        await RescueForgotten(bound, cancel);
        // When the database was away every node was silent: each gets time to sign before its work is taken from it.
        if (storage.HealedFor < Silence)
            return;
        var alive = await db.Set<NodeSign>().Where(sign => sign.SeenAt >= bound).Select(sign => (Guid?)sign.Id).ToListAsync(cancel);
        alive.Add(node.Id);
        await Free(db.Set<Job>().Where(job => job.State == JobState.Running && !alive.Contains(job.Node)), cancel);
        await db.Set<NodeSign>().Where(sign => sign.SeenAt < bound).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Jobs that stand as ours and that we do not know of: the claim was kept, and its answer lost with the connection.</summary>
    private async Task RescueForgotten(DateTimeOffset bound, CancellationToken cancel)
    {
        var mine = await db.Set<Job>().Where(job => job.State == JobState.Running && job.Node == node.Id && job.StartedAt < bound).Select(job => job.Id).ToListAsync(cancel);
        var forgotten = mine.Where(id => !node.Underway.ContainsKey(id)).ToList();
        if (forgotten.Count > 0)
            await Free(db.Set<Job>().Where(job => forgotten.Contains(job.Id) && job.State == JobState.Running && job.Node == node.Id), cancel);
    }

    private async Task Free(IQueryable<Job> orphans, CancellationToken cancel)
    {
        var now = time.Now();
        var freed = await orphans.ExecuteUpdateAsync(set => set
            .SetProperty(job => job.State, job => job.Attempt >= job.MaxAttempts ? JobState.Discarded : JobState.Retryable)
            .SetProperty(job => job.RunAt, now)
            .SetProperty(job => job.Node, (Guid?)null)
            .SetProperty(job => job.LastError, "The program stopped while this was under way."), cancel);
        if (freed > 0)
            log.LogWarning("{Count} jobs that nobody worked on were taken up again", freed);
    }
}
