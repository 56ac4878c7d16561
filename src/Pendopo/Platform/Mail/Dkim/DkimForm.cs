using System.Text;

namespace Pendopo.Platform.Mail.Dkim;

/// <summary>A mail's headers and body in the relaxed form that servers on the way do not change (RFC 6376 section 3.4).</summary>
internal static class DkimForm
{
    /// <summary>A header: its name in lower case, its value on one line, runs of spaces as one.</summary>
    public static string Header(string name, string value) => $"{name.ToLowerInvariant()}:{OneSpace(value).Trim(' ')}";

    /// <summary>The body: spaces at the ends of lines and empty lines at its end gone, runs of spaces as one, lines ended by CR LF.</summary>
    public static byte[] Body(ReadOnlySpan<byte> body)
    {
        var relaxed = new MemoryStream(body.Length);
        var empty = 0;
        while (body.Length > 0)
        {
            var end = body.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? [] : body[(end + 1)..];
            var kept = Line(line);
            if (kept.Length == 0)
            {
                empty++;
                continue;
            }
            for (; empty > 0; empty--)
                relaxed.Write("\r\n"u8);
            relaxed.Write(kept);
            relaxed.Write("\r\n"u8);
        }
        return relaxed.ToArray();
    }

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> line)
    {
        var kept = new byte[line.Length];
        var (length, space) = (0, false);
        foreach (var sign in line.TrimEnd("\r \t"u8))
        {
            if (sign is (byte)' ' or (byte)'\t')
            {
                space = true;
                continue;
            }
            if (space)
                kept[length++] = (byte)' ';
            (kept[length++], space) = (sign, false);
        }
        return kept.AsSpan(0, length);
    }

    private static string OneSpace(string value)
    {
        var kept = new StringBuilder(value.Length);
        foreach (var sign in value)
        {
            if (sign is '\r' or '\n')
                continue;
            if (sign is ' ' or '\t')
            {
                if (kept.Length == 0 || kept[^1] != ' ')
                    kept.Append(' ');
            }
            else
                kept.Append(sign);
        }
        return kept.ToString();
    }
}
