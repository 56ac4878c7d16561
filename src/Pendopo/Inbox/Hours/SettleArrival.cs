using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Blocks;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Hours;

/// <summary>What follows at once when somebody was heard: kept apart when they are blocked, a time to answer by, and a word outside the hours.</summary>
internal sealed class SettleArrival(PendopoDb db, KeepRules rules, SayAway away, CentreDirectory centres)
{
    public async Task Of(Conversation conversation, Incoming incoming, CancellationToken cancel)
    {
        if (await centres.ById(conversation.CentreId, cancel) is not { } centre)
            return;
        if (conversation.ApartAt is null && await db.Set<BlockedSender>().AnyAsync(row => row.Network == conversation.Network && row.AuthorId == conversation.AuthorId, cancel))
            conversation.KeepApart(incoming.SentAt);
        var settled = await rules.Read(cancel);
        conversation.Expect(settled.AnswerBy(conversation, incoming.SentAt, centre));
        await away.Consider(conversation, incoming, settled, centre, cancel);
    }
}
