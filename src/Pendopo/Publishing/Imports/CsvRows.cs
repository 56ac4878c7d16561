using System.Text;

namespace Pendopo.Publishing.Imports;

/// <summary>A row as it stands in a file.</summary>
/// <param name="Line">The line of the file on which it begins, from 1.</param>
/// <param name="Whole">False where its quotation marks do not go in pairs: then its cells are what stands between the dividers of that one line.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells, bool Whole);

/// <summary>Reads rows divided by comma, semicolon or tab (RFC 4180, and what spreadsheets of other countries write). Pure; a strange row is told, never guessed at.</summary>
internal static class CsvRows
{
    /// <summary>The words of a file: UTF-8 with or without its mark, UTF-16 with its mark, else Windows-1252 as old spreadsheets write it.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..])
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes is [0xFE, 0xFF, ..])
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes is [0xEF, 0xBB, 0xBF, ..])
            bytes = bytes[3..];
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>Every row that holds something, in order. The first row's line says which sign divides.</summary>
    public static IEnumerable<CsvRow> Read(string text)
    {
        var divider = Divider(text);
        var (line, at) = (1, 0);
        while (at < text.Length)
        {
            var (first, begin, cells, whole) = (line, at, new List<string>(), true);
            do
                cells.Add(Cell(text, divider, ref at, ref line, ref whole));
            while (at < text.Length && text[at] == divider && ++at >= 0);
            // A mark too many would swallow the rows behind it: only its own line is strange, and reading goes on behind that.
            if (!whole)
            {
                at = text.IndexOf('\n', begin) is var end && end < 0 ? text.Length : end;
                (line, cells) = (first, [.. text[begin..at].TrimEnd('\r').Split(divider)]);
            }
            at += at < text.Length ? 1 : 0;
            line++;
            if (cells.Exists(cell => !string.IsNullOrWhiteSpace(cell)))
                yield return new(first, cells, whole);
        }
    }

    // Reads to the divider or to the end of the row, and stands there.
    private static string Cell(string text, char divider, ref int at, ref int line, ref bool whole)
    {
        var cell = new StringBuilder();
        var quoted = at < text.Length && text[at] == '"';
        var closed = false;
        at += quoted ? 1 : 0;
        for (; at < text.Length; at++)
        {
            var sign = text[at];
            if (quoted && sign == '"' && at + 1 < text.Length && text[at + 1] == '"')
                at++;
            else if (quoted && sign == '"')
            {
                (quoted, closed) = (false, true);
                continue;
            }
            else if (!quoted && (sign == divider || sign == '\n'))
                break;
            else if (sign == '\r')
                continue;
            // Behind the closing mark only the divider may stand.
            whole &= !closed || sign == ' ';
            line += sign == '\n' ? 1 : 0;
            cell.Append(sign);
        }
        whole &= !quoted;
        return cell.ToString();
    }

    private static readonly char[] Dividers = [',', ';', '\t'];

    private static char Divider(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var head = end < 0 ? text : text[..end];
        return Dividers.MaxBy(sign => head.Count(found => found == sign));
    }
}
