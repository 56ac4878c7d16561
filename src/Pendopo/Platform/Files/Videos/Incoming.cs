using System.Security.Cryptography;

namespace Pendopo.Platform.Files.Videos;

/// <summary>Where the pieces of a video wait until it is whole.</summary>
public sealed class Incoming(Installation installation)
{
    // What is brought stands twice while its copies are made, and others write meanwhile.
    private const long Spare = 512L << 20;
    private const int Times = 3;

    /// <summary>Whether the disk holds a video of this size and all that is made of it.</summary>
    public bool HasRoom(long size) => new DriveInfo(System.IO.Path.GetFullPath(Folder())).AvailableFreeSpace > size * Times + Spare;

    internal string Path(string name) => System.IO.Path.Combine(Folder(), name);

    internal FileStream Read(string name) => new(Path(name), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);

    internal bool Has(string name) => File.Exists(Path(name));

    /// <summary>SHA-256 of what is there, in lower-case hexadecimal.</summary>
    internal async Task<string> Digest(string name)
    {
        await using var all = Read(name);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(all, CancellationToken.None));
    }

    internal void Forget(string name) => File.Delete(Path(name));

    /// <summary>Writes a piece from the offset on and brings it to the disk. A line that is cut ends the piece: what came before stays.</summary>
    /// <returns>How much is safe now; null when the bytes before the offset are not there, or somebody else is writing.</returns>
    internal async Task<long?> Append(string name, long offset, Stream piece, long size, CancellationToken cancel)
    {
        if (Open(name) is not { } file)
            return null;
        await using (file)
        {
            if (file.Length < offset)
                return null;
            // What a stop left behind the acknowledged bytes is not known to be whole.
            file.SetLength(offset);
            file.Position = offset;
            var buffer = new byte[1 << 16];
            for (int read; file.Position < size && (read = await ReadOn(piece, buffer, cancel)) > 0;)
                await file.WriteAsync(buffer.AsMemory(0, (int)Math.Min(read, size - file.Position)), CancellationToken.None);
            file.Flush(flushToDisk: true);
            return file.Position;
        }
    }

    /// <summary>Whether it begins as a video does; true also while too little is there to tell.</summary>
    internal async Task<bool> LooksLikeVideo(string name, long arrived)
    {
        if (arrived == 0 || !Has(name))
            return true;
        var head = new byte[Math.Min(arrived, FileType.HeadLength)];
        await using var file = Read(name);
        await file.ReadExactlyAsync(head, CancellationToken.None);
        return head.Length < 12 || FileType.Sniff(head) is { IsVideo: true };
    }

    private static async Task<int> ReadOn(Stream piece, byte[] buffer, CancellationToken cancel)
    {
        try
        {
            return await piece.ReadAsync(buffer, cancel);
        }
        catch (Exception cut) when (cut is IOException or OperationCanceledException)
        {
            // The line was cut: the sender comes back and asks how far it got.
            return 0;
        }
    }

    private FileStream? Open(string name)
    {
        try
        {
            return new FileStream(Path(name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.Asynchronous);
        }
        catch (IOException busy) when (Storage.StorageFaults.OfFile(busy) is null)
        {
            return null;
        }
    }

    private string Folder() => Directory.CreateDirectory(System.IO.Path.Combine(installation.FilesFolder, "incoming")).FullName;
}
