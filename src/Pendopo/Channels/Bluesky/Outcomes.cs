using System.Globalization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Bluesky;

/// <summary>What an answer means for what was to be sent (the classes of docs/decisions on outcomes: transient, unknown, held, final).</summary>
internal static class Outcomes
{
    /// <summary>The outcome of a call that did not succeed.</summary>
    /// <param name="irreversible">Whether the call itself was the one that shows; a preparation that is lost is simply made again.</param>
    public static SendOutcome Of(XrpcAnswer answer, BlueskyWords words, bool irreversible)
    {
        if (answer.SessionLost)
            return new SendOutcome.Reconnect(Lost(answer, words));
        if (answer.OverQuota)
            return answer.ResetsAt is { } when ? new SendOutcome.HeldUntil(when, words["QuotaUsedUp"]) : new SendOutcome.RetryAt(null, words["QuotaUsedUp"]);
        if (!answer.WillPass)
            return new SendOutcome.Refused(Code(answer), answer.Message.Length > 0 ? answer.Message : words["RefusedWithoutReason"]);
        return irreversible && answer.Sent != OutboundSent.Nothing
            ? new SendOutcome.Unknown(words["NoAnswer"])
            : new SendOutcome.RetryAt(null, words["NotReached"]);
    }

    /// <summary>Why an account no longer works, in words for the person.</summary>
    public static string Lost(XrpcAnswer answer, BlueskyWords words) => words[answer.Error == "AccountTakedown" ? "AccountTakenDown" : "SessionEnded"];

    private static string Code(XrpcAnswer answer) =>
        answer.Error.Length > 0 ? answer.Error : answer.Status.ToString(CultureInfo.InvariantCulture);
}
