using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Live;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Inbox.Conversations;

/// <summary>Puts what a channel heard into its conversation. Heard twice is kept once.</summary>
internal sealed class TakeInMessage(PendopoDb db, PublishedPosts posts, LiveFeed live, TimeProvider time) : IEventHandler<MessageHeard>
{
    public async Task Handle(MessageHeard happened, CancellationToken cancel)
    {
        var incoming = happened.Message;
        if (await db.Set<Channel>().FirstOrDefaultAsync(row => row.Id == happened.Channel, cancel) is not { } channel)
            return;
        if (await db.Set<Message>().AnyAsync(row => row.ChannelId == channel.Id && row.RemoteId == incoming.Remote.Id, cancel))
            return;
        var conversation = await Find(channel, incoming, cancel) ?? await Begin(channel, incoming, cancel);
        db.Add(Message.HeardIn(conversation, incoming));
        conversation.Hear(incoming.Text, Instants.Cut(incoming.SentAt));
        // When another node takes the same message in at the same moment, the unique key fails this save; the job's next run finds it kept.
        await db.SaveChangesAsync(cancel);
        live.Tell(InboxLive.Topic(channel.CentreId), "message");
    }

    private async Task<Conversation?> Find(Channel channel, Incoming incoming, CancellationToken cancel)
    {
        if (incoming.InReplyTo is { } parent)
        {
            var known = await db.Set<Message>().Where(row => row.ChannelId == channel.Id && row.RemoteId == parent)
                .Join(db.Set<Conversation>(), row => row.ConversationId, row => row.Id, (_, conversation) => conversation)
                .FirstOrDefaultAsync(cancel);
            if (known?.AuthorId == incoming.Author.Id)
                return known;
        }
        var key = Conversation.KeyOf(RootOf(incoming).Id, incoming.Author.Id);
        return await db.Set<Conversation>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && row.ThreadKey == key, cancel);
    }

    private async Task<Conversation> Begin(Channel channel, Incoming incoming, CancellationToken cancel)
    {
        var root = RootOf(incoming);
        var post = await posts.ByRemote(channel.Id, root.Id, cancel)
            ?? (incoming.InReplyTo is { } parent ? await posts.ByRemote(channel.Id, parent, cancel) : null);
        var conversation = Conversation.Begin(channel, incoming, root, post?.Id, time.Now());
        db.Add(conversation);
        return conversation;
    }

    private static RemoteRef RootOf(Incoming incoming) =>
        incoming.Root ?? (incoming.InReplyTo is { } parent ? new RemoteRef(parent, null) : incoming.Remote);
}

internal sealed class TakeInChange(PendopoDb db, LiveFeed live, TimeProvider time) : IEventHandler<MessageChanged>
{
    public async Task Handle(MessageChanged happened, CancellationToken cancel)
    {
        var message = await db.Set<Message>().FirstOrDefaultAsync(
            row => row.ChannelId == happened.Channel && row.RemoteId == happened.Message.Remote.Id && row.State != MessageState.Withdrawn, cancel);
        if (message is null)
            return;
        message.Change(happened.Message, time.Now());
        await db.SaveChangesAsync(cancel);
        live.Tell(InboxLive.Topic(message.CentreId), "message");
    }
}

internal sealed class TakeInWithdrawal(PendopoDb db, LiveFeed live, TimeProvider time) : IEventHandler<MessageWithdrawn>
{
    public async Task Handle(MessageWithdrawn happened, CancellationToken cancel)
    {
        var message = await db.Set<Message>().FirstOrDefaultAsync(row => row.ChannelId == happened.Channel && row.RemoteId == happened.RemoteId, cancel);
        if (message is null)
            return;
        message.Withdraw(time.Now());
        var conversation = await db.Set<Conversation>().FirstAsync(row => row.Id == message.ConversationId, cancel);
        conversation.Forget();
        await db.SaveChangesAsync(cancel);
        live.Tell(InboxLive.Topic(message.CentreId), "message");
    }
}
