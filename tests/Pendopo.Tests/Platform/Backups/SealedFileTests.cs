using System.Security.Cryptography;
using Pendopo.Platform.Backups.Container;

namespace Pendopo.Tests.Platform.Backups;

/// <summary>The sealed stream of a backup: what is read is what was written, or nothing.</summary>
public sealed class SealedFileTests
{
    private const int Record = ChunkFormat.Head + ChunkFormat.Size + ChunkFormat.Tag;
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32), head = RandomNumberGenerator.GetBytes(32);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ChunkFormat.Size - 1)]
    [InlineData(ChunkFormat.Size)]
    [InlineData(ChunkFormat.Size + 1)]
    [InlineData((3 * ChunkFormat.Size) + 17)]
    public async Task What_was_written_is_read(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);
        (await Read(await Write(plain))).ShouldBe(plain);
    }

    [Fact]
    public async Task A_file_that_ends_early_is_found_wherever_it_ends()
    {
        var whole = await Write(RandomNumberGenerator.GetBytes((3 * ChunkFormat.Size) + 100));
        foreach (var length in new[] { 0, 1, 4, 100, Record - 1, Record, Record + 3, 2 * Record, 3 * Record, whole.Length - 1 })
            await Refused(whole[..length], BackupTrouble.Truncated);
    }

    [Fact]
    public async Task A_flipped_bit_is_found_wherever_it_is()
    {
        var whole = await Write(RandomNumberGenerator.GetBytes((2 * ChunkFormat.Size) + 5000));
        for (var i = 0; i < 60; i++)
        {
            var edited = whole.ToArray();
            edited[RandomNumberGenerator.GetInt32(edited.Length)] ^= (byte)(1 << RandomNumberGenerator.GetInt32(8));
            await Should.ThrowAsync<BackupException>(() => Read(edited));
        }
    }

    [Fact]
    public async Task Chunks_that_are_swapped_repeated_dropped_or_followed_by_others_are_found()
    {
        var whole = await Write(RandomNumberGenerator.GetBytes((3 * ChunkFormat.Size) + 9));
        byte[] Chunk(int number) => whole[(number * Record)..Math.Min(whole.Length, (number + 1) * Record)];
        await Refused([.. Chunk(1), .. Chunk(0), .. Chunk(2), .. Chunk(3)], BackupTrouble.Damaged);
        await Refused([.. Chunk(0), .. Chunk(0), .. Chunk(2), .. Chunk(3)], BackupTrouble.Damaged);
        await Refused([.. Chunk(0), .. Chunk(2), .. Chunk(3)], BackupTrouble.Damaged);
        await Refused([.. Chunk(3)], BackupTrouble.Damaged);
        await Refused([.. whole, 0], BackupTrouble.Damaged);
        await Refused([.. whole, .. whole], BackupTrouble.Damaged);
    }

    [Fact]
    public async Task A_chunk_of_another_file_or_under_another_header_does_not_open()
    {
        var plain = RandomNumberGenerator.GetBytes(100);
        var whole = await Write(plain);
        await Should.ThrowAsync<BackupException>(() => ReadBy(whole, key, RandomNumberGenerator.GetBytes(32)));
        await Should.ThrowAsync<BackupException>(() => ReadBy(whole, RandomNumberGenerator.GetBytes(32), head));
    }

    private async Task Refused(byte[] bytes, BackupTrouble trouble) => (await Should.ThrowAsync<BackupException>(() => Read(bytes))).Trouble.ShouldBe(trouble);

    private async Task<byte[]> Write(byte[] plain)
    {
        using var file = new MemoryStream();
        await using var writer = new SealedWriter(file, key, head);
        // In uneven parts, by both ways of writing.
        for (var at = 0; at < plain.Length;)
        {
            var part = Math.Min(plain.Length - at, 77_777);
            if (at % 2 == 0)
                await writer.WriteAsync(plain.AsMemory(at, part));
            else
                writer.Write(plain, at, part);
            at += part;
        }
        await writer.End(default);
        return file.ToArray();
    }

    private Task<byte[]> Read(byte[] bytes) => ReadBy(bytes, key, head);

    private static async Task<byte[]> ReadBy(byte[] bytes, byte[] key, byte[] head)
    {
        await using var reader = new SealedReader(new MemoryStream(bytes), key, head);
        using var all = new MemoryStream();
        await reader.CopyToAsync(all);
        return all.ToArray();
    }
}
