using System.Globalization;

namespace Pendopo.Platform.Files;

/// <summary>Paper that a drawing is printed on, in millimetres (ISO 216).</summary>
public enum PaperSize { A4, A3 }

/// <summary>Makes pictures and pages of drawings of our own with Debian's rsvg-convert (librsvg2-bin).</summary>
internal sealed class RsvgChild(Installation installation, TimeProvider time)
{
    private readonly BareChild child = new(time, new(1L << 30, 15, 20L << 20, TimeSpan.FromSeconds(20))) { Knows = new Dictionary<string, string> { ["LANG"] = "C.UTF-8" } };

    /// <summary>Whether both rsvg-convert and prlimit (util-linux) are on this machine.</summary>
    public bool IsInstalled => child.Has("rsvg-convert");

    /// <summary>The drawing as PNG; null when it could not be made.</summary>
    public Task<byte[]?> Png(string svg, int width, CancellationToken cancel) => Run(svg, ["-f", "png", "-w", width.ToString(CultureInfo.InvariantCulture)], cancel);

    /// <summary>The drawing on a page of its own, filling it; null when it could not be made.</summary>
    public Task<byte[]?> Pdf(string svg, PaperSize paper, CancellationToken cancel)
    {
        var (width, height) = paper == PaperSize.A3 ? ("297mm", "420mm") : ("210mm", "297mm");
        return Run(svg, ["-f", "pdf", $"--page-width={width}", $"--page-height={height}", "-w", width, "-h", height, "--keep-aspect-ratio"], cancel);
    }

    private async Task<byte[]?> Run(string svg, string[] arguments, CancellationToken cancel)
    {
        if (!IsInstalled)
            return null;
        var folder = Directory.CreateDirectory(Path.Combine(installation.FilesFolder, "incoming", StoredFile.NewName()));
        try
        {
            var (source, target) = (Path.Combine(folder.FullName, "drawing.svg"), Path.Combine(folder.FullName, "made"));
            await File.WriteAllTextAsync(source, svg, cancel);
            var (end, _) = await child.Run("rsvg-convert", [.. arguments, "-o", target, source], folder.FullName, null, cancel);
            return end == ChildEnd.Well && File.Exists(target) ? await File.ReadAllBytesAsync(target, cancel) : null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
