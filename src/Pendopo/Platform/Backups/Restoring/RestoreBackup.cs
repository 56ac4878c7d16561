using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Snapshots;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Backups.Restoring;

/// <summary>Brings an installation back out of one file and one code, on a machine where nothing of it stands.</summary>
/// <param name="openSchema">The context that brings an empty PostgreSQL database to a schema step.</param>
internal sealed class RestoreBackup(Installation installation, IConfiguration settings, Func<PendopoDb> openSchema)
{
    /// <summary>Returns what was restored; throws a <see cref="BackupException"/> and leaves the place empty when it cannot be.</summary>
    public async Task<(BackupHeader Header, BackupManifest Manifest)> Run(string path, BackupUnlock unlock, IProgress<double>? progress, CancellationToken cancel)
    {
        await using var backup = OpenedBackup.Open(path, unlock);
        Check(backup.Header);
        await CheckEmpty(cancel);
        var place = new RestorePlace(installation);
        place.Begin(backup.Header.Bytes);
        var done = false;
        try
        {
            var manifest = await Unpack(backup, place, progress, cancel);
            CopyErasures(path, place);
            place.Finish();
            done = true;
            return (backup.Header, manifest);
        }
        catch (Exception error) when (error is InvalidDataException or PostgresException)
        {
            throw new BackupException(BackupTrouble.Damaged, inner: error);
        }
        catch (NpgsqlException error)
        {
            throw new BackupException(BackupTrouble.NoDatabase, inner: error);
        }
        finally
        {
            if (!done)
                place.Abandon();
        }
    }

    private async Task CheckEmpty(CancellationToken cancel)
    {
        try
        {
            if (installation.OnPostgres && !await PostgresRows.IsEmpty(installation.ConnectionString!, cancel))
                throw new BackupException(BackupTrouble.DatabaseInUse);
        }
        catch (NpgsqlException error)
        {
            throw new BackupException(BackupTrouble.NoDatabase, inner: error);
        }
    }

    private void Check(BackupHeader header)
    {
        if (header.Schema.Length > 0 && new RoomMigrations().FindMigrationId(header.Schema) is null)
            throw new BackupException(BackupTrouble.NewerSchema);
        if (header.Database == DatabaseKind.Postgres && !installation.OnPostgres)
            throw new BackupException(BackupTrouble.NeedsPostgres);
        if (header.Database == DatabaseKind.Sqlite && installation.OnPostgres)
            throw new BackupException(BackupTrouble.NeedsSqlite);
    }

    private async Task<BackupManifest> Unpack(OpenedBackup backup, RestorePlace place, IProgress<double>? progress, CancellationToken cancel)
    {
        PostgresRows? rows = null;
        if (installation.OnPostgres)
        {
            await using (var db = openSchema())
                await db.GetService<IMigrator>().MigrateAsync(backup.Header.Schema, cancel);
            rows = await PostgresRows.Open(installation.ConnectionString!, cancel);
        }
        await using (rows)
        {
            BackupManifest manifest;
            byte[] house;
            await using (var unpacking = new Unpacking(place, rows))
            {
                manifest = await backup.Read(unpacking, progress, cancel);
                house = unpacking.House;
            }
            HouseKey.Keep(place.Keys, settings, house);
            if (rows is null)
                await place.Prove(manifest, cancel);
            else
                await rows.Commit(manifest, cancel);
            return manifest;
        }
    }

    // What was erased after this backup was made is written down beside it.
    private static void CopyErasures(string path, RestorePlace place)
    {
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Erasures.ErasureLedger.BesideBackups);
        if (File.Exists(beside))
            Erasures.ErasureLedger.Join(Path.Combine(place.Folder, Erasures.ErasureLedger.FileName), beside);
    }
}
