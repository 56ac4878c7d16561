namespace Pendopo.Platform.Files.Pictures;

/// <summary>
/// Rewrites a picture from the parts that make the image and nothing else: EXIF with GPS, maker notes and thumbnails, XMP, IPTC, comments,
/// colour profiles (they carry device names and serial numbers; docs/decisions/0020), unknown blocks and whatever hangs behind the end are left
/// behind. Only the orientation is kept, in a new EXIF block of one entry, so that the pixels need not be coded again.
/// </summary>
internal static class PictureCleaner
{
    /// <summary>Reads only headers and block lengths: nothing is decompressed, so no bomb can go off here.</summary>
    public static CleanedPicture Clean(ReadOnlySpan<byte> source, PictureLimits limits)
    {
        var type = FileType.Sniff(source[..Math.Min(source.Length, FileType.HeadLength)]);
        using var target = new MemoryStream(source.Length);
        try
        {
            var facts = type switch
            {
                _ when type == FileType.Jpeg => JpegCleaner.Clean(source, target),
                _ when type == FileType.Png => PngCleaner.Clean(source, target, limits),
                _ when type == FileType.Webp => WebpCleaner.Clean(source, target, limits),
                _ => null,
            };
            return facts is null ? CleanedPicture.Failed(PictureFault.NotAPicture)
                : Check(facts, limits) is { } fault ? CleanedPicture.Failed(fault)
                : CleanedPicture.Of(facts, target.ToArray());
        }
        catch (InvalidDataException)
        {
            return CleanedPicture.Failed(PictureFault.Broken);
        }
    }

    private static PictureFault? Check(PictureFacts facts, PictureLimits limits) =>
        facts.Width <= 0 || facts.Height <= 0 ? PictureFault.Broken
        : facts.Width > limits.MaxSide || facts.Height > limits.MaxSide || (long)facts.Width * facts.Height > limits.MaxPixels ? PictureFault.TooManyPixels
        : facts.Frames > limits.MaxFrames ? PictureFault.TooManyFrames
        : null;
}
