namespace Pendopo.Text.Normalising;

/// <summary>A text in plain spelling that still knows where each of its signs came from.</summary>
public sealed class NormalisedText
{
    private readonly int[] starts;
    private readonly int[] ends;

    internal NormalisedText(string original, string text, int[] starts, int[] ends)
    {
        Original = original;
        Text = text;
        this.starts = starts;
        this.ends = ends;
    }

    /// <summary>The text as it was written.</summary>
    public string Original { get; }

    /// <summary>The plain spelling: lower case, no stretching, chat words written out.</summary>
    public string Text { get; }

    /// <summary>
    /// The part of <see cref="Original"/> that a part of <see cref="Text"/> stands for. A chat word that was written out maps back whole
    /// (both "anak" of "anak-anak" map to "anak2"). The range begins and ends between code points. An empty part gives an empty range at its place.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The part is not inside <see cref="Text"/>.</exception>
    public Range ToOriginal(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Text.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Text.Length - start);
        if (length == 0)
        {
            var at = start < Text.Length ? starts[start] : Original.Length;
            return at..at;
        }

        return starts[start]..ends[start + length - 1];
    }
}
