using System.Globalization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Mastodon;

/// <summary>What an answer of a server means for what was to be sent.</summary>
internal sealed class MastodonOutcomes(TimeProvider time)
{
    private static readonly TimeSpan UntilProcessed = TimeSpan.FromSeconds(15);

    /// <summary>The outcome of a call that did not succeed.</summary>
    /// <param name="irreversible">Whether the call shows something: then nobody knows what became of one that got no clear answer.</param>
    public SendOutcome Of(MastodonAnswer answer, MastodonWords words, bool irreversible)
    {
        if (answer.Status == 429)
            return new SendOutcome.HeldUntil(answer.PausedUntil ?? time.Now(), words["TooMany"]);
        if (answer.TokenLost)
            return new SendOutcome.Reconnect(words["TokenEnded"]);
        if (answer.Status == 403)
            return new SendOutcome.Reconnect(words[answer.NotAllowed ? "NotAllowed" : "Suspended"]);
        // A server that says when it is back has done nothing.
        if (answer is { Status: 503, PausedUntil: { } back })
            return new SendOutcome.RetryAt(back, words["NotReached"]);
        // "Yes" without saying to what is no clear answer either.
        if (answer.WillPass || answer.Ok)
            return irreversible && answer.Sent != OutboundSent.Nothing ? new SendOutcome.Unknown(words["NoAnswer"]) : new SendOutcome.RetryAt(null, words["NotReached"]);
        if (answer.Status == 422 && answer.Error.Contains("processing", StringComparison.OrdinalIgnoreCase))
            return new SendOutcome.RetryAt(time.Now() + UntilProcessed, words["BeingPrepared"]);
        return new SendOutcome.Refused(answer.Status.ToString(CultureInfo.InvariantCulture), answer.Error.Length > 0 ? answer.Error : words["RefusedWithoutReason"]);
    }
}
