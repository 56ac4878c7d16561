using System.Text;
using System.Text.RegularExpressions;

namespace Pendopo.Platform.Mail.Mime;

/// <summary>Reads what anybody may send: nothing in it is trusted, everything is bounded, and nothing throws.</summary>
internal static partial class MailReading
{
    /// <summary>Of a whole mail; what is longer is cut.</summary>
    public const int MostBytes = 4_000_000;

    private const int MostDepth = 8, MostParts = 100, MostHeaders = 300, HeaderLength = 8_000;

    public static MailPart Of(ReadOnlySpan<byte> mail)
    {
        var left = MostParts;
        // One sign a byte: whatever the bytes mean is said further in.
        return Part(Encoding.Latin1.GetString(mail.Length > MostBytes ? mail[..MostBytes] : mail).Replace("\r\n", "\n", StringComparison.Ordinal), 0, ref left);
    }

    /// <summary>A character set by its name; what is not known is read as Latin letters.</summary>
    public static Encoding Charset(string name)
    {
        if (name.Length is 0 or > 40 || name.Equals("us-ascii", StringComparison.OrdinalIgnoreCase) || name.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return Encoding.UTF8;
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            // A name that nobody registered, or of a set that this program does not carry.
            return Encoding.Latin1;
        }
    }

    /// <summary>The headers before the first empty line, unfolded.</summary>
    /// <param name="body">Where what follows them begins.</param>
    public static List<KeyValuePair<string, string>> Headers(string text, out int body)
    {
        var headers = new List<KeyValuePair<string, string>>();
        var at = 0;
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at) is >= 0 and var found ? found : text.Length;
            var line = text[at..end];
            at = Math.Min(end + 1, text.Length);
            if (line.Trim('\r').Length == 0)
                break;
            if (line[0] is ' ' or '\t' && headers.Count > 0)
            {
                var (name, value) = headers[^1];
                if (value.Length < HeaderLength)
                    headers[^1] = new(name, value + " " + line.Trim());
            }
            else if (headers.Count < MostHeaders && line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                headers.Add(new(line[..colon].Trim(), Cut(line[(colon + 1)..].Trim())));
        }
        body = at;
        return [.. headers.Select(header => new KeyValuePair<string, string>(header.Key, Words(header.Value)))];
    }

    private static MailPart Part(string text, int depth, ref int left)
    {
        var headers = Headers(text, out var at);
        var part = new MailPart(headers, [], []);
        var body = text[at..];
        if (depth < MostDepth && part.Type.StartsWith("multipart/", StringComparison.Ordinal) && part.Parameter("boundary") is { Length: > 0 and <= 200 } boundary)
        {
            var parts = new List<MailPart>();
            foreach (var piece in Between(body, boundary))
            {
                if (left-- <= 0)
                    break;
                parts.Add(Part(piece, depth + 1, ref left));
            }
            return part with { Parts = parts };
        }
        var bytes = Decoded(body, part.Of("Content-Transfer-Encoding").Trim().ToLowerInvariant());
        // A whole mail within, as reports enclose the one that came back.
        if (depth < MostDepth && part.Type is "message/rfc822" or "message/global" && left-- > 0)
            return part with { Body = bytes, Parts = [Part(Encoding.Latin1.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal), depth + 1, ref left)] };
        return part with { Body = bytes };
    }

    private static List<string> Between(string body, string boundary)
    {
        var pieces = new List<string>();
        var (start, at) = (-1, 0);
        while (at <= body.Length && pieces.Count < MostParts)
        {
            var end = at < body.Length && body.IndexOf('\n', at) is >= 0 and var found ? found : body.Length;
            var line = body.AsSpan(at, end - at).TrimEnd();
            if (line.StartsWith("--") && line[2..].StartsWith(boundary, StringComparison.Ordinal) && line[(2 + boundary.Length)..] is var rest && (rest.Length == 0 || rest is "--"))
            {
                if (start >= 0)
                    pieces.Add(body[start..Math.Max(start, at - 1)]);
                start = Math.Min(end + 1, body.Length);
                if (rest.Length > 0)
                    return pieces;
            }
            at = end + 1;
        }
        if (start >= 0 && start < body.Length && pieces.Count < MostParts)
            pieces.Add(body[start..]);
        return pieces;
    }

    private static byte[] Decoded(string body, string encoding) => encoding switch
    {
        "base64" => Base64(body),
        "quoted-printable" => Quoted(body),
        _ => Encoding.Latin1.GetBytes(body),
    };

    private static byte[] Base64(string text)
    {
        var clean = new string([.. text.Where(sign => char.IsAsciiLetterOrDigit(sign) || sign is '+' or '/')]);
        clean = clean[..(clean.Length - (clean.Length % 4 == 1 ? 1 : 0))];
        return Convert.FromBase64String(clean.PadRight((clean.Length + 3) / 4 * 4, '='));
    }

    private static byte[] Quoted(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '=')
                bytes.Add((byte)text[at]);
            else if (at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
            {
                bytes.Add(Convert.ToByte(text.Substring(at + 1, 2), 16));
                at += 2;
            }
            else if (text.AsSpan(at + 1).TrimStart(" \t\r").StartsWith("\n"))
                at = text.IndexOf('\n', at);
            else
                bytes.Add((byte)'=');
        }
        return [.. bytes];
    }

    private static string Cut(string value) => value.Length > HeaderLength ? value[..HeaderLength] : value;

    /// <summary>Encoded words as what they mean (RFC 2047); others as UTF-8 where they are that (RFC 6532).</summary>
    private static string Words(string value)
    {
        var bytes = Encoding.Latin1.GetBytes(value);
        var plain = Encoding.UTF8.GetString(bytes) is var text && text.Contains('\ufffd', StringComparison.Ordinal) ? value : text;
        return Gap().Replace(plain, "${end}").Contains("=?", StringComparison.Ordinal) ? Word().Replace(Gap().Replace(plain, "${end}"), Said) : plain;
    }

    private static string Said(Match word) => Charset(word.Groups["set"].Value.Split('*')[0])
        .GetString(word.Groups["way"].Value is "B" or "b" ? Base64(word.Groups["text"].Value) : Quoted(word.Groups["text"].Value.Replace('_', ' ')));

    [GeneratedRegex(@"=\?(?<set>[^?\s]{1,60})\?(?<way>[BbQq])\?(?<text>[^?\s]{0,2000})\?=", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    // White space between two encoded words belongs to neither.
    [GeneratedRegex(@"(?<end>\?=)\s+(?==\?)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gap();
}
