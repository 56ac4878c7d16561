using System.Globalization;

namespace Pendopo.Platform.Files;

/// <summary>A page of a PDF as it is seen, and the words that its text layer holds for it, on one line.</summary>
internal sealed record PdfPage(byte[] Picture, string Words);

/// <summary>
/// Makes pictures of the pages of a PDF with Debian's poppler (poppler-utils). Only what is to be seen goes on from here: no layer that is switched off, no text below a black
/// bar, no name of a writer. The words are told beside it, for whoever describes the page.
/// </summary>
internal sealed class PdfChild(Installation installation, TimeProvider time)
{
    // Pixels of a page's longer side: an A4 sheet is well read on a telephone.
    private const int Side = 1600;

    private readonly BareChild child = new(time, new(2L << 30, 40, 64L << 20, TimeSpan.FromSeconds(60))) { Knows = new Dictionary<string, string> { ["LANG"] = "C.UTF-8" } };

    /// <summary>Whether poppler's programs and prlimit (util-linux) are on this machine.</summary>
    public bool IsInstalled => child.Has("pdftoppm", "pdftotext");

    /// <summary>Whether it begins as a PDF does. Reads from the beginning, and goes back there.</summary>
    public static async Task<bool> IsPdf(Stream content, CancellationToken cancel)
    {
        if (!content.CanSeek)
            return false;
        var head = new byte[FileType.HeadLength];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        content.Position = 0;
        return FileType.Sniff(head.AsSpan(0, length)) == FileType.Pdf;
    }

    /// <summary>The first pages, as JPEG; null when they cannot be made: it is broken, or shut with a password.</summary>
    public async Task<IReadOnlyList<PdfPage>?> Pages(Stream content, int most, CancellationToken cancel)
    {
        var folder = Directory.CreateDirectory(Path.Combine(installation.FilesFolder, "incoming", StoredFile.NewName()));
        try
        {
            var (source, said, last) = (Path.Combine(folder.FullName, "sheets.pdf"), Path.Combine(folder.FullName, "said.txt"), most.ToString(CultureInfo.InvariantCulture));
            await using (var file = new FileStream(source, FileMode.CreateNew, FileAccess.Write))
                await content.CopyToAsync(file, cancel);
            string[] pictures = ["-jpeg", "-jpegopt", "quality=88", "-scale-to", Side.ToString(CultureInfo.InvariantCulture), "-l", last, source, Path.Combine(folder.FullName, "page")];
            if (await child.Why("pdftoppm", pictures, folder.FullName, null, cancel) is not null || await child.Why("pdftotext", ["-l", last, "-enc", "UTF-8", source, said], folder.FullName, null, cancel) is not null)
                return null;
            // A form feed ends each page.
            var words = (await File.ReadAllTextAsync(said, cancel)).Split('\f');
            var pages = new List<PdfPage>();
            foreach (var picture in Directory.GetFiles(folder.FullName, "page-*.jpg").Order(StringComparer.Ordinal))
                pages.Add(new(await File.ReadAllBytesAsync(picture, cancel), OneLine(words.ElementAtOrDefault(pages.Count))));
            return pages.Count > 0 ? pages : null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string OneLine(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
