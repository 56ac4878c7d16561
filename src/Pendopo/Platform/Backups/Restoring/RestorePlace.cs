using Microsoft.Data.Sqlite;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Snapshots;

namespace Pendopo.Platform.Backups.Restoring;

/// <summary>An empty data folder into which a backup is unpacked. Everything stands aside until it is proved whole; a restore that was
/// killed leaves a folder that the next one takes as empty, and in which the program does not start.</summary>
internal sealed class RestorePlace(Installation installation)
{
    public const string Aside = ".restoring";

    public string Folder { get; init; } = Path.Combine(installation.DataFolder, Aside);

    public string Database => Path.Combine(Folder, Path.GetFileName(installation.DatabaseFile));

    public string Keys => Path.Combine(Folder, Path.GetFileName(installation.KeysFolder));

    public string Files => Path.Combine(Folder, Path.GetFileName(installation.FilesFolder));

    /// <summary>Whether a restore into this folder was broken off.</summary>
    public static bool IsBrokenOff(Installation installation) => Directory.Exists(Path.Combine(installation.DataFolder, Aside));

    /// <summary>Refuses a folder in which any file stands, unless a broken-off restore put it there. Empty folders are no data.</summary>
    public void Begin(long bytes)
    {
        PrivateFiles.Folder(installation.DataFolder);
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        if (!IsBrokenOff(installation) && Directory.EnumerateFiles(installation.DataFolder, "*", everywhere).Any())
            throw new BackupException(BackupTrouble.FolderInUse);
        // The folder with the mark goes last: killed in between, the place still counts as broken off.
        string[] ours = IsBrokenOff(installation) ? Directory.GetFileSystemEntries(installation.DataFolder) : [installation.KeysFolder, installation.FilesFolder];
        foreach (var left in ours.Where(Path.Exists).OrderBy(entry => entry == Folder))
        {
            if (Directory.Exists(left))
                Directory.Delete(left, recursive: true);
            else
                File.Delete(left);
        }
        PrivateFiles.Folder(Folder);
        DiskRoom.Check(installation.DataFolder, bytes);
    }

    /// <summary>Whether the unpacked embedded database is whole and complete.</summary>
    public async Task Prove(BackupManifest manifest, CancellationToken cancel)
    {
        await using var connection = SqliteSnapshot.Open(Database, SqliteOpenMode.ReadWrite);
        await connection.OpenAsync(cancel);
        if (await SqliteSnapshot.Strings(connection, "PRAGMA integrity_check", cancel) is not ["ok"])
            throw new BackupException(BackupTrouble.DatabaseDamaged);
        if (!(await SqliteSnapshot.Count(connection, cancel)).SequenceEqual(manifest.Tables, SameRows.Instance))
            throw new BackupException(BackupTrouble.CountsDiffer);
        await SqliteSnapshot.Strings(connection, "PRAGMA journal_mode = WAL", cancel);
    }

    /// <summary>Puts everything into its place, the database last.</summary>
    public void Finish()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(Folder).OrderBy(entry => entry == Database).ToList())
            Directory.Move(entry, Path.Combine(installation.DataFolder, Path.GetFileName(entry)));
        PrivateFiles.SyncFolder(installation.DataFolder);
        Directory.Delete(Folder);
        PrivateFiles.SyncFolder(installation.DataFolder);
    }

    /// <summary>Takes away what was unpacked so far.</summary>
    public void Abandon()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    private sealed class SameRows : IEqualityComparer<TableContent>
    {
        public static readonly SameRows Instance = new();

        public bool Equals(TableContent? x, TableContent? y) => x?.Name == y?.Name && x?.Rows == y?.Rows;

        public int GetHashCode(TableContent obj) => HashCode.Combine(obj.Name, obj.Rows);
    }
}
