using System.Buffers.Binary;

namespace Pendopo.Platform.Files.Pictures;

/// <summary>The one thing worth keeping of EXIF: which side is up (CIPA DC-008 tag 0x0112).</summary>
internal static class Exif
{
    public const int Upright = 1;
    private const int OrientationTag = 0x0112;
    private const int ShortType = 3;

    public static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    /// <summary>The orientation in a TIFF structure (with or without the prefix); 1 when there is none or it makes no sense.</summary>
    public static int Orientation(ReadOnlySpan<byte> tiff)
    {
        tiff = tiff.StartsWith(Prefix) ? tiff[Prefix.Length..] : tiff;
        var isLittle = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 10 || (!isLittle && !tiff.StartsWith("MM\0*"u8)))
        {
            return Upright;
        }

        long at = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (at + 2 > tiff.Length)
        {
            return Upright;
        }

        var count = Short(tiff, (int)at, isLittle);
        for (var entry = (int)at + 2; count > 0 && entry + 12 <= tiff.Length; entry += 12, count--)
        {
            if (Short(tiff, entry, isLittle) == OrientationTag && Short(tiff, entry + 2, isLittle) == ShortType)
            {
                return Short(tiff, entry + 8, isLittle) is >= 1 and <= 8 and var found ? found : Upright;
            }
        }

        return Upright;
    }

    /// <summary>A TIFF structure with the orientation and nothing else.</summary>
    public static byte[] Minimal(int orientation) =>
    [
        (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, // big-endian, first directory at 8
        0, 1, // one entry
        OrientationTag >> 8, OrientationTag & 0xFF, 0, ShortType, 0, 0, 0, 1, 0, (byte)orientation, 0, 0,
        0, 0, 0, 0, // no further directory
    ];

    private static int Short(ReadOnlySpan<byte> tiff, int at, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(tiff[at..]) : BinaryPrimitives.ReadUInt16BigEndian(tiff[at..]);
}
