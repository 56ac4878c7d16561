using System.Buffers.Binary;

namespace Pendopo.Platform.Files.Blurring;

/// <summary>Uncoded pixels as libvips writes them: a header of 64 bytes, then the rows, a byte a band.</summary>
internal sealed class Pixels
{
    // libvips, iofuncs/vips.c: magic, width, height, bands at 4-byte steps; the band's format at 20, 0 for unsigned bytes.
    private const int Header = 64, SideAt = 4, HeightAt = 8, BandsAt = 12, FormatAt = 20;
    private const int Rounds = 2;

    private readonly byte[] file;

    private Pixels(byte[] file) => this.file = file;

    public int Width => Number(SideAt);

    public int Height => Number(HeightAt);

    public int Bands => Number(BandsAt);

    public ReadOnlyMemory<byte> File => file;

    /// <summary>The pixels of a file; null when it is not such a one.</summary>
    public static Pixels? Of(byte[] file)
    {
        var pixels = new Pixels(file);
        return file.Length > Header && pixels.Number(FormatAt) == 0 && pixels is { Width: > 0, Height: > 0, Bands: >= 1 and <= 4 }
            && (long)pixels.Width * pixels.Height * pixels.Bands <= file.Length - Header ? pixels : null;
    }

    /// <summary>The bytes of one pixel.</summary>
    public Span<byte> At(int x, int y) => file.AsSpan(Header + ((y * Width) + x) * Bands, Bands);

    /// <summary>Makes a part unreadable for good: it becomes one flat colour, its own mean, before anything is softened. What is left of it are three numbers.
    /// The edge is then blurred, so that it looks meant; a blur alone, or coarse squares, can be undone for letters and digits.</summary>
    public void Hide(PictureBox box)
    {
        var (left, top) = ((int)Math.Floor(box.Left / 100 * Width), (int)Math.Floor(box.Top / 100 * Height));
        var right = Math.Min(Width, (int)Math.Ceiling((box.Left + box.Width) / 100 * Width));
        var bottom = Math.Min(Height, (int)Math.Ceiling((box.Top + box.Height) / 100 * Height));
        Fill(left, top, right, bottom);
        var reach = Math.Clamp(Math.Min(right - left, bottom - top) / 6, 2, 24);
        for (var round = 0; round < Rounds; round++)
            Soften(Math.Max(0, left - reach), Math.Max(0, top - reach), Math.Min(Width, right + reach), Math.Min(Height, bottom + reach), Math.Max(1, reach / 2));
    }

    private void Fill(int left, int top, int right, int bottom)
    {
        var sums = new long[Bands];
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                for (var band = 0; band < Bands; band++)
                    sums[band] += At(x, y)[band];
            }
        }
        var count = Math.Max(1L, (long)(right - left) * (bottom - top));
        var mean = sums.Select(sum => (byte)(sum / count)).ToArray();
        // The fourth band says how much is seen through: what is hidden hides.
        if (Bands is 2 or 4)
            mean[^1] = 255;
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
                mean.CopyTo(At(x, y));
        }
    }

    // A running mean along rows, then along columns.
    private void Soften(int left, int top, int right, int bottom, int reach)
    {
        var line = new byte[Math.Max(right - left, bottom - top)];
        for (var band = 0; band < Bands; band++)
        {
            for (var y = top; y < bottom; y++)
                Run(right - left, reach, line, at => ref At(left + at, y)[band]);
            for (var x = left; x < right; x++)
                Run(bottom - top, reach, line, at => ref At(x, top + at)[band]);
        }
    }

    private delegate ref byte Cell(int at);

    private static void Run(int length, int reach, byte[] line, Cell cell)
    {
        for (var at = 0; at < length; at++)
            line[at] = cell(at);
        int sum = 0, count = 0;
        for (var at = -reach; at < length; at++)
        {
            if (at + reach < length)
                (sum, count) = (sum + line[at + reach], count + 1);
            if (at - reach - 1 >= 0)
                (sum, count) = (sum - line[at - reach - 1], count - 1);
            if (at >= 0)
                cell(at) = (byte)(sum / count);
        }
    }

    private int Number(int at) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));
}
