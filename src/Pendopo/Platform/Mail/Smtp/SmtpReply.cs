namespace Pendopo.Platform.Mail.Smtp;

/// <summary>A server's answer: RFC 5321 section 4.2.</summary>
/// <param name="Code">Three digits; 2xx is yes, 3xx go on, 4xx not now, 5xx no.</param>
/// <param name="Lines">Its words, a line each, without the code.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>So much of an answer is read; a server that says more is not one.</summary>
    public const int MostLines = 100, LineLength = 4_000;

    public bool Yes => Code is >= 200 and < 300;

    public bool GoOn => Code is >= 300 and < 400;

    /// <summary>The enhanced status at the head of the words, `5.1.1` (RFC 3463); empty when there is none.</summary>
    public string Status
    {
        get
        {
            var word = Lines.Count == 0 ? "" : Lines[0].Split(' ', 2)[0];
            return word.Length is >= 5 and <= 11 && word[0] is '2' or '4' or '5' && word.Count(sign => sign == '.') == 2 && word.All(sign => char.IsAsciiDigit(sign) || sign == '.') ? word : "";
        }
    }

    /// <summary>Code and status, `550 5.1.1`. A server's words are not kept: they may quote the address.</summary>
    public string Told => Status.Length == 0 ? $"{Code}" : $"{Code} {Status}";
}

/// <summary>What became of a mail that was handed to a server.</summary>
internal enum Handed
{
    /// <summary>The server answers for it from now on.</summary>
    Taken,
    /// <summary>It surely did not take it; another time it may.</summary>
    NotNow,
    /// <summary>It will not take it for this recipient, ever.</summary>
    Refused,
    /// <summary>It will not take mails from this sender: nothing is wrong with the recipient.</summary>
    SenderRefused,
    /// <summary>The whole mail was sent and no answer came.</summary>
    Unknown,
}

/// <param name="Reason">Code and status, or why there is none; free of addresses.</param>
/// <param name="Usable">Whether the connection can carry the next mail.</param>
internal sealed record HandedMail(Handed What, string Reason, bool Usable);

/// <summary>A server that could not be talked to at all: nothing was sent.</summary>
/// <param name="reason">What it answered, or what failed; free of addresses.</param>
internal sealed class SmtpTrouble(string reason, Exception? inner = null) : IOException(reason, inner);
