using Npgsql;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Snapshots;

namespace Pendopo.Platform.Backups.Restoring;

/// <summary>The rows of a backup on their way into an empty PostgreSQL database whose schema stands already: all of them or none.</summary>
internal sealed class PostgresRows : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly Dictionary<string, long> taken = new(StringComparer.Ordinal);

    private StreamWriter? copy;
    private string? copying;

    private PostgresRows(NpgsqlConnection connection, NpgsqlTransaction transaction) => (this.connection, this.transaction) = (connection, transaction);

    /// <summary>Whether no centre and nobody is in the database: a schema alone is what a broken-off restore leaves.</summary>
    public static async Task<bool> IsEmpty(string connectionString, CancellationToken cancel)
    {
        await using var opened = new NpgsqlConnection(PostgresSnapshot.Unpooled(connectionString));
        await opened.OpenAsync(cancel);
        foreach (var table in await PostgresSnapshot.Tables(opened, cancel))
        {
            if ((await PostgresSnapshot.Strings(opened, $"SELECT 'row' FROM {PostgresSnapshot.Quote(table)} LIMIT 1", cancel)).Count > 0)
                return false;
        }
        return true;
    }

    public static async Task<PostgresRows> Open(string connectionString, CancellationToken cancel)
    {
        var opened = new NpgsqlConnection(PostgresSnapshot.Unpooled(connectionString));
        await opened.OpenAsync(cancel);
        var begun = await opened.BeginTransactionAsync(cancel);
        await PostgresSnapshot.Execute(opened, "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'", cancel);
        // What the schema steps themselves put in comes out of the backup.
        foreach (var table in await PostgresSnapshot.Tables(opened, cancel))
            await PostgresSnapshot.Execute(opened, $"TRUNCATE {PostgresSnapshot.Quote(table)} CASCADE", cancel);
        return new(opened, begun);
    }

    /// <summary>Takes a piece of a table's rows; a row may begin in one piece and end in the next. A table's columns stand in the order in
    /// which its schema makes them.</summary>
    public async Task Take(string table, Stream data, CancellationToken cancel)
    {
        if (copy is null || copying != table)
        {
            await EndTable();
            var columns = await PostgresSnapshot.Columns(connection, table, cancel);
            if (columns.Count == 0)
                throw new BackupException(BackupTrouble.Damaged, "a table that no schema knows");
            copy = (StreamWriter)await connection.BeginTextImportAsync($"COPY {PostgresSnapshot.Quote(table)} ({string.Join(", ", columns.Select(PostgresSnapshot.Quote))}) FROM STDIN", cancel);
            copying = table;
        }
        var (buffer, length) = (new byte[64 * 1024], 0);
        while ((length = await data.ReadAsync(buffer, cancel)) > 0)
        {
            taken[table] = taken.GetValueOrDefault(table) + buffer.AsSpan(0, length).Count((byte)'\n');
            await copy.BaseStream.WriteAsync(buffer.AsMemory(0, length), cancel);
        }
    }

    /// <summary>Keeps the rows when all of the manifest came; counters go on where they stood.</summary>
    public async Task Commit(BackupManifest manifest, CancellationToken cancel)
    {
        await EndTable();
        foreach (var table in manifest.Tables)
        {
            if (taken.GetValueOrDefault(table.Name) != table.Rows)
                throw new BackupException(BackupTrouble.CountsDiffer, table.Name);
            foreach (var counter in await PostgresSnapshot.Strings(connection,
                $"SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '{table.Name}' AND is_identity = 'YES'", cancel))
            {
                await PostgresSnapshot.Execute(connection,
                    $"SELECT setval(pg_get_serial_sequence('{table.Name}', '{counter}'), coalesce(max({PostgresSnapshot.Quote(counter)}), 0) + 1, false) FROM {PostgresSnapshot.Quote(table.Name)}", cancel);
            }
        }
        // The other machine's wrapping means nothing here; the house key itself came with the files.
        await PostgresSnapshot.Execute(connection, $"DO $$ BEGIN IF to_regclass('platform_setting') IS NOT NULL THEN DELETE FROM platform_setting WHERE key = '{Keys.SharedHouseKey.Setting}'; END IF; END $$", cancel);
        await transaction.CommitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        // Broken off in the middle of a table: the connection goes, and with it all that was begun.
        if (copy is NpgsqlCopyTextWriter unfinished)
            await unfinished.CancelAsync();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task EndTable()
    {
        if (copy is { } open)
        {
            copy = null;
            await open.DisposeAsync();
        }
    }
}
