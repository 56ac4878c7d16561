using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Hours;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Live;

namespace Pendopo.Inbox.Listening;

/// <summary>What a colleague does about a find: takes it into the inbox to answer it, leaves it, or brings it back.</summary>
internal sealed class SettleFind(PendopoDb db, Here here, FindQueries queries, KeepRules rules, AuditBook audit, IStringLocalizer<ListeningText> words, LiveFeed live, TimeProvider time)
{
    /// <summary>Makes a conversation of it, which lies with who took it. Nothing leaves by it, and no reply by itself: the person has not written to the centre.</summary>
    public async Task<Result<Conversation>> TakeIn(Id<Find> id, CancellationToken cancel)
    {
        if (!here.May(InboxRoom.MayReply))
            return Problem.NotFound;
        var taken = await db.Attempt<Conversation>(async () =>
        {
            if (await db.Set<Find>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } find)
                return Problem.NotFound;
            if (find.ChannelId is not { } channelId || !(await queries.Answerable(cancel)).Contains(channelId) || await db.Set<Channel>().FirstOrDefaultAsync(row => row.Id == channelId, cancel) is not { } channel)
                return words.Problem("CannotAnswerThere");
            var conversation = await Conversation(channel, find.Said, cancel);
            find.TakeIn(conversation.Id, here.Actor, time.Now());
            audit.Note("inbox.take-find", $"conversation:{conversation.Id}");
            return conversation;
        }, () => words.Problem("Stale"), cancel);
        if (taken.Ok)
            live.Tell(InboxLive.Topic(here.Centre.Id), "message");
        return taken;
    }

    public Task<Result<Done>> Leave(Id<Find> id, CancellationToken cancel) => Change(id, find => find.Leave(here.Actor, time.Now()), cancel);

    public Task<Result<Done>> BringBack(Id<Find> id, CancellationToken cancel) => Change(id, find => find.BringBack(), cancel);

    private async Task<Conversation> Conversation(Channel channel, Incoming said, CancellationToken cancel)
    {
        // It may have been said to the centre meanwhile, or the person answered in the same thread.
        if (await db.Set<Message>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && row.RemoteId == said.Remote.Id && row.State != MessageState.Withdrawn, cancel) is { } message)
            return await db.Set<Conversation>().FirstAsync(row => row.Id == message.ConversationId, cancel);
        var root = said.Root ?? said.Remote;
        var key = Conversations.Conversation.KeyOf(root.Id, said.Author.Id);
        var conversation = await db.Set<Conversation>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && row.ThreadKey == key, cancel)
            ?? db.Add(Conversations.Conversation.Begin(channel, said, root, null, time.Now())).Entity;
        db.Add(Message.HeardIn(conversation, said));
        conversation.Hear(said.Text, Instants.Cut(said.SentAt));
        conversation.Expect((await rules.Read(cancel)).AnswerBy(conversation, time.Now(), here.Centre));
        conversation.Assign(here.Actor);
        conversation.Read();
        return conversation;
    }

    private async Task<Result<Done>> Change(Id<Find> id, Action<Find> change, CancellationToken cancel)
    {
        if (!here.May(InboxRoom.MayReply))
            return Problem.NotFound;
        return await db.Attempt<Done>(async () =>
        {
            if (await db.Set<Find>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } find)
                return Problem.NotFound;
            if (find.State == FindState.Taken)
                return words.Problem("TakenAlready");
            change(find);
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }
}
