using System.Buffers;

namespace Pendopo.Platform.Mail.Smtp;

/// <summary>A mail as it goes over the wire: a dot that begins a line is doubled, and one alone ends it (RFC 5321 section 4.5.2).</summary>
internal static class SmtpBody
{
    public static ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> mail)
    {
        var body = new ArrayBufferWriter<byte>(mail.Length + 64);
        while (mail.Length > 0)
        {
            if (mail[0] == (byte)'.')
                body.Write("."u8);
            var end = mail.IndexOf((byte)'\n');
            var line = end < 0 ? mail : mail[..(end + 1)];
            body.Write(line);
            mail = mail[line.Length..];
        }
        if (body.WrittenCount > 0 && !body.WrittenSpan.EndsWith("\r\n"u8))
            body.Write("\r\n"u8);
        body.Write(".\r\n"u8);
        return body.WrittenMemory;
    }
}
