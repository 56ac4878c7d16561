namespace Pendopo.Platform.Files.Reading;

/// <summary>Reads text in pictures with Debian's tesseract, Indonesian and English, in a child that may take little memory and time and knows nothing of us.</summary>
/// <param name="folders">Where the programs are looked for; null for the usual places.</param>
internal sealed class TesseractChild(TimeProvider time, IReadOnlyList<string>? folders = null)
{
    private readonly BareChild child = new(time, new(1536L << 20, 60, 4L << 20, TimeSpan.FromSeconds(90)), folders)
    {
        Knows = new Dictionary<string, string> { ["OMP_THREAD_LIMIT"] = "1", ["LANG"] = "C.UTF-8" },
        GivesWay = true,
    };

    /// <summary>Whether tesseract, and what holds it, is on this machine.</summary>
    public bool IsInstalled => child.Has("tesseract");

    /// <summary>What stands in a picture, line by line, or why it could not be read.</summary>
    /// <param name="source">A full path: tesseract takes names that look like addresses for addresses.</param>
    public async Task<(string? Text, string? Why)> Read(string source, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(source)!;
        var target = Path.Combine(folder, "read");
        // 12: words anywhere in the picture, turned upright first; cards, slips and screens are no pages of a book.
        if (await child.Why("tesseract", [source, target, "-l", "ind+eng", "--psm", "12"], folder, null, cancel) is { } why)
            return (null, why);
        return File.Exists(target + ".txt") ? (await File.ReadAllTextAsync(target + ".txt", cancel), null) : (null, "tesseract wrote nothing.");
    }
}
