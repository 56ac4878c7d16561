using System.Buffers.Binary;
using System.IO.Compression;

namespace Pendopo.Platform.Ui;

/// <summary>Reads the rows of a PNG (ISO/IEC 15948) with 8 or 16 bits a sample; interlaced ones and finer palettes are not read.</summary>
internal sealed class PngRows
{
    private const int MostPixels = 40_000_000;

    private static ReadOnlySpan<byte> Head => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    private readonly int channels, bytesPerSample;
    private readonly bool hasPalette;
    private readonly byte[] palette, alphas;
    private readonly MemoryStream packed;

    private PngRows(int width, int height, (int Channels, int BytesPerSample, bool HasPalette) form, byte[] palette, byte[] alphas, MemoryStream packed) =>
        (Width, Height, channels, bytesPerSample, hasPalette, this.palette, this.alphas, this.packed) = (width, height, form.Channels, form.BytesPerSample, form.HasPalette, palette, alphas, packed);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Null for what is no PNG, or one of another form.</summary>
    public static PngRows? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 33 || !bytes.StartsWith(Head))
            return null;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        var samples = bytes[25] switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
        if (width <= 0 || height <= 0 || (long)width * height > MostPixels || samples == 0 || bytes[24] is not (8 or 16) || bytes[28] != 0)
            return null;
        var (palette, alphas, packed) = ((byte[])[], (byte[])[], new MemoryStream());
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[at..]);
            var kind = bytes.Slice(at + 4, 4);
            if (length < 0 || length > bytes.Length - at - 12)
                return null;
            var data = bytes.Slice(at + 8, length);
            if (kind.SequenceEqual("PLTE"u8))
                palette = data.ToArray();
            else if (kind.SequenceEqual("tRNS"u8) && bytes[25] == 3)
                alphas = data.ToArray();
            else if (kind.SequenceEqual("IDAT"u8))
                packed.Write(data);
            at += 12 + length;
        }
        return bytes[25] == 3 && palette.Length == 0 ? null : new(width, height, (samples, bytes[24] / 8, bytes[25] == 3), palette, alphas, packed);
    }

    /// <summary>Red, green and blue of every pixel laid on white, packed by zlib; null when the rows break off.</summary>
    public byte[]? OnWhite()
    {
        packed.Position = 0;
        using var source = new ZLibStream(packed, CompressionMode.Decompress);
        var made = new MemoryStream();
        using (var target = new ZLibStream(made, CompressionLevel.Optimal, leaveOpen: true))
        {
            var pixel = channels * bytesPerSample;
            var (row, before, plain) = (new byte[1 + (Width * pixel)], new byte[1 + (Width * pixel)], new byte[Width * 3]);
            for (var y = 0; y < Height; y++)
            {
                try
                {
                    if (source.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length || !Unfilter(row, before, pixel))
                        return null;
                }
                catch (InvalidDataException)
                {
                    // Packed by something that is not zlib: no picture.
                    return null;
                }
                for (var x = 0; x < Width; x++)
                    Lay(row.AsSpan(1 + (x * pixel), pixel), plain.AsSpan(x * 3, 3));
                target.Write(plain);
                (row, before) = (before, row);
            }
        }
        return made.ToArray();
    }

    // Clause 9: each row says how it differs from what stands left of it and above.
    private static bool Unfilter(byte[] row, byte[] before, int pixel)
    {
        if (row[0] > 4)
            return false;
        for (var at = 1; at < row.Length && row[0] > 0; at++)
        {
            var (left, above, corner) = (at > pixel ? row[at - pixel] : 0, before[at], at > pixel ? before[at - pixel] : 0);
            row[at] += (byte)(row[0] switch { 1 => left, 2 => above, 3 => (left + above) / 2, _ => Paeth(left, above, corner) });
        }
        return true;
    }

    private static int Paeth(int left, int above, int corner)
    {
        var guess = left + above - corner;
        var (toLeft, toAbove, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - above), Math.Abs(guess - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    // Of sixteen bits the upper eight are seen.
    private void Lay(ReadOnlySpan<byte> sample, Span<byte> plain)
    {
        byte Of(ReadOnlySpan<byte> all, int channel) => all[channel * bytesPerSample];
        if (hasPalette)
        {
            var at = Math.Min(sample[0] * 3, palette.Length - 3);
            Mix(palette.AsSpan(at, 3), sample[0] < alphas.Length ? alphas[sample[0]] : byte.MaxValue, plain);
            return;
        }
        Span<byte> colour = channels >= 3 ? [Of(sample, 0), Of(sample, 1), Of(sample, 2)] : [Of(sample, 0), Of(sample, 0), Of(sample, 0)];
        Mix(colour, channels is 2 or 4 ? Of(sample, channels - 1) : byte.MaxValue, plain);
    }

    private static void Mix(ReadOnlySpan<byte> colour, byte alpha, Span<byte> plain)
    {
        for (var one = 0; one < 3; one++)
            plain[one] = (byte)(((colour[one] * alpha) + (byte.MaxValue * (byte.MaxValue - alpha)) + 127) / byte.MaxValue);
    }
}
