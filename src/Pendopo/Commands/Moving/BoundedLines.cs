using System.Text;

namespace Pendopo.Commands.Moving;

/// <summary>Lines of a text that others made: one without an end does not fill the memory.</summary>
internal sealed class BoundedLines(TextReader text)
{
    /// <summary>Characters of a row: the longest text that is kept, four times over.</summary>
    public const int Most = 4 << 20;

    private readonly char[] buffer = new char[16 * 1024];
    private int at;
    private int held;

    /// <summary>The next line without its end; null after the last.</summary>
    /// <exception cref="InvalidDataException">It is longer than any row.</exception>
    public async Task<string?> Next(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (at == held)
                (at, held) = (0, await text.ReadAsync(buffer, cancel));
            if (held == 0)
                return line.Length > 0 ? line.ToString() : null;
            var end = Array.IndexOf(buffer, '\n', at, held - at);
            line.Append(buffer, at, (end < 0 ? held : end) - at);
            at = end < 0 ? held : end + 1;
            if (line.Length > Most)
                throw new InvalidDataException("A line is longer than any row.");
            if (end >= 0)
                return line.ToString();
        }
    }
}
