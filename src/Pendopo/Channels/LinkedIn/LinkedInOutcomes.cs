using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.LinkedIn;

/// <summary>What an answer of LinkedIn means for what was to be sent.</summary>
internal sealed class LinkedInOutcomes(LinkedInCalls calls, TimeProvider time)
{
    private static readonly TimeSpan UntilFree = TimeSpan.FromHours(1), UntilReady = TimeSpan.FromSeconds(10);

    /// <summary>The outcome of a call that did not succeed.</summary>
    /// <param name="irreversible">Whether the call shows something: then nobody knows what became of one that got no clear answer.</param>
    public SendOutcome Of(ConnectedAccount account, string edge, LinkedInAnswer answer, bool irreversible)
    {
        var words = LinkedInWords.For(account);
        if (answer.PausedUntil is { } until)
            return new SendOutcome.HeldUntil(until, words["DayUsedUp"]);
        if (answer.OverLimit)
            return new SendOutcome.HeldUntil(calls.PausedUntil(account.Credentials<LinkedInKeys>().Page, edge) ?? time.Now() + UntilFree, words["DayUsedUp"]);
        if (answer.SessionLost)
            return new SendOutcome.Reconnect(words["SessionEnded"]);
        // "Done" without saying what was made is no clear answer either.
        if (answer.WillPass || answer.Done)
            return irreversible && answer.Sent != OutboundSent.Nothing ? new SendOutcome.Unknown(words["NoAnswer"]) : new SendOutcome.RetryAt(null, words["NotReached"]);
        if (answer.MediaNotReady)
            return new SendOutcome.RetryAt(time.Now() + UntilReady, words["BeingPrepared"]);
        if (answer.Retired)
            return new SendOutcome.Reconnect(words["VersionEnded"]);
        // The very same words may stand there already, from the attempt whose answer was lost.
        if (answer.Duplicate)
            return new SendOutcome.Unknown(words["Duplicate"]);
        return answer.NotPermitted ? new SendOutcome.Reconnect(words["NotPermitted"]) : new SendOutcome.Refused(answer.Code, answer.Message.Length > 0 ? answer.Message : words["RefusedWithoutReason"]);
    }
}
