using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Backups.Erasures;

/// <summary>The ledger and the database's own marks of what it carried out, together.</summary>
internal sealed class ErasureNotes(PendopoDb db, ErasureLedger ledger, Installation installation, ILogger<ErasureNotes> log)
{
    /// <summary>To disk, before anything else is done.</summary>
    public void Write(ErasureNote note, string? backupFolder) => ledger.Add(note, backupFolder);

    /// <summary>Marks it as carried out here.</summary>
    public async Task Keep(ErasureNote note, CancellationToken cancel)
    {
        var at = Instants.Cut(note.At);
        if (await db.Set<Erasure>().FirstOrDefaultAsync(row => row.Person == note.Person, cancel) is { } known)
            known.At = at;
        else
            db.Add(new Erasure { Person = note.Person, At = at });
    }

    /// <summary>What the ledger knows and this database did not carry out, or not for the last time: somebody outside may come back and ask again.</summary>
    public async Task<IReadOnlyList<ErasureNote>> Missing(CancellationToken cancel)
    {
        var notes = ledger.Read();
        if (notes.Count == 0)
            return [];
        var done = await db.Set<Erasure>().AsNoTracking().ToDictionaryAsync(row => row.Person, row => row.At, cancel);
        return [.. notes.GroupBy(note => note.Person).Select(group => group.MaxBy(note => note.At)!).Where(note => !done.TryGetValue(note.Person, out var at) || at < Instants.Cut(note.At))];
    }

    /// <summary>Writes the embedded database anew without what was erased: a deleted row's bytes stay in the file until its page is used again,
    /// and in the log until it is cut. PostgreSQL does so by itself (autovacuum).</summary>
    public async Task Scrub(CancellationToken cancel)
    {
        if (installation.OnPostgres)
            return;
        try
        {
            await db.Database.ExecuteSqlRawAsync("VACUUM", cancel);
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancel);
        }
        catch (Microsoft.Data.Sqlite.SqliteException busy) when (busy.SqliteErrorCode is 5 or 6)
        {
            // SQLITE_BUSY, SQLITE_LOCKED: the rows are gone; their bytes go when the pages are written again.
            log.LogWarning("The database was in use and could not be written anew after an erasure");
        }
    }
}
