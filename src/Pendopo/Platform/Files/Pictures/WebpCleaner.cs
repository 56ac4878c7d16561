using System.Buffers.Binary;
using System.Text;

namespace Pendopo.Platform.Files.Pictures;

/// <summary>WebP (RFC 9649): RIFF chunks. Kept are canvas, image data, transparency and animation, also inside each frame.</summary>
internal static class WebpCleaner
{
    private const int ExifFlag = 0x08;
    private const int KeptFlags = 0x10 | 0x02; // transparency and animation

    public static PictureFacts Clean(ReadOnlySpan<byte> source, Stream target, PictureLimits limits)
    {
        var riff = new ByteReader(source);
        riff.Take(4);
        var size = riff.UInt32Little();
        var file = new ByteReader(riff.Take(size)); // what hangs behind the declared size is not read
        file.Take(4);
        using var body = new MemoryStream(source.Length);
        var walk = new Walk(limits, body);
        while (file.Left > 0 && walk.Frames <= limits.MaxFrames)
        {
            walk.Chunk(Chunk(ref file, out var type), type);
        }

        return walk.End(target);
    }

    private static ReadOnlySpan<byte> Chunk(ref ByteReader reader, out string type)
    {
        type = Encoding.Latin1.GetString(reader.Take(4));
        var length = reader.UInt32Little();
        var data = reader.Take(length);
        if (length % 2 == 1 && reader.Left > 0)
        {
            reader.Take(1);
        }

        return data;
    }

    private static void Write(Stream target, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        target.Write(Encoding.Latin1.GetBytes(type));
        target.Write(length);
        target.Write(data);
        if (data.Length % 2 == 1)
        {
            target.WriteByte(0);
        }
    }

    private sealed class Walk(PictureLimits limits, MemoryStream body)
    {
        private byte[]? canvas;
        private (int Width, int Height)? image;
        private int orientation = Exif.Upright;

        public int Frames { get; private set; }

        public void Chunk(ReadOnlySpan<byte> data, string type)
        {
            switch (type)
            {
                case "VP8X" when canvas is null && data.Length >= 10:
                    canvas = data[..10].ToArray();
                    break;
                case "VP8 " or "VP8L":
                    image = Largest(image, BitstreamSize(type, data));
                    Write(body, type, data);
                    break;
                case "ALPH" or "ANIM":
                    Write(body, type, data);
                    break;
                case "ANMF":
                    Frames++;
                    Write(body, type, Frame(data));
                    break;
                case "EXIF":
                    orientation = Exif.Orientation(data);
                    break;
                default: // ICCP, XMP and whatever else
                    break;
            }
        }

        public PictureFacts End(Stream target)
        {
            if (image is not { } seen)
            {
                throw new InvalidDataException("A WebP file without a picture.");
            }

            var kept = canvas is null ? Exif.Upright : orientation; // only the extended form carries EXIF
            var (width, height) = canvas is null ? seen : (Side(canvas.AsSpan(4)), Side(canvas.AsSpan(7)));
            if (seen.Width > width || seen.Height > height)
            {
                throw new InvalidDataException("An image larger than its canvas.");
            }

            using var file = new MemoryStream();
            file.Write("WEBP"u8);
            if (canvas is not null)
            {
                canvas[0] = (byte)((canvas[0] & KeptFlags) | (kept == Exif.Upright ? 0 : ExifFlag));
                Write(file, "VP8X", canvas);
            }

            body.WriteTo(file);
            if (kept != Exif.Upright)
            {
                Write(file, "EXIF", Exif.Minimal(kept));
            }

            Write(target, "RIFF", file.ToArray());
            return new PictureFacts(FileType.Webp, width, height, kept, Math.Max(Frames, 1));
        }

        private byte[] Frame(ReadOnlySpan<byte> data)
        {
            var reader = new ByteReader(data);
            using var kept = new MemoryStream();
            kept.Write(reader.Take(16)); // place, size, duration, blending
            while (reader.Left > 0)
            {
                var inner = WebpCleaner.Chunk(ref reader, out var type);
                if (type is "VP8 " or "VP8L")
                {
                    image = Largest(image, BitstreamSize(type, inner));
                }

                if (type is "VP8 " or "VP8L" or "ALPH")
                {
                    Write(kept, type, inner);
                }
            }

            return Frames > limits.MaxFrames ? [] : kept.ToArray();
        }

        private static (int Width, int Height) Largest((int Width, int Height)? one, (int Width, int Height) other) =>
            (Math.Max(one?.Width ?? 0, other.Width), Math.Max(one?.Height ?? 0, other.Height));

        private static int Side(ReadOnlySpan<byte> at) => 1 + (at[0] | (at[1] << 8) | (at[2] << 16));

        /// <summary>VP8: RFC 6386 section 9.1. VP8L: RFC 9649 section 3.4. 14 bits a side in both.</summary>
        private static (int Width, int Height) BitstreamSize(string type, ReadOnlySpan<byte> data)
        {
            var reader = new ByteReader(data);
            if (type == "VP8 ")
            {
                reader.Take(3);
                var isKeyFrame = reader.Take(3).SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]);
                var sides = reader.UInt32Little();
                return isKeyFrame ? ((int)(sides & 0x3FFF), (int)((sides >> 16) & 0x3FFF)) : throw new InvalidDataException("A picture begins with a key frame.");
            }

            var isLossless = reader.Byte() == 0x2F;
            var bits = reader.UInt32Little();
            return isLossless ? ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1) : throw new InvalidDataException("No lossless signature.");
        }
    }
}
