using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Conversations;

/// <summary>A network told later what became of an answer: one of which nobody knew is out, or one that it had taken failed.</summary>
internal sealed class TakeInSettled(PendopoDb db, AnswerFate fate) : Platform.Events.IEventHandler<ReplySettled>
{
    public async Task Handle(ReplySettled happened, CancellationToken cancel)
    {
        var id = new Id<Message>(happened.Key);
        if (await db.Set<Message>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.ChannelId == happened.Channel, cancel) is not { } message)
            return;
        if (happened.Remote is { } remote && message.State == MessageState.Unknown)
            await fate.Keep(message, new SendOutcome.Sent(remote));
        else if (happened.Failure is { } failure && message.State is MessageState.Sent or MessageState.Unknown or MessageState.Sending)
            await fate.Fail(message.Id, MessageState.Failed, failure);
    }
}
