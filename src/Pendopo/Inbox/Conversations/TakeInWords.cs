using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Hours;
using Pendopo.Platform.Data;
using Pendopo.Platform.Live;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Inbox.Conversations;

/// <summary>Puts what a channel heard into its conversation: a message that is new, or another version of a known one. Told twice is kept once.</summary>
internal sealed class TakeInWords(PendopoDb db, WordsReading reading, PublishedPosts posts, SettleArrival settle, LiveFeed live, TimeProvider time)
{
    public async Task Take(Id<Channel> id, Incoming incoming, CancellationToken cancel)
    {
        if (await reading.Channel(db, id, cancel) is not { } channel)
            return;
        var known = await reading.Message(db, channel.Id, incoming.Remote.Id, cancel);
        if (known is null)
            await Hear(channel, incoming, cancel);
        else
            await Change(known, incoming, cancel);
        if (!db.ChangeTracker.HasChanges())
            return;
        // When another node takes the same message in at the same moment, the unique key fails this save; the job's next run finds it kept.
        await db.SaveChangesAsync(cancel);
        live.Tell(InboxLive.Topic(channel.CentreId), "message");
    }

    private async Task Hear(Channel channel, Incoming incoming, CancellationToken cancel)
    {
        var conversation = await Find(channel, incoming, cancel) ?? await Begin(channel, incoming, cancel);
        conversation.Meet(incoming.Author);
        db.Add(Message.HeardIn(conversation, incoming)).Entity.WasRead(time.Now());
        conversation.Hear(incoming.Text, Instants.Cut(incoming.SentAt));
        await settle.Of(conversation, incoming, cancel);
    }

    private async Task Change(Message message, Incoming told, CancellationToken cancel)
    {
        if (message.Hear(told) is not { } earlier)
            return;
        if (!await db.Set<MessageVersion>().AnyAsync(row => row.MessageId == message.Id && row.At == earlier.At && row.Text == earlier.Text, cancel))
            db.Add(earlier);
        var conversation = await db.Set<Conversation>().FirstAsync(row => row.Id == message.ConversationId, cancel);
        conversation.Retell(await db.LastWords(conversation.Id, cancel));
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
        return await reading.Thread(db, channel.Id, key, cancel);
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

internal static class ConversationWords
{
    /// <summary>What was said last to or by the other person, as the context holds it now; empty when that was taken back.</summary>
    public static async Task<string> LastWords(this PendopoDb db, Id<Conversation> id, CancellationToken cancel) =>
        (await db.Set<Message>().Where(row => row.ConversationId == id && row.Kind != MessageKind.Note && row.Kind != MessageKind.Automatic)
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).FirstOrDefaultAsync(cancel))?.Text ?? "";
}
