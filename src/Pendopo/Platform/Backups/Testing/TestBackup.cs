using Microsoft.Data.Sqlite;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Restoring;
using Pendopo.Platform.Backups.Snapshots;

namespace Pendopo.Platform.Backups.Testing;

/// <summary>Opens a backup as a restore would, to its last byte, and looks whether the database in it is whole and complete.</summary>
internal sealed class TestBackup
{
    /// <summary>Returns what it holds; throws a <see cref="BackupException"/> that says what is wrong.</summary>
    /// <param name="work">An empty folder for the unpacked database.</param>
    public async Task<(BackupHeader Header, BackupManifest Manifest)> Run(string path, BackupUnlock unlock, string work, IProgress<double>? progress, CancellationToken cancel)
    {
        await using var backup = OpenedBackup.Open(path, unlock);
        var scratch = Path.Combine(work, "test.db");
        var seen = new Seen(backup.Header.Database == DatabaseKind.Sqlite ? scratch : null);
        BackupManifest manifest;
        try
        {
            manifest = await backup.Read(seen, progress, cancel);
        }
        catch (InvalidDataException error)
        {
            throw new BackupException(BackupTrouble.Damaged, inner: error);
        }
        await seen.DisposeAsync();
        if (seen.Files != manifest.Files || seen.FileBytes != manifest.FileBytes || seen.HouseKeys != 1)
            throw new BackupException(BackupTrouble.CountsDiffer, "files");
        if (backup.Header.Database == DatabaseKind.Sqlite)
            await LookInto(scratch, manifest, cancel);
        else if (manifest.Tables.FirstOrDefault(table => seen.Rows.GetValueOrDefault(table.Name) != table.Rows) is { } differs)
            throw new BackupException(BackupTrouble.CountsDiffer, differs.Name);
        return (backup.Header, manifest);
    }

    private static async Task LookInto(string database, BackupManifest manifest, CancellationToken cancel)
    {
        try
        {
            await using var connection = SqliteSnapshot.Open(database, SqliteOpenMode.ReadWrite);
            await connection.OpenAsync(cancel);
            if (await SqliteSnapshot.Strings(connection, "PRAGMA integrity_check", cancel) is not ["ok"])
                throw new BackupException(BackupTrouble.DatabaseDamaged);
            var counted = await SqliteSnapshot.Count(connection, cancel);
            if (!counted.Select(table => (table.Name, table.Rows)).SequenceEqual(manifest.Tables.Select(table => (table.Name, table.Rows))))
                throw new BackupException(BackupTrouble.CountsDiffer);
        }
        catch (SqliteException error)
        {
            throw new BackupException(BackupTrouble.DatabaseDamaged, inner: error);
        }
        finally
        {
            File.Delete(database);
        }
    }

    private sealed class Seen(string? database) : IEntries, IAsyncDisposable
    {
        private FileStream? file;

        public long Files { get; private set; }

        public long FileBytes { get; private set; }

        public int HouseKeys { get; private set; }

        public Dictionary<string, long> Rows { get; } = new(StringComparer.Ordinal);

        public async Task Take(string name, Stream data, CancellationToken cancel)
        {
            if (name.StartsWith(ArchiveNames.Database + "/", StringComparison.Ordinal) && database is not null)
                await data.CopyToAsync(file ??= PrivateFiles.Create(database, FileMode.Create), cancel);
            else if (ArchiveNames.TableOf(name) is { } table)
                Rows[table] = Rows.GetValueOrDefault(table) + await Lines(data, cancel);
            else if (name.StartsWith(ArchiveNames.Files, StringComparison.Ordinal))
                (Files, FileBytes) = (Files + 1, FileBytes + await Length(data, cancel));
            else
                HouseKeys += name == ArchiveNames.House && await Length(data, cancel) == InstallationKey.Size ? 1 : 0;
        }

        public ValueTask DisposeAsync() => file?.DisposeAsync() ?? ValueTask.CompletedTask;

        private static async Task<long> Lines(Stream data, CancellationToken cancel)
        {
            var (buffer, lines, length) = (new byte[64 * 1024], 0L, 0);
            while ((length = await data.ReadAsync(buffer, cancel)) > 0)
                lines += buffer.AsSpan(0, length).Count((byte)'\n');
            return lines;
        }

        private static async Task<long> Length(Stream data, CancellationToken cancel)
        {
            var (buffer, all, length) = (new byte[64 * 1024], 0L, 0);
            while ((length = await data.ReadAsync(buffer, cancel)) > 0)
                all += length;
            return all;
        }
    }
}
