using System.Buffers;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Pendopo.Platform.Backups.Snapshots;

namespace Pendopo.Platform.Backups.Making;

/// <summary>What stands where inside a backup, once it is opened: a tar of these names.</summary>
internal static class ArchiveNames
{
    public const string Database = "database", Files = "files/", Keys = "keys/", House = "house.key", Manifest = "manifest.json", Erasures = "erasures.jsonl";

    public static string Table(string name) => $"tables/{name}";

    /// <summary>The table of a piece, or null when it is not one's.</summary>
    public static string? TableOf(string entry) => entry.Split('/') is ["tables", var name, _] ? name : null;
}

/// <summary>What the backup holds; its last entry. That nothing was changed since is proved by the sealing.</summary>
internal sealed record BackupManifest(IReadOnlyList<string> Steps, IReadOnlyList<TableContent> Tables, long Files, long FileBytes);

/// <summary>Writes the entries one after the other, and tells how many bytes went by.</summary>
internal sealed class ArchiveWriter(Stream sealedFile, Action<long> passed) : IAsyncDisposable
{
    // Small enough to be held in memory, large enough that compression loses nothing.
    private const int Piece = 8 << 20;
    private readonly TarWriter tar = new(sealedFile, TarEntryFormat.Ustar, leaveOpen: true);

    public async Task Add(string name, Stream data, CancellationToken cancel)
    {
        var length = data.Length;
        await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = data }, cancel);
        passed(length);
    }

    public Task Add(string name, byte[] data, CancellationToken cancel) => Add(name, new MemoryStream(data, writable: false), cancel);

    public Task Add(BackupManifest manifest, CancellationToken cancel) => Add(ArchiveNames.Manifest, JsonSerializer.SerializeToUtf8Bytes(manifest), cancel);

    /// <summary>Adds a stream of unknown length, compressed, as pieces named in order.</summary>
    public async Task AddPieces(string folder, Stream source, Action<ReadOnlySpan<byte>>? see, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            int length;
            for (var number = 1; (length = await source.ReadAtLeastAsync(buffer.AsMemory(0, Piece), Piece, throwOnEndOfStream: false, cancel)) > 0; number++)
            {
                see?.Invoke(buffer.AsSpan(0, length));
                using var packed = new MemoryStream();
                await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                    await gzip.WriteAsync(buffer.AsMemory(0, length), cancel);
                packed.Position = 0;
                await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, $"{folder}/{number:D8}.gz") { DataStream = packed }, cancel);
                passed(length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    public ValueTask DisposeAsync() => tar.DisposeAsync();
}
