using System.Globalization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.WhatsApp;

internal enum VerdictKind
{
    Sent,
    /// <summary>This one later; others may go on.</summary>
    Later,
    /// <summary>All of this number later.</summary>
    AllLater,
    /// <summary>All of this number wait for a person.</summary>
    HoldAll,
    /// <summary>This one never.</summary>
    Refused,
    /// <summary>The person has not written for a day: only an approved template reaches them.</summary>
    WindowClosed,
    /// <summary>The template cannot be sent: it is not approved, paused, or asks for other values.</summary>
    TemplateTrouble,
    Reconnect,
    Unknown,
}

/// <summary>What an answer of the Cloud API means for the message that was to be sent.</summary>
/// <param name="Id">The network's id of it, when it was taken.</param>
/// <param name="Code">The network's number, or our own word.</param>
/// <param name="Reason">In the centre's language.</param>
internal sealed record Verdict(VerdictKind Kind, string Id, string Code, string Reason, TimeSpan? Wait = null)
{
    // Meta tells the pause between two messages to one person: six seconds, counted where they arrive. The first may be longer on its way than the second.
    /// <summary>So long a number waits between two messages to the same person.</summary>
    public static readonly TimeSpan Pair = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), WhileGone = TimeSpan.FromMinutes(5);

    public static Verdict Of(CloudAnswer answer, WhatsAppWords words)
    {
        if (answer.Ok)
            return answer.Body.Items("messages").Select(message => message.Text("id")).FirstOrDefault(id => id.Length is > 0 and <= Border.IdLength) is { } id
                ? new(VerdictKind.Sent, id, "", "") : new(VerdictKind.Unknown, "", "NoId", words["NoAnswer"]);
        // Without a number from the network it is told only whether something left this house.
        if (answer.Code == 0)
            return answer.Status == 429 ? Of(VerdictKind.AllLater, answer, words["TooMany"], Minute)
                : answer.Sent == OutboundSent.Nothing ? Of(VerdictKind.Later, answer, words["NotReached"], null) : Of(VerdictKind.Unknown, answer, words["NoAnswer"], null);
        return Coded(answer, words);
    }

    // The numbers and their meaning: reference of the Cloud API's errors; what is unverified stands in the guide.
    private static Verdict Coded(CloudAnswer answer, WhatsAppWords words) => answer.Code switch
    {
        190 or 102 => Of(VerdictKind.Reconnect, answer, words["TokenEnded"], null),
        3 or 10 or (>= 200 and <= 299) => Of(VerdictKind.Reconnect, answer, words["PermissionMissing"], null),
        368 or 131031 => Of(VerdictKind.HoldAll, answer, words["AccountLocked"], null),
        131048 => Of(VerdictKind.HoldAll, answer, words["SpamLimit"], null),
        131056 => Of(VerdictKind.Later, answer, words["TooMany"], Pair),
        4 or 17 or 32 or 341 or 613 or 80007 or 130429 or (>= 80000 and <= 80014) => Of(VerdictKind.AllLater, answer, words["TooMany"], answer.Wait ?? Minute),
        1 or 2 or 131000 or 131016 or 133016 => Of(VerdictKind.Later, answer, words["NotReached"], null),
        // Also seen of an outage for good tokens: it disconnects nobody.
        100 when answer.Subcode == 33 => Of(VerdictKind.Later, answer, words["NotReached"], WhileGone),
        131047 => Of(VerdictKind.WindowClosed, answer, words["WindowClosed"], null),
        132000 or 132001 or 132005 or 132007 or 132012 or 132015 or 132016 => Of(VerdictKind.TemplateTrouble, answer, words["TemplateTrouble"], null),
        131026 => Of(VerdictKind.Refused, answer, words["Undeliverable"], null),
        131049 or 130472 => Of(VerdictKind.Refused, answer, words["PersonsCap"], null),
        _ when answer.Passing => Of(VerdictKind.Later, answer, words["NotReached"], null),
        _ => Of(VerdictKind.Refused, answer, answer.Words.Length > 0 ? Border.Reason(answer.Words) : words["RefusedWithoutReason"], null),
    };

    /// <summary>The reason of a status that came by webhook.</summary>
    public static string Told(int code, string told, WhatsAppWords words) => code switch
    {
        131047 => words["WindowClosed"],
        131026 => words["Undeliverable"],
        131049 or 130472 => words["PersonsCap"],
        131048 => words["SpamLimit"],
        _ => told.Length > 0 ? Border.Reason(told) : words["RefusedWithoutReason"],
    };

    /// <summary>The same for who only knows one message.</summary>
    public SendOutcome Outcome(DateTimeOffset now, string remoteId) => Kind switch
    {
        VerdictKind.Sent => new SendOutcome.Sent(new(remoteId, null)),
        VerdictKind.Later or VerdictKind.AllLater => new SendOutcome.RetryAt(Wait is { } wait ? now + wait : null, Reason),
        VerdictKind.Reconnect => new SendOutcome.Reconnect(Reason),
        VerdictKind.Unknown => new SendOutcome.Unknown(Reason),
        _ => new SendOutcome.Refused(Code, Reason),
    };

    private static Verdict Of(VerdictKind kind, CloudAnswer answer, string reason, TimeSpan? wait) =>
        new(kind, "", answer.Code == 0 ? answer.Status.ToString(CultureInfo.InvariantCulture) : answer.Code.ToString(CultureInfo.InvariantCulture), reason, wait);
}
