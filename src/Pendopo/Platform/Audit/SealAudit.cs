using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Audit;

[Job("platform.audit-seal", MaxAttempts = 3)]
internal sealed record SealAudit : IJob;

/// <summary>Puts the rows that were added since into the chains. A row whose mark is wrong is left out, and the doctor finds it there.</summary>
internal sealed class SealAuditJob(PendopoDb db, AuditKey key, AuditHeads heads, IDialect dialect, TimeProvider time) : IJobHandler<SealAudit>
{
    /// <summary>Rows that one transaction seals: on the embedded database everybody else who writes waits for it, here about 40 ms.</summary>
    internal const int Batch = 50;

    public async Task<JobOutcome> Run(SealAudit job, CancellationToken cancel)
    {
        await MarkEarlier(cancel);
        var chains = await db.Set<AuditEntry>().Where(row => row.Sequence == null).Select(row => row.CentreId).Distinct().ToListAsync(cancel);
        try
        {
            foreach (var chain in chains)
                await Seal(chain, cancel);
        }
        catch (DbUpdateException error) when (dialect.IsDuplicate(error))
        {
            return JobOutcome.Cancel("Another node sealed the same rows first.");
        }
        return JobOutcome.Done;
    }

    /// <summary>An earlier Pendopo wrote no marks. While nothing is sealed yet, its rows are taken as they stand; afterwards a row without
    /// a mark is one that somebody else put in.</summary>
    private async Task MarkEarlier(CancellationToken cancel)
    {
        if (await db.Set<AuditSeal>().AnyAsync(cancel))
            return;
        // What is marked is not found again, so the next batch begins where the last ended, also after a stop in between.
        for (var marked = Batch; marked == Batch;)
        {
            db.ChangeTracker.Clear();
            var batch = await db.Set<AuditEntry>().Where(row => row.Mark == "").OrderBy(row => row.Id).Take(Batch).ToListAsync(cancel);
            batch.ForEach(row => row.Marked(key));
            await db.SaveChangesAsync(cancel);
            marked = batch.Count;
        }
    }

    private async Task Seal(Id<Centre>? centre, CancellationToken cancel)
    {
        var chain = centre?.Value ?? Guid.Empty;
        Id<AuditEntry>? after = null;
        while (true)
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            // Read before the rows: a node that seals them meanwhile has then taken the number of our seal, and ours is refused.
            var before = await db.Set<AuditSeal>().Where(seal => seal.Chain == chain).OrderByDescending(seal => seal.Number).FirstOrDefaultAsync(cancel);
            var waiting = db.Set<AuditEntry>().Where(row => row.CentreId == centre && row.Sequence == null);
            if (after is { } bound)
                waiting = waiting.Where(row => row.Id > bound);
            var batch = await waiting.OrderBy(row => row.Id).Take(Batch).ToListAsync(cancel);
            var rows = batch.Where(key.Wrote).ToList();
            var seal = rows.Count > 0 ? await Keep(chain, before, rows, cancel) : null;
            await transaction.CommitAsync(cancel);
            if (seal is not null)
                heads.Remember(chain, seal.Number, seal.Hash);
            if (batch.Count < Batch)
                return;
            after = batch[^1].Id;
        }
    }

    private async Task<AuditSeal> Keep(Guid chain, AuditSeal? before, List<AuditEntry> rows, CancellationToken cancel)
    {
        var place = before?.Last ?? 0;
        foreach (var row in rows)
            row.Take(++place);
        var seal = AuditSeal.Over(chain, before, rows, key, time.Now());
        db.Add(seal);
        await db.SaveChangesAsync(cancel);
        return seal;
    }
}
