using Microsoft.Data.Sqlite;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Making;

namespace Pendopo.Platform.Backups.Snapshots;

/// <summary>`VACUUM INTO`: a whole, compact copy out of one read transaction. In WAL mode writers go on meanwhile (sqlite.org/wal.html), and
/// what was deleted before is not in the copy, as it would be in one made page by page.</summary>
internal sealed class SqliteSnapshot : Snapshot
{
    private readonly string copy;

    private SqliteSnapshot(string copy) => this.copy = copy;

    public override DatabaseKind Kind => DatabaseKind.Sqlite;

    public static async Task<SqliteSnapshot> Copy(string database, string copy, CancellationToken cancel)
    {
        if (!File.Exists(database))
            throw new BackupException(BackupTrouble.FileMissing, "there is no database");
        try
        {
            await using (var source = Open(database, SqliteOpenMode.ReadWrite))
            {
                await source.OpenAsync(cancel);
                await using var command = source.CreateCommand();
                command.CommandText = "VACUUM INTO $copy";
                command.Parameters.AddWithValue("$copy", copy);
                command.CommandTimeout = 0;
                await Task.Run(() => command.ExecuteNonQuery(), cancel);
            }
            await using var made = Open(copy, SqliteOpenMode.ReadOnly);
            await made.OpenAsync(cancel);
            return new(copy) { Steps = await StepsOf(made, cancel), Size = new FileInfo(copy).Length };
        }
        catch (SqliteException error)
        {
            // 13 SQLITE_FULL, 11 SQLITE_CORRUPT, 26 SQLITE_NOTADB
            throw new BackupException(error.SqliteErrorCode switch { 13 => BackupTrouble.NoSpace, 11 or 26 => BackupTrouble.DatabaseDamaged, _ => BackupTrouble.CannotWrite }, inner: error);
        }
    }

    public override async Task<IReadOnlyList<TableContent>> WriteTo(ArchiveWriter archive, CancellationToken cancel)
    {
        await using (var file = new FileStream(copy, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan))
            await archive.AddPieces(ArchiveNames.Database, file, null, cancel);
        await using var connection = Open(copy, SqliteOpenMode.ReadOnly);
        await connection.OpenAsync(cancel);
        return await Count(connection, cancel);
    }

    public override ValueTask DisposeAsync()
    {
        File.Delete(copy);
        return ValueTask.CompletedTask;
    }

    internal static SqliteConnection Open(string file, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ConnectionString);

    internal static async Task<IReadOnlyList<string>> StepsOf(SqliteConnection connection, CancellationToken cancel)
    {
        if (await Strings(connection, "SELECT name FROM sqlite_master WHERE name = '__EFMigrationsHistory'", cancel) is [])
            return [];
        return await Strings(connection, "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY 1", cancel);
    }

    /// <summary>The rows of every table that is stored as such; a full-text table's parts are counted one by one.</summary>
    internal static async Task<IReadOnlyList<TableContent>> Count(SqliteConnection connection, CancellationToken cancel)
    {
        var result = new List<TableContent>();
        foreach (var table in await Strings(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%' ORDER BY name", cancel))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT count(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            result.Add(new(table, [], (long)(await command.ExecuteScalarAsync(cancel))!));
        }
        return result;
    }

    internal static async Task<IReadOnlyList<string>> Strings(SqliteConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var result = new List<string>();
        while (await reader.ReadAsync(cancel))
            result.Add(reader.GetString(0));
        return result;
    }
}
