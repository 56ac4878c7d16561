using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.X;

/// <summary>What an answer of X means for what was to be sent.</summary>
internal sealed class XOutcomes(XUsage usage, TimeProvider time)
{
    private static readonly TimeSpan UntilFree = TimeSpan.FromMinutes(15);

    /// <summary>The outcome of a call that did not succeed.</summary>
    /// <param name="irreversible">Whether the call shows something: then nobody knows what became of one that got no clear answer.</param>
    public SendOutcome Of(ConnectedAccount account, string edge, XAnswer answer, bool irreversible)
    {
        var words = XWords.For(account);
        if (answer.PausedUntil is { } until)
            return new SendOutcome.HeldUntil(until, words["LimitReached"]);
        if (answer.Capped || answer.OverLimit)
            return new SendOutcome.HeldUntil(usage.PausedUntil(account.Credentials<XKeys>().User, edge) ?? time.Now() + UntilFree, words[answer.Capped ? "CreditsUsedUp" : "LimitReached"]);
        if (answer.SessionLost)
            return new SendOutcome.Reconnect(words[Lost(answer)]);
        // "Yes" without saying to what is no clear answer either.
        if (answer.WillPass || answer.Ok)
            return irreversible && answer.Sent != OutboundSent.Nothing ? new SendOutcome.Unknown(words["NoAnswer"]) : new SendOutcome.RetryAt(null, words["NotReached"]);
        // The very same words may stand there already, from the attempt whose answer was lost.
        if (answer.Duplicate)
            return new SendOutcome.Unknown(words["Duplicate"]);
        return answer.NotPermitted ? new SendOutcome.Reconnect(words["NotPermitted"]) : new SendOutcome.Refused(answer.Code, answer.Detail.Length > 0 ? answer.Detail : words["RefusedWithoutReason"]);
    }

    /// <summary>The key of the words that say why the account no longer works.</summary>
    public static string Lost(XAnswer answer) => answer.Kind is "unauthorized_client" or "invalid_client" ? "AppRefused" : "SessionEnded";
}
