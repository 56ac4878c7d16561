using System.Globalization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Telegram;

/// <summary>What an answer of the Bot API means for what was to be sent.</summary>
internal sealed class TelegramOutcomes(TimeProvider time)
{
    /// <summary>The outcome of a call that did not succeed.</summary>
    /// <param name="irreversible">Whether the call shows something: then nobody knows what became of one that got no answer, and Telegram cannot be asked.</param>
    /// <param name="toPerson">Whether it went to a person, who may shut the door, and not to the centre's own channel.</param>
    public SendOutcome Of(BotAnswer answer, TelegramWords words, bool irreversible, bool toPerson = false)
    {
        if (answer.Status == 429)
            return new SendOutcome.RetryAt(answer.Wait is { } wait ? time.Now() + wait : null, words["TooMany"]);
        if (answer.TokenLost)
            return new SendOutcome.Reconnect(words["TokenEnded"]);
        if (answer.WillPass)
            return irreversible && answer.Sent != OutboundSent.Nothing ? new SendOutcome.Unknown(words["NoAnswer"]) : new SendOutcome.RetryAt(null, words["NotReached"]);
        if (toPerson)
            return new SendOutcome.Refused(Code(answer), answer.Status == 403 ? words["PersonAway"] : Said(answer, words));
        return IsShutOut(answer) ? new SendOutcome.Reconnect(words["BotLeft"]) : new SendOutcome.Refused(Code(answer), Said(answer, words));
    }

    /// <summary>Whether the bot is no longer an administrator of the channel, or not in it.</summary>
    public static bool IsShutOut(BotAnswer answer) =>
        answer.Status == 403 || (answer.Status == 400 && (answer.Says("chat not found") || answer.Says("administrator rights") || answer.Says("not enough rights") || answer.Says("CHAT_ADMIN_REQUIRED")));

    private static string Said(BotAnswer answer, TelegramWords words) => answer.Description.Length > 0 ? answer.Description : words["RefusedWithoutReason"];

    private static string Code(BotAnswer answer) => answer.Status.ToString(CultureInfo.InvariantCulture);
}
