using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Live;

namespace Pendopo.Inbox.Conversations;

// Events are jobs: they are taken up in any order, by several nodes at once, and twice after a crash. What stands in the end is the same.

internal sealed class TakeInMessage(TakeInWords words) : IEventHandler<MessageHeard>
{
    public Task Handle(MessageHeard happened, CancellationToken cancel) => words.Take(happened.Channel, happened.Message, cancel);
}

internal sealed class TakeInChange(TakeInWords words) : IEventHandler<MessageChanged>
{
    public Task Handle(MessageChanged happened, CancellationToken cancel) => words.Take(happened.Channel, happened.Message, cancel);
}

/// <summary>Forgets what its author took back, also when it has not been heard yet: then the mark that it is gone waits for it.</summary>
internal sealed class TakeInWithdrawal(PendopoDb db, LiveFeed live, TimeProvider time) : IEventHandler<MessageWithdrawn>
{
    public async Task Handle(MessageWithdrawn happened, CancellationToken cancel)
    {
        if (await db.Set<Channel>().FirstOrDefaultAsync(row => row.Id == happened.Channel, cancel) is not { } channel)
            return;
        var message = await db.Set<Message>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && row.RemoteId == happened.RemoteId, cancel);
        if (message is null)
            db.Add(Message.GoneBeforeHeard(channel, happened.RemoteId, time.Now()));
        else
            await Forget(message, cancel);
        // When the message itself is taken in at the same moment, the unique key fails this save; the job's next run finds it.
        await db.SaveChangesAsync(cancel);
        live.Tell(InboxLive.Topic(channel.CentreId), "message");
    }

    private async Task Forget(Message message, CancellationToken cancel)
    {
        message.Withdraw(time.Now());
        db.RemoveRange(await db.Set<MessageVersion>().Where(row => row.MessageId == message.Id).ToListAsync(cancel));
        if (await db.Set<Conversation>().FirstOrDefaultAsync(row => row.Id == message.ConversationId, cancel) is { } conversation)
            conversation.Retell(await db.LastWords(conversation.Id, cancel));
    }
}
