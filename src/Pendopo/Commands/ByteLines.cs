namespace Pendopo.Commands;

/// <summary>Cuts a stream into lines without copying them: a line is good until the next one is asked for.</summary>
internal sealed class ByteLines(Stream input)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private byte[] buffer = new byte[1 << 17];
    private int start;
    private int end;
    private bool isAtEnd;
    private bool isBegun;

    /// <summary>The next line without its line break; null behind the last.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> Next(CancellationToken cancel)
    {
        var searched = 0;
        while (true)
        {
            var found = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (found >= 0)
                return Take(searched + found, 1);
            searched = end - start;
            if (isAtEnd)
                return searched == 0 ? default(ReadOnlyMemory<byte>?) : Take(searched, 0);
            await Fill(cancel);
        }
    }

    private ReadOnlyMemory<byte> Take(int length, int lineBreak)
    {
        var line = buffer.AsMemory(start, length);
        start += length + lineBreak;
        if (!isBegun && line.Span.StartsWith(ByteOrderMark))
            line = line[ByteOrderMark.Length..];
        isBegun = true;
        return line;
    }

    private async Task Fill(CancellationToken cancel)
    {
        if (start > 0)
            buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = await input.ReadAsync(buffer.AsMemory(end), cancel);
        isAtEnd = read == 0;
        end += read;
    }
}
