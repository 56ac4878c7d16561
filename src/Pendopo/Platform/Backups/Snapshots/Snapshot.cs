using Npgsql;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Making;

namespace Pendopo.Platform.Backups.Snapshots;

/// <summary>How many rows a table holds, and which columns they have (empty where the database file itself is kept).</summary>
internal sealed record TableContent(string Name, IReadOnlyList<string> Columns, long Rows);

/// <summary>The database as it stood at one moment, while others go on writing.</summary>
internal abstract class Snapshot : IAsyncDisposable
{
    public abstract DatabaseKind Kind { get; }

    /// <summary>The schema steps it stands at, in order.</summary>
    public IReadOnlyList<string> Steps { get; protected init; } = [];

    /// <summary>Bytes that will be read, about.</summary>
    public long Size { get; protected init; }

    /// <summary>Puts the database into the archive and says what it holds.</summary>
    public abstract Task<IReadOnlyList<TableContent>> WriteTo(ArchiveWriter archive, CancellationToken cancel);

    public abstract ValueTask DisposeAsync();

    /// <summary>Takes the moment now.</summary>
    /// <param name="work">A folder for what is needed meanwhile; the caller takes it away.</param>
    public static async Task<Snapshot> Take(Installation installation, string work, CancellationToken cancel)
    {
        try
        {
            return installation.OnPostgres
                ? await PostgresSnapshot.Open(installation.ConnectionString!, cancel)
                : await SqliteSnapshot.Copy(installation.DatabaseFile, Path.Combine(work, "snapshot.db"), cancel);
        }
        catch (NpgsqlException error)
        {
            throw new BackupException(BackupTrouble.NoDatabase, inner: error);
        }
    }
}
