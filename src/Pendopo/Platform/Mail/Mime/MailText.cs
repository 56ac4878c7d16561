using System.Text;

namespace Pendopo.Platform.Mail.Mime;

/// <summary>Words as they stand in a mail, which knows only ASCII.</summary>
internal static class MailText
{
    // RFC 2045 section 6.7: 76 characters and no more, with the sign that a line goes on.
    private const int Line = 75;

    // RFC 2047 section 2: an encoded word is at most 75 characters; 42 bytes become 56.
    private const int WordBytes = 42;

    /// <summary>A header's words: as they are when they are plain ASCII, else as encoded words (RFC 2047).</summary>
    public static string Header(string text)
    {
        var line = string.Concat(text.Select(sign => char.IsControl(sign) ? ' ' : sign)).Trim();
        if (line.All(sign => sign is >= ' ' and <= '~') && !line.Contains("=?", StringComparison.Ordinal) && line.Length <= 200)
            return line;
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in line.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(word.ToString()) + rune.Utf8SequenceLength > WordBytes)
            {
                words.Add(Encoded(word));
                word.Clear();
            }
            word.Append(rune);
        }
        words.Add(Encoded(word));
        return string.Join("\r\n ", words);
    }

    /// <summary>A sender or recipient with a name: `"Puskesmas Melati" &lt;kabar@melati.example&gt;`.</summary>
    public static string Address(string name, string address)
    {
        if (name.Length == 0)
            return address;
        var said = Header(name);
        return said.StartsWith("=?", StringComparison.Ordinal) ? $"{said} <{address}>" : $"\"{said.Replace("\\", "", StringComparison.Ordinal).Replace("\"", "'", StringComparison.Ordinal)}\" <{address}>";
    }

    /// <summary>Text as quoted-printable of its UTF-8 (RFC 2045 section 6.7), lines ended by CR LF.</summary>
    public static string QuotedPrintable(string text)
    {
        var quoted = new StringBuilder(text.Length + (text.Length / 8));
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            Quote(line, quoted);
            quoted.Append("\r\n");
        }
        return quoted.ToString();
    }

    private static void Quote(string line, StringBuilder quoted)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        var length = 0;
        for (var index = 0; index < bytes.Length; index++)
        {
            var sign = (char)bytes[index];
            // A space at the end is lost on the way, and a dot at the beginning means something to servers.
            var plain = (sign is > ' ' and <= '~' && sign != '=' && !(sign == '.' && length == 0)) || (sign is ' ' or '\t' && index < bytes.Length - 1);
            if (length + (plain ? 1 : 3) > Line)
            {
                quoted.Append("=\r\n");
                length = 0;
                plain = plain && sign != '.';
            }
            length += plain ? 1 : 3;
            if (plain)
                quoted.Append(sign);
            else
                quoted.Append('=').Append(((int)sign).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static string Encoded(StringBuilder word) => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word.ToString()))}?=";
}
