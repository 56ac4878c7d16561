using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Pendopo.Platform.Backups.Container;

/// <summary>Reads what <see cref="SealedWriter"/> wrote. Gives out no byte that was not proved to be as written, and ends only where the writer ended.</summary>
internal sealed class SealedReader(Stream file, byte[] fileKey, byte[] headerHash) : Stream
{
    private readonly AesGcm cipher = new(fileKey, ChunkFormat.Tag);
    private readonly byte[] plain = new byte[ChunkFormat.Size];
    private readonly byte[] record = new byte[ChunkFormat.Size + ChunkFormat.Tag];
    private readonly byte[] head = new byte[ChunkFormat.Head];
    private int filled, given;
    private long number;
    private bool ended;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => file.Position; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (given == filled && !ended)
        {
            if (await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) < head.Length)
                throw new BackupException(BackupTrouble.Truncated);
            var wanted = Wanted();
            if (await file.ReadAtLeastAsync(record.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellationToken) < wanted)
                throw new BackupException(BackupTrouble.Truncated);
            Open(wanted - ChunkFormat.Tag);
        }
        return Give(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (given == filled && !ended)
        {
            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
                throw new BackupException(BackupTrouble.Truncated);
            var wanted = Wanted();
            if (file.ReadAtLeast(record.AsSpan(0, wanted), wanted, throwOnEndOfStream: false) < wanted)
                throw new BackupException(BackupTrouble.Truncated);
            Open(wanted - ChunkFormat.Tag);
        }
        return Give(buffer.AsSpan(offset, count));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            cipher.Dispose();
        CryptographicOperations.ZeroMemory(plain);
        base.Dispose(disposing);
    }

    private int Wanted()
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(head) & int.MaxValue;
        return length <= ChunkFormat.Size ? length + ChunkFormat.Tag : throw new BackupException(BackupTrouble.Damaged);
    }

    private void Open(int length)
    {
        var last = BinaryPrimitives.ReadInt32BigEndian(head) < 0;
        Span<byte> nonce = stackalloc byte[ChunkFormat.Nonce];
        ChunkFormat.NonceOf(number, last, nonce);
        try
        {
            cipher.Decrypt(nonce, record.AsSpan(0, length), record.AsSpan(length, ChunkFormat.Tag), plain.AsSpan(0, length), headerHash);
        }
        catch (CryptographicException error)
        {
            throw new BackupException(BackupTrouble.Damaged, inner: error);
        }
        (filled, given, number, ended) = (length, 0, number + 1, last);
        if (last && file.ReadByte() >= 0)
            throw new BackupException(BackupTrouble.Damaged, "something follows the end");
    }

    private int Give(Span<byte> buffer)
    {
        var part = Math.Min(buffer.Length, filled - given);
        plain.AsSpan(given, part).CopyTo(buffer);
        given += part;
        return part;
    }
}
