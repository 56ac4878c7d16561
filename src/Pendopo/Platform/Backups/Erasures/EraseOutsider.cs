using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Backups.Erasures;

/// <summary>Erases somebody outside at every centre: their words, what they liked and followed, the answers to them.</summary>
internal sealed class EraseOutsider(PendopoDb db, IEnumerable<IOutsiderErasure> erasures, ErasureNotes notes, BackupPlace place, AuditBook audit, TimeProvider time)
{
    /// <summary>Who is known by this id or handle.</summary>
    public async Task<IReadOnlyList<Outsider>> Find(string name, CancellationToken cancel) => await Known(name, cancel);

    public async Task Run(Outsider outsider, CancellationToken cancel)
    {
        var note = new ErasureNote(outsider.Mark, time.Now(), Outside: true);
        notes.Write(note, await place.Folder(cancel));
        await Do([outsider], note, cancel);
        await notes.Scrub(cancel);
    }

    /// <summary>Carries out what the ledger knows of: by comparing its mark with those of everybody who is known here.</summary>
    public async Task Again(ErasureNote note, CancellationToken cancel) =>
        await Do([.. (await Known(null, cancel)).Where(outsider => outsider.Mark == note.Person)], note, cancel);

    private async Task Do(IReadOnlyList<Outsider> outsiders, ErasureNote note, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var outsider in outsiders)
        {
            foreach (var erasure in erasures)
                await erasure.Erase(outsider, cancel);
        }
        await notes.Keep(note, cancel);
        audit.Note("people.erase", $"outsider:{note.Person}");
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var all = new List<Outsider>();
        foreach (var erasure in erasures)
            all.AddRange(await erasure.Known(name, cancel));
        return [.. all.Distinct()];
    }
}

/// <summary>What is waiting or was done about somebody outside: work holds words that came in until it is done.</summary>
internal sealed class WorkErasure(PendopoDb db) : IOutsiderErasure
{
    public IReadOnlyList<string> Tables => ["platform_job"];

    public Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Outsider>>([]);

    public Task Erase(Outsider outsider, CancellationToken cancel) =>
        db.Set<Job>().Where(job => job.Arguments.Contains(outsider.Id)).ExecuteDeleteAsync(cancel);
}
