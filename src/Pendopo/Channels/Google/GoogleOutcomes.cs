using System.Globalization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Google;

/// <summary>What an answer of Google means for what was to be done.</summary>
internal sealed class GoogleOutcomes(TimeProvider time)
{
    private static readonly TimeSpan UntilSlower = TimeSpan.FromMinutes(2);

    /// <summary>Units are counted by the day of the Pacific coast.</summary>
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    /// <summary>The outcome of a call that did not succeed.</summary>
    /// <param name="irreversible">Whether the call shows something: then nobody knows what became of one that got no clear answer.</param>
    public SendOutcome Of(GoogleAnswer answer, GoogleWords words, bool irreversible)
    {
        if (answer.PausedUntil is { } until)
            return new SendOutcome.HeldUntil(until, words["DayUsedUp"]);
        if (answer.DayUsedUp)
            return new SendOutcome.HeldUntil(NextDay(time.Now()), words["DayUsedUp"]);
        if (answer.SignInLost)
            return new SendOutcome.Reconnect(words["SignInOver"]);
        if (answer.TooFast)
            return new SendOutcome.HeldUntil(time.Now() + (answer.Wait ?? UntilSlower), words["TooFast"]);
        if (answer.WillPass || answer.Ok)
            return irreversible && answer.Sent != OutboundSent.Nothing ? new SendOutcome.Unknown(words["NoAnswer"]) : new SendOutcome.RetryAt(answer.Wait is { } wait ? time.Now() + wait : null, words["NotReached"]);
        if (answer.Reason is "youtubeSignupRequired")
            return new SendOutcome.Reconnect(words["NoChannel"]);
        if (answer.Reason is "insufficientPermissions" or "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
            return new SendOutcome.Reconnect(words["NotPermitted"]);
        return new SendOutcome.Refused(answer.Reason.Length > 0 ? answer.Reason : answer.Status.ToString(CultureInfo.InvariantCulture), answer.Message.Length > 0 ? answer.Message : words["RefusedWithoutReason"]);
    }

    /// <summary>The day by which units are counted.</summary>
    public static DateOnly DayOf(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Pacific).DateTime);

    /// <summary>When the units are given back: midnight of the Pacific coast.</summary>
    public static DateTimeOffset NextDay(DateTimeOffset now)
    {
        var midnight = DayOf(now).AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Pacific.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
