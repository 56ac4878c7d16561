using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Pendopo.Platform.Ui;

/// <summary>A page of a <see cref="PicturePdf"/>: the bytes of a JPEG or a PNG, and what is to be seen on it for who cannot.</summary>
internal sealed record PicturePage(byte[] Bytes, string Alt);

/// <summary>
/// A PDF of pictures, one a page, each page as wide and as high as its picture (PDF 1.7, ISO 32000-1). JPEGs stand in it as they are; PNGs are laid on white, for paper
/// has no holes. Alternative texts stand with the pictures (section 14.9.3).
/// </summary>
internal static class PicturePdf
{
    // Points of a page's longer side: an A4 sheet's height, so that it prints as one.
    private const double Long = 842;

    /// <summary>The file; null when one of them is neither a JPEG nor a PNG that can be read (no interlaced one).</summary>
    public static byte[]? Of(string title, string language, IReadOnlyList<PicturePage> pages)
    {
        var images = new List<Raster>();
        foreach (var page in pages)
        {
            if ((Raster.OfJpeg(page.Bytes) ?? Raster.OfPng(page.Bytes)) is not { } image)
                return null;
            images.Add(image);
        }
        return Written(title, language, pages, images);
    }

    private static byte[] Written(string title, string language, IReadOnlyList<PicturePage> pages, List<Raster> images)
    {
        var (file, at) = (new MemoryStream(), new List<long>());
        void Put(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        void Object(string head, ReadOnlySpan<byte> stream)
        {
            at.Add(file.Position);
            Put($"{at.Count} 0 obj\n{head}");
            if (stream.Length > 0)
            {
                Put("\nstream\n");
                file.Write(stream);
                Put("\nendstream");
            }
            Put("\nendobj\n");
        }
        Put("%PDF-1.7\n%âãÏÓ\n");
        Object($"<< /Type /Catalog /Pages 2 0 R /Lang {Text(language)} /ViewerPreferences << /DisplayDocTitle true >> >>", []);
        Object($"<< /Type /Pages /Kids [{string.Join(' ', pages.Select((_, page) => $"{4 + (page * 3)} 0 R"))}] /Count {pages.Count} >>", []);
        Object($"<< /Title {Text(title)} /Producer (Pendopo) >>", []);
        for (var page = 0; page < pages.Count; page++)
        {
            var image = images[page];
            var scale = Long / Math.Max(image.Width, image.Height);
            var (width, height) = (image.Width * scale, image.Height * scale);
            Object(FormattableString.Invariant($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:0.##} {height:0.##}] /Resources << /XObject << /P {6 + (page * 3)} 0 R >> >> /Contents {5 + (page * 3)} 0 R >>"), []);
            var content = Encoding.Latin1.GetBytes(FormattableString.Invariant($"/Span << /Alt {Text(pages[page].Alt)} >> BDC q {width:0.##} 0 0 {height:0.##} 0 0 cm /P Do Q EMC"));
            Object($"<< /Length {content.Length} >>", content);
            Object($"<< /Type /XObject /Subtype /Image /Width {image.Width} /Height {image.Height} /BitsPerComponent 8 {image.Kind} /Length {image.Data.Length} >>", image.Data.Span);
        }
        var table = file.Position;
        Put($"xref\n0 {at.Count + 1}\n0000000000 65535 f \n{string.Concat(at.Select(offset => offset.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n"))}");
        Put($"trailer\n<< /Size {at.Count + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();
    }

    // Every letter, and none that would end the string (section 7.9.2.2).
    private static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    /// <summary>A picture as a PDF holds it.</summary>
    /// <param name="Kind">How its bytes are read.</param>
    private sealed record Raster(int Width, int Height, string Kind, ReadOnlyMemory<byte> Data)
    {
        /// <summary>Null for what is no JPEG (ITU T.81: the frame's header tells height, width and number of colours).</summary>
        public static Raster? OfJpeg(byte[] bytes)
        {
            if (bytes is not [0xFF, 0xD8, ..])
                return null;
            for (var at = 2; at + 9 < bytes.Length && bytes[at] == 0xFF;)
            {
                var (marker, length) = (bytes[at + 1], BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2)));
                if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                {
                    var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 5)), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 7)));
                    // Adobe writes its four inks the other way round.
                    var colours = bytes[at + 9] switch { 1 => "/DeviceGray", 3 => "/DeviceRGB", 4 => "/DeviceCMYK /Decode [1 0 1 0 1 0 1 0]", _ => "" };
                    return width == 0 || height == 0 || colours.Length == 0 ? null : new(width, height, $"/ColorSpace {colours} /Filter /DCTDecode", bytes);
                }
                at += 2 + length;
            }
            return null;
        }

        public static Raster? OfPng(byte[] bytes) => PngRows.Read(bytes) is { } rows && rows.OnWhite() is { } data ? new(rows.Width, rows.Height, "/ColorSpace /DeviceRGB /Filter /FlateDecode", data) : null;
    }
}
