using System.Buffers.Binary;

namespace Pendopo.Platform.Files.Pictures;

/// <summary>JPEG (ITU-T T.81 annex B): a chain of marked segments. Kept are tables, frame and scans, JFIF's density and Adobe's colour transform.</summary>
internal static class JpegCleaner
{
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const int JfifLength = 14;
    private const int AdobeLength = 12;

    public static PictureFacts Clean(ReadOnlySpan<byte> source, Stream target)
    {
        using var body = new MemoryStream(source.Length);
        var state = new State(target, body);
        var reader = new ByteReader(source);
        if (reader.UInt16() != (0xFF00 | StartOfImage))
        {
            throw new InvalidDataException("A JPEG file begins with FF D8.");
        }

        for (var marker = Marker(ref reader); marker != EndOfImage; marker = Marker(ref reader))
        {
            var segment = reader.Take(reader.UInt16() - 2);
            state.Segment(marker, segment);
            if (marker == StartOfScan)
            {
                state.Entropy(reader.Take(EntropyLength(reader.Rest)));
            }
        }

        return state.End();
    }

    private static byte Marker(ref ByteReader reader)
    {
        if (reader.Byte() != 0xFF)
        {
            throw new InvalidDataException("A segment begins with FF.");
        }

        byte marker;
        do
        {
            marker = reader.Byte(); // FF may be repeated as filling
        }
        while (marker == 0xFF);
        return marker;
    }

    /// <summary>Coded data runs to the next marker; FF 00 is a plain FF in it, and FF D0 to FF D7 are its own restart marks.</summary>
    private static int EntropyLength(ReadOnlySpan<byte> rest)
    {
        for (var at = 0; ;)
        {
            var next = rest[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= rest.Length)
            {
                throw new InvalidDataException("The picture has no end.");
            }

            at += next;
            if (rest[at + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at += 2;
        }
    }

    private sealed class State(Stream target, MemoryStream body)
    {
        private byte[]? jfif;
        private (int Width, int Height)? size;
        private int orientation = Exif.Upright;
        private bool hasScan;

        public void Segment(byte marker, ReadOnlySpan<byte> segment)
        {
            switch (marker)
            {
                case 0xE0 when segment.StartsWith("JFIF\0"u8) && segment.Length >= JfifLength:
                    jfif = segment[..JfifLength].ToArray();
                    jfif[12] = jfif[13] = 0; // no thumbnail
                    break;
                case 0xE1 when segment.StartsWith(Exif.Prefix) && orientation == Exif.Upright:
                    orientation = Exif.Orientation(segment);
                    break;
                case 0xEE when segment.StartsWith("Adobe"u8) && segment.Length >= AdobeLength:
                    Keep(marker, segment[..AdobeLength]); // says whether three channels are YCbCr or RGB
                    break;
                case 0xC4 or 0xCC or 0xDB or 0xDD: // Huffman and arithmetic tables, quantisation, restart interval
                    Keep(marker, segment);
                    break;
                case StartOfScan:
                    hasScan = true;
                    Keep(marker, segment);
                    break;
                case >= 0xC0 and <= 0xCF and not 0xC8:
                    Frame(marker, segment);
                    break;
                case >= 0xE0 and <= 0xEF or 0xFE: // other application data, comments
                    break;
                default:
                    throw new InvalidDataException("A segment that no JPEG picture needs.");
            }
        }

        public void Entropy(ReadOnlySpan<byte> coded) => body.Write(coded);

        public PictureFacts End()
        {
            if (size is not { } found || !hasScan)
            {
                throw new InvalidDataException("A JPEG file without a picture.");
            }

            target.Write([0xFF, StartOfImage]);
            if (jfif is not null)
            {
                Write(target, 0xE0, jfif);
            }

            if (orientation != Exif.Upright)
            {
                Write(target, 0xE1, [.. Exif.Prefix, .. Exif.Minimal(orientation)]);
            }

            body.WriteTo(target);
            target.Write([0xFF, EndOfImage]);
            return new PictureFacts(FileType.Jpeg, found.Width, found.Height, orientation, Frames: 1);
        }

        private void Frame(byte marker, ReadOnlySpan<byte> segment)
        {
            if (size is not null || segment.Length < 6)
            {
                throw new InvalidDataException("A JPEG picture has one frame.");
            }

            size = (BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]));
            Keep(marker, segment);
        }

        private void Keep(byte marker, ReadOnlySpan<byte> segment) => Write(body, marker, segment);

        private static void Write(Stream to, byte marker, ReadOnlySpan<byte> segment)
        {
            var length = segment.Length + 2;
            to.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
            to.Write(segment);
        }
    }
}
