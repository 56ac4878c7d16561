namespace Pendopo.Platform.Files;

/// <summary>What a file is by its first bytes. The name and the declared type are never believed.</summary>
/// <param name="Mime">The media type it is served with.</param>
/// <param name="Extension">With its dot.</param>
internal sealed record FileType(string Mime, string Extension)
{
    public static readonly FileType Jpeg = new("image/jpeg", ".jpg");
    public static readonly FileType Png = new("image/png", ".png");
    public static readonly FileType Webp = new("image/webp", ".webp");
    public static readonly FileType Gif = new("image/gif", ".gif");
    public static readonly FileType Pdf = new("application/pdf", ".pdf");
    public static readonly FileType Mp4 = new("video/mp4", ".mp4");
    public static readonly FileType Webm = new("video/webm", ".webm");
    public static readonly FileType Mp3 = new("audio/mpeg", ".mp3");
    public static readonly FileType Ogg = new("application/ogg", ".ogg");

    /// <summary>Whether pictures move in it.</summary>
    public bool IsVideo => Mime.StartsWith("video/", StringComparison.Ordinal);

    /// <summary>As many bytes as <see cref="Sniff"/> looks at.</summary>
    public const int HeadLength = 64;

    /// <summary>The type, or null for everything else: HTML, SVG, scripts, archives and the unknown.</summary>
    /// <param name="head">The first bytes of the file; fewer than <see cref="HeadLength"/> only when it is shorter.</param>
    public static FileType? Sniff(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return Jpeg;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return Png;
        }

        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8))
        {
            return Webp;
        }

        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
        {
            return Gif;
        }

        if (head.StartsWith("%PDF-"u8))
        {
            return Pdf;
        }

        return SniffMedia(head);
    }

    private static FileType? SniffMedia(ReadOnlySpan<byte> head)
    {
        // ISO base media: the brands of HEIC and AVIF stand in the same place and are not video.
        if (head.Length >= 12 && head[4..].StartsWith("ftyp"u8))
        {
            ReadOnlySpan<byte> brand = head.Slice(8, 4);
            return brand.StartsWith("iso"u8) || brand.StartsWith("mp4"u8) || brand.SequenceEqual("avc1"u8) || brand.SequenceEqual("M4V "u8) || brand.SequenceEqual("dash"u8)
                // What phones write: QuickTime of iOS, and 3GPP of older Androids.
                || brand.SequenceEqual("qt  "u8) || brand.StartsWith("3gp"u8) ? Mp4 : null;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
        {
            return head.IndexOf("webm"u8) >= 0 ? Webm : null;
        }

        if (head.StartsWith("OggS"u8))
        {
            return Ogg;
        }

        // MPEG audio: an ID3 tag, or a frame of version 1 or 2, layer III.
        return head.StartsWith("ID3"u8) || (head.Length >= 2 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2 && (head[1] & 0x18) != 0x08) ? Mp3 : null;
    }
}
