using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Restoring;
using Pendopo.Platform.Backups.Snapshots;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Backups.Upgrading;

/// <summary>Puts the data back to before the last upgrade. What stands now is kept in a backup of its own first.</summary>
/// <param name="openSchema">The context that brings an empty PostgreSQL database to a schema step.</param>
internal sealed class RollBack(Installation installation, HouseKey house, BackupPlace place, MakeBackup make, Func<PendopoDb> openSchema)
{
    private const string Before = "pendopo_before_rollback";

    /// <summary>Whether a way back was killed while PostgreSQL's tables stood aside.</summary>
    public static async Task<bool> IsBrokenOff(Installation installation, CancellationToken cancel) =>
        installation.OnPostgres && await IsAside(installation, cancel);

    // Apart, so that the embedded database does not load the other's driver.
    private static async Task<bool> IsAside(Installation installation, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(PostgresSnapshot.Unpooled(installation.ConnectionString!));
        await connection.OpenAsync(cancel);
        return (await PostgresSnapshot.Strings(connection, $"SELECT nspname::text FROM pg_namespace WHERE nspname = '{Before}'", cancel)).Count > 0;
    }

    /// <summary>The backup to go back to; throws when there is none.</summary>
    public async Task<FoundBackup> Find(CancellationToken cancel) =>
        BackupFolder.Read(await place.Folder(cancel), house).FirstOrDefault(found => found.Header.Reason == BackupReason.Upgrade) ?? throw new BackupException(BackupTrouble.NothingToRollBack);

    /// <returns>The backup of what stood until now.</returns>
    public async Task<MadeBackup> Run(FoundBackup target, IProgress<double>? progress, CancellationToken cancel)
    {
        using var alone = ServingMark.Alone(installation);
        if (installation.OnPostgres)
            await Recover(cancel);
        var kept = await make.Run(new(Path.GetDirectoryName(target.Path)!, BackupReason.Rollback, progress), cancel);
        await using var backup = OpenedBackup.Open(target.Path, BackupUnlock.ByHouse(house));
        var aside = new RestorePlace(installation) { Folder = Path.Combine(installation.DataFolder, ".rollback") };
        aside.Abandon();
        PrivateFiles.Folder(aside.Folder);
        if (installation.OnPostgres)
            await OnPostgres(backup, aside, cancel);
        else
            await OnSqlite(backup, aside, cancel);
        AddMissing(aside.Files, installation.FilesFolder);
        aside.Abandon();
        UpgradeMark.Remove(installation);
        return kept;
    }

    private async Task OnSqlite(OpenedBackup backup, RestorePlace aside, CancellationToken cancel)
    {
        BackupManifest manifest;
        await using (var unpacking = new Unpacking(aside, null))
            manifest = await backup.Read(unpacking, null, cancel);
        await aside.Prove(manifest, cancel);
        // A connection that waits in the pool would go on with the file that was exchanged.
        SqliteConnection.ClearAllPools();
        // With its log written back and gone, the old database is one file, and one rename exchanges it.
        await using (var old = SqliteSnapshot.Open(installation.DatabaseFile, SqliteOpenMode.ReadWrite))
        {
            await old.OpenAsync(cancel);
            await using var command = old.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync(cancel);
        }
        File.Move(aside.Database, installation.DatabaseFile, overwrite: true);
        PrivateFiles.SyncFolder(installation.DataFolder);
    }

    private async Task OnPostgres(OpenedBackup backup, RestorePlace aside, CancellationToken cancel)
    {
        await Run($"DO $$ BEGIN EXECUTE format('ALTER SCHEMA %I RENAME TO {Before}', current_schema()); EXECUTE 'CREATE SCHEMA public'; END $$", cancel);
        await using (var db = openSchema())
            await db.GetService<IMigrator>().MigrateAsync(backup.Header.Schema, cancel);
        await using (var rows = await PostgresRows.Open(installation.ConnectionString!, cancel))
        await using (var unpacking = new Unpacking(aside, rows))
            await rows.Commit(await backup.Read(unpacking, null, cancel), cancel);
        await Run($"DROP SCHEMA {Before} CASCADE", cancel);
    }

    /// <summary>A way back that was killed left the old tables aside: they are what stands.</summary>
    private Task Recover(CancellationToken cancel) => Run(
        $"DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = '{Before}') THEN DROP SCHEMA IF EXISTS public CASCADE; ALTER SCHEMA {Before} RENAME TO public; END IF; END $$", cancel);

    private async Task Run(string sql, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(PostgresSnapshot.Unpooled(installation.ConnectionString!));
        await connection.OpenAsync(cancel);
        await PostgresSnapshot.Execute(connection, sql, cancel);
    }

    private static void AddMissing(string from, string to)
    {
        if (!Directory.Exists(from))
            return;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(to, Path.GetRelativePath(from, file));
            PrivateFiles.Folder(Path.GetDirectoryName(path)!);
            if (!File.Exists(path))
                File.Move(file, path);
        }
    }
}
