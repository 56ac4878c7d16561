using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Making;

namespace Pendopo.Platform.Backups.Restoring;

/// <summary>Puts a backup's entries where they belong: files and keys into folders, the database into a file or row by row into PostgreSQL.</summary>
internal sealed class Unpacking(RestorePlace place, PostgresRows? rows) : IEntries, IAsyncDisposable
{
    private FileStream? database;

    /// <summary>The house key, once it came by.</summary>
    public byte[] House { get; private set; } = [];

    public async Task Take(string name, Stream data, CancellationToken cancel)
    {
        if (name.StartsWith(ArchiveNames.Database + "/", StringComparison.Ordinal))
            await data.CopyToAsync(database ??= PrivateFiles.Create(place.Database), cancel);
        else if (ArchiveNames.TableOf(name) is { } table)
            await (rows ?? throw new BackupException(BackupTrouble.NeedsPostgres)).Take(table, data, cancel);
        else if (name == ArchiveNames.House)
            House = await All(data, cancel);
        else if (name == ArchiveNames.Erasures)
            await Write(Path.Combine(place.Folder, name), data, cancel);
        else if (name.StartsWith(ArchiveNames.Keys, StringComparison.Ordinal))
            await Write(Path.Combine(place.Keys, Plain(name[ArchiveNames.Keys.Length..])), data, cancel);
        else if (name.Split('/') is ["files", var shelf, var file])
            await Write(Path.Combine(place.Files, Plain(shelf), Plain(file)), data, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (database is null)
            return;
        database.Flush(flushToDisk: true);
        await database.DisposeAsync();
    }

    // Sealing proves who wrote the names; a name that leads elsewhere is refused all the same.
    private static string Plain(string name) =>
        name.Length > 0 && Path.GetFileName(name) == name && name is not ("." or "..") ? name : throw new BackupException(BackupTrouble.Damaged, "a name leads out of its folder");

    private static async Task Write(string path, Stream data, CancellationToken cancel)
    {
        PrivateFiles.Folder(Path.GetDirectoryName(path)!);
        await using var file = PrivateFiles.Create(path);
        await data.CopyToAsync(file, cancel);
        file.Flush(flushToDisk: true);
    }

    private static async Task<byte[]> All(Stream data, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await data.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }
}
