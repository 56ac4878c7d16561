using System.Text;

namespace Pendopo.Platform.Mail.Mime;

/// <summary>A mail that came in, or a part of one.</summary>
/// <param name="Headers">In their order, unfolded, their encoded words read.</param>
/// <param name="Body">Decoded from its transfer encoding; empty where it has parts.</param>
internal sealed record MailPart(IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, IReadOnlyList<MailPart> Parts)
{
    /// <summary>`text/plain`, in lower case; what a part is that says nothing (RFC 2045 section 5.2).</summary>
    public string Type => Of("Content-Type").Split(';')[0].Trim().ToLowerInvariant() is { Length: > 0 } type && type.Contains('/', StringComparison.Ordinal) ? type : "text/plain";

    public bool IsAttached => Of("Content-Disposition").StartsWith("attachment", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first header of this name; empty when there is none.</summary>
    public string Of(string name) => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    public IEnumerable<string> All(string name) => Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);

    /// <summary>A parameter of the type, `boundary`; empty when there is none.</summary>
    public string Parameter(string name)
    {
        foreach (var pair in Of("Content-Type").Split(';').Skip(1))
        {
            var (key, value) = pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (pair[..at].Trim(), pair[(at + 1)..].Trim()) : ("", "");
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value.Trim('"');
        }
        return "";
    }

    /// <summary>This part and all below it, from the top.</summary>
    public IEnumerable<MailPart> Everything() => Parts.SelectMany(part => part.Everything()).Prepend(this);

    /// <summary>The words of a text part; what is no text of its character set stands as a question mark.</summary>
    public string Text() => MailReading.Charset(Parameter("charset")).GetString(Body);

    /// <summary>Lines `name: value` of a body that is made of them (a status or feedback report).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields() => MailReading.Headers(Encoding.Latin1.GetString(Body).ReplaceLineEndings("\n"), out _);
}
