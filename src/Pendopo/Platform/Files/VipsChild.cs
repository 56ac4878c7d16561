using System.Globalization;

namespace Pendopo.Platform.Files;

/// <summary>Decodes foreign pictures with Debian's vips.</summary>
internal sealed class VipsChild(TimeProvider time)
{
    // 64 million pixels at 4 bytes, in and out, and the program itself.
    private readonly BareChild child = new(time, new(1536L << 20, 20, 20L << 20, TimeSpan.FromSeconds(40)))
    {
        // Loaders that libvips itself does not trust stay shut (since 8.13).
        Knows = new Dictionary<string, string> { ["VIPS_CONCURRENCY"] = "1", ["VIPS_BLOCK_UNTRUSTED"] = "1" },
    };

    // Uncoded pixels are larger than any picture that is served.
    private static readonly ChildLimits Uncoded = new(1536L << 20, 20, 128L << 20, TimeSpan.FromSeconds(40));

    private readonly BareChild pixels = new(time, Uncoded) { Knows = new Dictionary<string, string> { ["VIPS_CONCURRENCY"] = "1", ["VIPS_BLOCK_UNTRUSTED"] = "1" } };

    // What it reads was written by the one above: its own format is among those that libvips does not trust from others.
    private readonly BareChild own = new(time, Uncoded) { Knows = new Dictionary<string, string> { ["VIPS_CONCURRENCY"] = "1" } };

    /// <summary>Whether both vips and prlimit (util-linux) are on this machine.</summary>
    public bool IsInstalled => child.Has("vips");

    /// <summary>Writes an upright WebP copy of the given width. Null when it stands, else why not.</summary>
    public Task<string?> Shrink(string source, string target, int width, CancellationToken cancel) =>
        // `thumbnail` turns by the orientation and shrinks while it decodes; the height only bounds absurd strips.
        child.Why("vips", ["thumbnail", source, $"{target}[Q=78,strip]", Number(width), "--height", Number(width * 4), "--size", "down"], Path.GetDirectoryName(target)!, null, cancel);

    /// <summary>Writes an upright copy whose longer side has so many pixels, larger than the source where that is small: as text is read best. Null when it stands, else why not.</summary>
    public Task<string?> Upright(string source, string target, int side, CancellationToken cancel) =>
        child.Why("vips", ["thumbnail", source, $"{target}[Q=92,strip]", Number(side), "--height", Number(side), "--size", "both"], Path.GetDirectoryName(target)!, null, cancel);

    /// <summary>Writes a picture on a white sheet of this size, in its middle. Null when it stands, else why not.</summary>
    public Task<string?> Framed(string source, string target, int width, int height, CancellationToken cancel) =>
        child.Why("vips", ["gravity", source, $"{target}[Q=92,strip]", "centre", Number(width), Number(height), "--extend", "white"], Path.GetDirectoryName(target)!, null, cancel);

    /// <summary>Writes upright pixels in libvips' own format, 8 bits a band in sRGB; neither side is longer than asked. Null when they stand, else why not.</summary>
    /// <param name="target">Ends in `.v`.</param>
    public async Task<string?> Pixels(string source, string target, int side, CancellationToken cancel)
    {
        var (folder, first) = (Path.GetDirectoryName(target)!, target + ".first.v");
        return await pixels.Why("vips", ["thumbnail", source, first, Number(side), "--height", Number(side), "--size", "down"], folder, null, cancel)
            ?? await own.Why("vips", ["colourspace", first, target, "srgb"], folder, null, cancel);
    }

    /// <summary>Codes pixels that were written here. Null when it went well, else why not.</summary>
    /// <param name="target">Ends in the extension of what is wanted.</param>
    public Task<string?> Code(string pixels, string target, CancellationToken cancel) =>
        own.Why("vips", ["copy", pixels, target.EndsWith(".png", StringComparison.Ordinal) ? $"{target}[strip]" : $"{target}[Q=90,strip]"], Path.GetDirectoryName(target)!, null, cancel);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
