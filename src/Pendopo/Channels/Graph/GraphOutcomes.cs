using System.Globalization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Graph;

/// <summary>What an answer of the Graph API means for what was to be sent.</summary>
internal sealed class GraphOutcomes(GraphUsage usage, TimeProvider time)
{
    /// <summary>Waited where the network says that calls are used up and not until when.</summary>
    private static readonly TimeSpan UntilFree = TimeSpan.FromMinutes(15);

    /// <summary>The outcome of a call that did not succeed.</summary>
    /// <param name="irreversible">Whether the call shows something: then nobody knows what became of one that got no clear answer.</param>
    public SendOutcome Of(GraphAccess access, GraphAnswer answer, GraphWords words, bool irreversible)
    {
        if (answer.PausedUntil is { } until)
            return new SendOutcome.HeldUntil(until, words["QuotaNear"]);
        if (answer.OverLimit)
            return new SendOutcome.HeldUntil(usage.PausedUntil(access.Account) ?? time.Now() + UntilFree, words["QuotaUsedUp"]);
        if (answer.TokenLost)
            return new SendOutcome.Reconnect(Lost(answer, words));
        if (answer.Code == 368)
            return new SendOutcome.Reconnect(words["Blocked"]);
        // "Yes" without saying to what is no clear answer either.
        if (answer.WillPass || answer.Ok)
            return irreversible && answer.Sent != OutboundSent.Nothing ? new SendOutcome.Unknown(words["NoAnswer"]) : new SendOutcome.RetryAt(null, words["NotReached"]);
        // The very same words may stand there already, from the attempt whose answer was lost.
        if (answer.Code == 506)
            return new SendOutcome.Unknown(words["Duplicate"]);
        if (answer.SeemsGone)
            return new SendOutcome.RetryAt(null, words["SeemsGone"]);
        if (answer.OutsideWindow)
            return new SendOutcome.Refused(Code(answer), words["OutsideWindow"]);
        return answer.NotPermitted ? new SendOutcome.Reconnect(words["NotPermitted"]) : new SendOutcome.Refused(Code(answer), Said(answer, words));
    }

    /// <summary>Why a token is no longer one, in words for the person.</summary>
    public static string Lost(GraphAnswer answer, GraphWords words) => answer.Subcode switch
    {
        458 => words["AppTakenAway"],
        460 => words["PasswordChanged"],
        463 => words["TokenEnded"],
        _ => words["TokenRefused"],
    };

    private static string Said(GraphAnswer answer, GraphWords words) => answer.Message.Length > 0 ? answer.Message : words["RefusedWithoutReason"];

    private static string Code(GraphAnswer answer) => answer.Code.ToString(CultureInfo.InvariantCulture);
}
