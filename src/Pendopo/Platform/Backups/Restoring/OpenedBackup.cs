using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Making;

namespace Pendopo.Platform.Backups.Restoring;

/// <summary>What wants to see a backup's entries, in the order in which they come.</summary>
internal interface IEntries
{
    /// <param name="data">The entry's bytes, unpacked; valid until this returns.</param>
    Task Take(string name, Stream data, CancellationToken cancel);
}

/// <summary>A backup file, unlocked.</summary>
internal sealed class OpenedBackup : IAsyncDisposable
{
    private readonly FileStream file;
    private readonly SealedReader content;

    private OpenedBackup(FileStream file, BackupHeader header, SealedReader content) => (this.file, Header, this.content) = (file, header, content);

    public BackupHeader Header { get; }

    public static OpenedBackup Open(string path, BackupUnlock unlock)
    {
        var opened = OpenFile(path);
        try
        {
            var (header, hash) = HeaderFormat.Read(opened);
            return new(opened, header, new SealedReader(opened, unlock.FileKey(header), hash));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>What the file says of itself, without any key.</summary>
    public static BackupHeader Peek(string path)
    {
        using var opened = OpenFile(path);
        return HeaderFormat.Read(opened).Header;
    }

    /// <summary>Reads everything to the very end and returns the manifest. An entry's reader is never given a byte that was not proved.</summary>
    public async Task<BackupManifest> Read(IEntries entries, IProgress<double>? progress, CancellationToken cancel)
    {
        BackupManifest? manifest = null;
        await using var tar = new TarReader(content, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, cancel) is { } entry)
        {
            var data = entry.DataStream ?? Stream.Null;
            if (entry.Name == ArchiveNames.Manifest)
                manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(data, cancellationToken: cancel);
            else if (entry.Name.EndsWith(".gz", StringComparison.Ordinal) && !entry.Name.StartsWith(ArchiveNames.Files, StringComparison.Ordinal))
                await Unpacked(entry.Name, data, entries, cancel);
            else
                await entries.Take(entry.Name, data, cancel);
            progress?.Report((double)file.Position / file.Length);
        }
        // Behind the last entry stands the tar's own end, and behind that nothing: only the sealed end proves that it is all.
        await content.CopyToAsync(Stream.Null, cancel);
        return manifest ?? throw new BackupException(BackupTrouble.Damaged, "no manifest");
    }

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        await file.DisposeAsync();
    }

    private static async Task Unpacked(string name, Stream data, IEntries entries, CancellationToken cancel)
    {
        await using var plain = new GZipStream(data, CompressionMode.Decompress, leaveOpen: true);
        await entries.Take(name, plain, cancel);
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BackupException(BackupTrouble.FileMissing, inner: error);
        }
    }
}
