using Pendopo.Platform.Data;
using Pendopo.Platform.Mail.Mime;

namespace Pendopo.Channels.Letters;

internal enum BackKind
{
    /// <summary>A person wrote.</summary>
    Words,
    /// <summary>A server says that a copy did not arrive: RFC 3464.</summary>
    Bounce,
    /// <summary>A server says that it will arrive later, or that it did.</summary>
    Notice,
    /// <summary>A provider says that its reader finds it unwanted: RFC 5965.</summary>
    Complaint,
    /// <summary>A program answered, such as one that says that somebody is away: RFC 3834.</summary>
    Automatic,
}

/// <summary>What a mail that came to the centre's address is.</summary>
/// <param name="Hard">Of a bounce: whether every further letter would come back too.</param>
/// <param name="Status">Of a bounce, `5.1.1`.</param>
/// <param name="About">Message-IDs that it may be about or answer, without brackets.</param>
internal sealed record MailBack(BackKind Kind, bool Hard, string Status, IReadOnlyList<string> About)
{
    public static MailBack Of(MailPart mail)
    {
        var report = mail.Everything().FirstOrDefault(part => part.Type == "multipart/report");
        var about = mail.Everything().SelectMany(part => part.All("Message-ID").Skip(part == mail ? 1 : 0)).Concat(Answered(mail)).SelectMany(Ids).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (mail.Everything().FirstOrDefault(part => part.Type == "message/feedback-report") is not null)
            return new(BackKind.Complaint, Hard: true, "", about);
        if (mail.Everything().FirstOrDefault(part => part.Type is "message/delivery-status" or "message/global-delivery-status") is { } status)
            return Delivery(status, about);
        if (report is not null)
            return new(BackKind.Notice, Hard: false, "", about);
        return new(IsAutomatic(mail) ? BackKind.Automatic : BackKind.Words, Hard: false, "", about);
    }

    // Groups of fields, an empty line apart: the first is of the mail, the others one a recipient. A letter has one.
    private static MailBack Delivery(MailPart status, List<string> about)
    {
        var fields = System.Text.Encoding.Latin1.GetString(status.Body).ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Take(20).SelectMany(group => MailReading.Headers(group.TrimStart('\n'), out _)).ToList();
        var action = Field(fields, "Action").ToLowerInvariant();
        var code = Field(fields, "Status").Split(' ', '(')[0].Trim();
        if (action is not "failed" && !(action.Length == 0 && code.StartsWith('5')))
            return new(BackKind.Notice, Hard: false, code, about);
        // RFC 3463: 5.1.x no such address, 5.2.1 the box is shut. 5.2.2 is full, 5.7.x is about us: neither says that nobody is there.
        var hard = code is "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" or "5.2.1";
        return new(BackKind.Bounce, hard, code.Length is > 0 and <= 11 ? code : "5.0.0", about);
    }

    private static IEnumerable<string> Answered(MailPart mail) => mail.All("In-Reply-To").Concat(mail.All("References"));

    private static bool IsAutomatic(MailPart mail) =>
        mail.Of("Auto-Submitted") is { Length: > 0 } how && !how.StartsWith("no", StringComparison.OrdinalIgnoreCase)
        || mail.Of("Precedence").Trim().ToLowerInvariant() is "bulk" or "junk" or "list" or "auto_reply"
        || mail.Of("X-Autoreply").Length > 0 || mail.Of("X-Auto-Response-Suppress").Length > 0 || mail.Of("List-Id").Length > 0
        || mail.Of("Return-Path").Trim() == "<>";

    private static string Field(List<KeyValuePair<string, string>> fields, string name) =>
        fields.FirstOrDefault(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    private static IEnumerable<string> Ids(string header) =>
        header.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(id => id.Trim('<', '>', '"')).Where(id => id.Length is > 2 and <= 250 && id.Contains('@', StringComparison.Ordinal)).Take(50);

    /// <summary>The copy that a Message-ID of ours names, or null.</summary>
    public static Id<IssueCopy>? CopyOf(string id) => Guid.TryParseExact(id.Split('@')[0], "n", out var copy) ? new(copy) : null;
}
