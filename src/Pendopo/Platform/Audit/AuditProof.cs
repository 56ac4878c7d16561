using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Audit;

public enum AuditFaultKind
{
    /// <summary>A row says something else than what was written.</summary>
    Edited,
    /// <summary>A row that was sealed is gone.</summary>
    Dropped,
    /// <summary>A row that this installation did not write, or that stands where none belongs.</summary>
    Inserted,
    /// <summary>Rows have changed places.</summary>
    Reordered,
    /// <summary>A seal was changed, or one between others is gone.</summary>
    SealBroken,
    /// <summary>The last seals are gone.</summary>
    CutOff,
    /// <summary>Sealed with another house key than this installation's: nothing can be said.</summary>
    OtherKey,
}

/// <summary>One thing that is wrong in a chain.</summary>
/// <param name="Chain">The centre, or empty for the installation's own chain.</param>
/// <param name="Place">The row's place, or the seal's number.</param>
public sealed record AuditFault(AuditFaultKind Kind, Guid Chain, long Place);

/// <summary>Follows every chain from its first row to its last and says what does not fit. It changes nothing.</summary>
public sealed class AuditProof(PendopoDb db, AuditKey key, AuditHeads heads)
{
    private const int Most = 100;

    /// <summary>What is wrong; at most a hundred things, for by then it does not matter how many more.</summary>
    public async Task<IReadOnlyList<AuditFault>> Check(CancellationToken cancel)
    {
        var faults = new List<AuditFault>();
        var known = heads.Read();
        var chains = (await db.Set<AuditSeal>().Select(seal => seal.Chain).Distinct().ToListAsync(cancel)).Union(known.Keys).ToList();
        foreach (var chain in chains)
        {
            await Chain(chain, known.GetValueOrDefault(chain), faults, cancel);
            if (faults.Count >= Most)
                break;
        }
        await Unsealed(chains, faults, cancel);
        return [.. faults.Take(Most)];
    }

    private async Task Chain(Guid chain, AuditHead? head, List<AuditFault> faults, CancellationToken cancel)
    {
        var (hash, last, number) = ("", 0L, 0L);
        var headSeen = head is null;
        await foreach (var seal in db.Set<AuditSeal>().AsNoTracking().Where(found => found.Chain == chain).OrderBy(found => found.Number).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (seal.KeyName != key.Name)
            {
                faults.Add(new(AuditFaultKind.OtherKey, chain, seal.Number));
                return;
            }
            if (seal.Number != number + 1 || seal.Previous != hash || seal.First != last + 1 || seal.Proof != key.Proof(seal))
                faults.Add(new(AuditFaultKind.SealBroken, chain, seal.Number));
            (hash, last, number) = (seal.Hash, seal.Last, seal.Number);
            headSeen = headSeen || (head!.Number == seal.Number && head.Hash == seal.Hash);
            if (faults.Count >= Most)
                return;
        }
        if (!headSeen)
            faults.Add(new(AuditFaultKind.CutOff, chain, number));
        await Rows(chain, faults, cancel);
    }

    /// <summary>A second walk, over the rows of each seal: two open readers would ask for two connections.</summary>
    private async Task Rows(Guid chain, List<AuditFault> faults, CancellationToken cancel)
    {
        var centre = AuditSeal.CentreOf(chain);
        var (number, last) = (0L, 0L);
        while (faults.Count < Most)
        {
            var seal = await db.Set<AuditSeal>().AsNoTracking().Where(found => found.Chain == chain && found.Number > number).OrderBy(found => found.Number).FirstOrDefaultAsync(cancel);
            if (seal is null)
            {
                var beyond = await db.Set<AuditEntry>().Where(row => row.CentreId == centre && (row.Sequence > last || row.Sequence < 1)).Select(row => row.Sequence!.Value).Take(Most).ToListAsync(cancel);
                // A seal that came while this one walked covers them: then the walk goes on.
                if (beyond.Count > 0 && await db.Set<AuditSeal>().AnyAsync(found => found.Chain == chain && found.Number > number, cancel))
                    continue;
                faults.AddRange(beyond.Select(place => new AuditFault(AuditFaultKind.Inserted, chain, place)));
                return;
            }
            // A forged seal may claim any bounds; a true one covers at most so many.
            if (seal.Last - seal.First < AuditSeal.MostRows)
            {
                var rows = await db.Set<AuditEntry>().AsNoTracking().Where(row => row.CentreId == centre && row.Sequence >= seal.First && row.Sequence <= seal.Last)
                    .OrderBy(row => row.Sequence).ThenBy(row => row.Id).ToListAsync(cancel);
                faults.AddRange(Batch(chain, seal, rows));
            }
            (number, last) = (seal.Number, seal.Last);
        }
    }

    private List<AuditFault> Batch(Guid chain, AuditSeal seal, List<AuditEntry> rows)
    {
        var faults = new List<AuditFault>();
        var places = rows.ToLookup(row => row.Sequence!.Value);
        for (var place = seal.First; place <= seal.Last; place++)
        {
            var count = places[place].Count();
            if (count == 0)
                faults.Add(new(AuditFaultKind.Dropped, chain, place));
            else if (count > 1)
                faults.Add(new(AuditFaultKind.Inserted, chain, place));
            else if (!key.Wrote(places[place].First()))
                faults.Add(new(AuditFaultKind.Edited, chain, place));
        }
        // Every row is there and as it was written, and still the whole does not fit: they do not stand where they stood.
        if (faults.Count == 0 && AuditSeal.HashOf(seal.Previous, rows) != seal.Hash)
            faults.Add(new(AuditFaultKind.Reordered, chain, seal.First));
        return faults;
    }

    /// <summary>What stands outside every seal: rows that wait for theirs, and rows of a chain that never had one.</summary>
    private async Task Unsealed(List<Guid> chains, List<AuditFault> faults, CancellationToken cancel)
    {
        // Before the first seal the rows of an earlier Pendopo have no marks.
        if (chains.Count == 0)
            return;
        await foreach (var row in db.Set<AuditEntry>().AsNoTracking().Where(row => row.Sequence == null).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!key.Wrote(row) && faults.Count < Most)
                faults.Add(new(AuditFaultKind.Inserted, row.CentreId?.Value ?? Guid.Empty, 0));
        }
        var placed = await db.Set<AuditEntry>().Where(row => row.Sequence != null).Select(row => row.CentreId).Distinct().ToListAsync(cancel);
        var sealedNow = await db.Set<AuditSeal>().Select(seal => seal.Chain).Distinct().ToListAsync(cancel);
        faults.AddRange(placed.Select(centre => centre?.Value ?? Guid.Empty).Except(sealedNow).Except(chains).Select(chain => new AuditFault(AuditFaultKind.Inserted, chain, 1)));
    }
}
