using System.Buffers.Binary;

namespace Pendopo.Platform.Files.Pictures;

/// <summary>PNG (W3C PNG third edition): a chain of chunks with check sums. Kept are those that paint, in an allow-list; the file ends at IEND.</summary>
internal static class PngCleaner
{
    private static readonly string[] Painting =
        ["PLTE", "IDAT", "tRNS", "gAMA", "cHRM", "sRGB", "cICP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"];

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static PictureFacts Clean(ReadOnlySpan<byte> source, Stream target, PictureLimits limits)
    {
        var reader = new ByteReader(source);
        target.Write(reader.Take(Signature.Length));
        var header = Chunk(ref reader, out var type);
        if (type != "IHDR" || header.Length != 13)
        {
            throw new InvalidDataException("A PNG file begins with IHDR.");
        }

        var size = (Width: Side(header), Height: Side(header[4..]));
        Write(target, "IHDR", header);
        var (orientation, frames, hasData) = (Exif.Upright, 0, false);
        using var body = new MemoryStream();
        for (var data = Chunk(ref reader, out type); type != "IEND"; data = Chunk(ref reader, out type))
        {
            hasData |= type == "IDAT";
            frames += type == "fcTL" ? 1 : 0;
            if (type == "eXIf")
            {
                orientation = Exif.Orientation(data);
            }
            else if (Array.IndexOf(Painting, type) >= 0)
            {
                Write(body, type, data);
            }
            else if (char.IsAsciiLetterUpper(type[0]))
            {
                throw new InvalidDataException("A chunk that must be understood and is not.");
            }

            if (frames > limits.MaxFrames)
            {
                return new PictureFacts(FileType.Png, size.Width, size.Height, orientation, frames);
            }
        }

        if (!hasData)
        {
            throw new InvalidDataException("A PNG file without a picture.");
        }

        if (orientation != Exif.Upright)
        {
            Write(target, "eXIf", Exif.Minimal(orientation));
        }

        body.WriteTo(target);
        Write(target, "IEND", []);
        return new PictureFacts(FileType.Png, size.Width, size.Height, orientation, Math.Max(frames, 1));
    }

    private static int Side(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadInt32BigEndian(at);

    private static ReadOnlySpan<byte> Chunk(ref ByteReader reader, out string type)
    {
        var length = reader.UInt32();
        var named = reader.Take(4 + (long)length);
        if (reader.UInt32() != Crc32.Of(named))
        {
            throw new InvalidDataException("A chunk is damaged.");
        }

        type = System.Text.Encoding.Latin1.GetString(named[..4]);
        return named[4..];
    }

    private static void Write(Stream target, string type, ReadOnlySpan<byte> data)
    {
        byte[] named = [.. System.Text.Encoding.Latin1.GetBytes(type), .. data];
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(four, data.Length);
        target.Write(four);
        target.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(four, Crc32.Of(named));
        target.Write(four);
    }
}
