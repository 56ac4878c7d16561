using System.Globalization;
using System.Text;
using Pendopo.Platform.Mail.Dkim;

namespace Pendopo.Platform.Mail.Mime;

/// <summary>A mail in two forms of the same words, text first (RFC 2046 section 5.1.4), ready for the wire.</summary>
/// <param name="Headers">In their order, encoded and folded already.</param>
internal sealed record MailForm(IReadOnlyList<KeyValuePair<string, string>> Headers, string Text, string Html)
{
    /// <summary>The instant as mails write it (RFC 5322 section 3.3).</summary>
    public static string Date(DateTimeOffset at) => at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    /// <summary>The bytes, signed when there is somebody to sign.</summary>
    /// <param name="boundary">A line that stands in neither form.</param>
    public byte[] Bytes(string boundary, DkimSigner? signer)
    {
        var headers = Headers.Concat(
        [
            new("MIME-Version", "1.0"),
            new("Content-Type", $"multipart/alternative; boundary=\"{boundary}\""),
        ]).ToList();
        var body = Encoding.ASCII.GetBytes($"--{boundary}\r\n{Part("text/plain", Text)}--{boundary}\r\n{Part("text/html", Html)}--{boundary}--\r\n");
        var head = new StringBuilder(signer?.Header(headers, body) ?? "");
        foreach (var (name, value) in headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        head.Append("\r\n");
        return [.. Encoding.ASCII.GetBytes(head.ToString()), .. body];
    }

    private static string Part(string type, string words) =>
        $"Content-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{MailText.QuotedPrintable(words)}";
}
