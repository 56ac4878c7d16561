using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Conversations;

/// <summary>What a network allows of an answer now, and of what others said in public.</summary>
/// <param name="Bounds">How long an answer may be.</param>
/// <param name="Acts">What may be done with a comment; none in private.</param>
/// <param name="Open">Whether it may be said in free words.</param>
/// <param name="Ready">What may be said else; empty while free words may.</param>
public sealed record AnswerTerms(AnswerRule Rule, ChannelLimits Bounds, IReadOnlyList<CommentAct> Acts, bool Open, IReadOnlyList<ReadyWords> Ready)
{
    /// <summary>Whether these words may be said now.</summary>
    public bool Allows(string text) => Open || Ready.Any(words => words.ValuesFor(text) is not null);
}

/// <summary>Asks the network for its terms: shown before somebody types, and held to when they send.</summary>
internal sealed class NetworkTerms(PendopoDb db, Accounts accounts, TimeProvider time)
{
    /// <summary>Null in the house's own conversations, and where the channel is not connected.</summary>
    public async Task<AnswerTerms?> Of(Conversation conversation, CancellationToken cancel)
    {
        if (conversation.IsOwn || await accounts.Find(conversation.ChannelId, cancel) is not { State: ChannelState.Connected } channel)
            return null;
        var (connector, account, now) = (accounts.Connector(channel.Network), await accounts.Open(channel, cancel), time.GetUtcNow());
        var last = await db.Set<Message>().Where(row => row.ConversationId == conversation.Id && row.Kind == MessageKind.Heard).MaxAsync(row => (DateTimeOffset?)row.At, cancel);
        var rule = connector.Rule(account, conversation.Private, last ?? conversation.CreatedAt, now);
        var bounds = (await connector.Limits(account, cancel)) with { Images = null };
        var open = rule.FreeUntil is not { } until || until > now;
        return new(rule, bounds with { Graphemes = rule.Characters ?? bounds.Graphemes }, conversation.Private ? [] : connector.Acts, open, open ? [] : await connector.Ready(account, cancel));
    }
}
