using System.Globalization;

namespace Pendopo.Platform.Files.Blurring;

/// <summary>A part of a picture, in hundredths of its width and height as it is shown.</summary>
/// <param name="Left">0 to 100.</param>
/// <param name="Top">0 to 100.</param>
/// <param name="Width">Above 0; what hangs over the edge is cut off.</param>
/// <param name="Height">Above 0; what hangs over the edge is cut off.</param>
public sealed record PictureBox(double Left, double Top, double Width, double Height)
{
    /// <summary>The most boxes of one go.</summary>
    public const int Most = 40;

    /// <summary>Whether it lies in a picture and covers something.</summary>
    public bool Fits => double.IsFinite(Left + Top + Width + Height) && Left is >= 0 and < 100 && Top is >= 0 and < 100 && Width is > 0 and <= 100 && Height is > 0 and <= 100;

    /// <summary>Reads boxes as `left,top,width,height;…` with decimal points; null when a part is no box.</summary>
    public static IReadOnlyList<PictureBox>? Parse(string text)
    {
        var boxes = new List<PictureBox>();
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = part.Split(',', StringSplitOptions.TrimEntries);
            var read = numbers.Select(number => double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToList();
            if (read.Count != 4 || !new PictureBox(read[0], read[1], read[2], read[3]).Fits)
                return null;
            boxes.Add(new(read[0], read[1], read[2], read[3]));
        }
        return boxes;
    }
}
