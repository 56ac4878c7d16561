using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Backups.Upgrading;

/// <summary>What an upgrade needs: bytes of the backup, bytes of the database, and the room there is.</summary>
internal sealed record UpgradeNeed(string Folder, long Bytes, long Database, long Wanted, long Free)
{
    public bool HasRoom => Free >= Wanted;

    public static async Task<UpgradeNeed> Of(PendopoDb db, Installation installation, string folder, CancellationToken cancel)
    {
        var database = installation.OnPostgres
            ? await db.Database.SqlQueryRaw<long>("SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync(cancel)
            : new FileInfo(installation.DatabaseFile).Length;
        var files = Directory.Exists(installation.FilesFolder) ? new DirectoryInfo(installation.FilesFolder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;
        Keys.PrivateFiles.Folder(folder);
        // The backup, its copy of the embedded database and the test's, and as much again for a table that is written anew.
        return new(folder, database + files, database, files + (installation.OnPostgres ? 2 : 4) * database, Math.Min(DiskRoom.Free(folder), DiskRoom.Free(installation.DataFolder)));
    }
}
