namespace Pendopo.Text.Normalising;

/// <summary>Signs being written, each with the range of the original it stands for.</summary>
internal sealed class MappedBuffer(int capacity)
{
    private char[] text = new char[Math.Max(16, capacity)];
    private int[] starts = new int[Math.Max(16, capacity)];
    private int[] ends = new int[Math.Max(16, capacity)];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Text => text.AsSpan(0, Length);

    public int[] Starts => starts[..Length];

    public int[] Ends => ends[..Length];

    public int StartOf(int at) => starts[at];

    public int EndOf(int at) => ends[at];

    public void Add(char sign, int start, int end)
    {
        if (Length == text.Length)
        {
            Array.Resize(ref text, Length * 2);
            Array.Resize(ref starts, Length * 2);
            Array.Resize(ref ends, Length * 2);
        }

        text[Length] = sign;
        starts[Length] = start;
        ends[Length++] = end;
    }

    public void Add(ReadOnlySpan<char> signs, int start, int end)
    {
        foreach (var sign in signs)
        {
            Add(sign, start, end);
        }
    }

    public void Copy(MappedBuffer source, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            Add(source.text[i], source.starts[i], source.ends[i]);
        }
    }

    /// <summary>Forgets everything and keeps the room, so that a buffer serves many texts.</summary>
    public void Clear() => Length = 0;

    /// <summary>Takes back what was written after <paramref name="length"/> and lets the last sign stand for it.</summary>
    public void Shorten(int length, int end)
    {
        Length = length;
        ends[length - 1] = end;
    }
}
