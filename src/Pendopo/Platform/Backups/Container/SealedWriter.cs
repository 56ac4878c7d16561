using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Pendopo.Platform.Backups.Container;

/// <summary>Writes a stream as sealed chunks of 1 MiB: length, ciphertext, tag. The nonce is the chunk's number and whether it is the last
/// (the STREAM construction; Hoang, Reyhanitabar, Rogaway, Vizár 2015), and each chunk is bound to the header: a chunk that is missing, moved,
/// repeated, edited or taken from another file does not open, nor does a file that ends early.</summary>
internal sealed class SealedWriter(Stream file, byte[] fileKey, byte[] headerHash) : Stream
{
    private readonly AesGcm cipher = new(fileKey, ChunkFormat.Tag);
    private readonly byte[] plain = new byte[ChunkFormat.Size];
    private readonly byte[] record = new byte[ChunkFormat.Head + ChunkFormat.Size + ChunkFormat.Tag];
    private int filled;
    private long number;
    private bool ended;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => (number * ChunkFormat.Size) + filled; set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            if (filled == plain.Length)
                await file.WriteAsync(Chunk(last: false), cancellationToken);
            var part = Math.Min(buffer.Length, plain.Length - filled);
            buffer[..part].CopyTo(plain.AsMemory(filled));
            (filled, buffer) = (filled + part, buffer[part..]);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        var rest = buffer.AsSpan(offset, count);
        while (rest.Length > 0)
        {
            if (filled == plain.Length)
                file.Write(Chunk(last: false).Span);
            var part = Math.Min(rest.Length, plain.Length - filled);
            rest[..part].CopyTo(plain.AsSpan(filled));
            filled += part;
            rest = rest[part..];
        }
    }

    /// <summary>Writes the last chunk. Without it the file counts as broken off.</summary>
    public async Task End(CancellationToken cancel)
    {
        if (ended)
            return;
        await file.WriteAsync(Chunk(last: true), cancel);
        ended = true;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            cipher.Dispose();
        CryptographicOperations.ZeroMemory(plain);
        base.Dispose(disposing);
    }

    private ReadOnlyMemory<byte> Chunk(bool last)
    {
        BinaryPrimitives.WriteInt32BigEndian(record, last ? filled | int.MinValue : filled);
        Span<byte> nonce = stackalloc byte[ChunkFormat.Nonce];
        ChunkFormat.NonceOf(number, last, nonce);
        cipher.Encrypt(nonce, plain.AsSpan(0, filled), record.AsSpan(ChunkFormat.Head, filled), record.AsSpan(ChunkFormat.Head + filled, ChunkFormat.Tag), headerHash);
        var length = ChunkFormat.Head + filled + ChunkFormat.Tag;
        (filled, number) = (0, number + 1);
        return record.AsMemory(0, length);
    }
}

/// <summary>The numbers that writer and reader share.</summary>
internal static class ChunkFormat
{
    public const int Size = 1 << 20, Head = 4, Tag = 16, Nonce = 12;

    public static void NonceOf(long number, bool last, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce, number);
        nonce[^1] = last ? (byte)1 : (byte)0;
    }
}
