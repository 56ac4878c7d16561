using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Live;

namespace Pendopo.Inbox.Conversations;

[Job("inbox.send", Queue = "publish", MaxAttempts = 12)]
internal sealed record SendAnswer(Id<Message> Message) : IJob;

/// <summary>Carries an answer to where the message came from. The intent is kept before the call; its key and instant never
/// change, so that a network which knows them keeps it once.</summary>
internal sealed class SendAnswerJob(PendopoDb db, Accounts accounts, ExitDoors exits, LiveFeed live, TimeProvider time) : IJobHandler<SendAnswer>
{
    public async Task<JobOutcome> Run(SendAnswer job, CancellationToken cancel)
    {
        if (await db.Set<Message>().FirstOrDefaultAsync(row => row.Id == job.Message, cancel) is not { } message || !message.BeginSending())
            return JobOutcome.Cancel("It was taken back or is out already.");
        var conversation = await db.Set<Conversation>().FirstAsync(row => row.Id == message.ConversationId, cancel);
        if (await accounts.Find(conversation.ChannelId, cancel) is not { State: ChannelState.Connected } channel)
            return await Settle(message, MessageState.Failed, "ChannelAway", JobOutcome.Done, cancel);
        if (!(await exits.Ask(InboxExits.Asking(conversation, message.Text), cancel)).MayLeave)
            return await Settle(message, MessageState.Held, "Held", JobOutcome.Done, cancel);
        await db.SaveChangesAsync(cancel);
        var outcome = await accounts.Connector(channel.Network).Reply(await accounts.Open(channel, cancel), await Outgoing(conversation, message, cancel), cancel);
        return await TakeUp(outcome, message, channel, cancel);
    }

    private async Task<JobOutcome> TakeUp(SendOutcome outcome, Message message, Channel channel, CancellationToken cancel)
    {
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                message.Arrived(sent.Remote);
                await Save(message, cancel);
                return JobOutcome.Done;
            case SendOutcome.RetryAt retry:
                return JobOutcome.Again(retry.Reason, retry.When - time.Now());
            case SendOutcome.HeldUntil held:
                return JobOutcome.Later(held.When - time.Now());
            case SendOutcome.Unknown unknown:
                return await Settle(message, MessageState.Unknown, unknown.Reason, JobOutcome.Done, cancel);
            case SendOutcome.Reconnect reconnect:
                await db.Entry(channel).ReloadAsync(cancel);
                channel.Lost(reconnect.Reason, time.Now());
                return await Settle(message, MessageState.Failed, reconnect.Reason, JobOutcome.Done, cancel);
            case SendOutcome.Refused refused:
                return await Settle(message, MessageState.Failed, refused.Reason, JobOutcome.Done, cancel);
            default:
                throw new InvalidOperationException($"No one says what {outcome.GetType().Name} means for an answer.");
        }
    }

    private async Task<OutgoingReply> Outgoing(Conversation conversation, Message message, CancellationToken cancel)
    {
        var to = await db.Set<Message>()
            .Where(row => row.ConversationId == conversation.Id && row.Kind == MessageKind.Heard && row.State == MessageState.Sent && row.At <= message.At)
            .OrderByDescending(row => row.At).FirstAsync(cancel);
        var author = new RemotePerson(conversation.AuthorId, conversation.AuthorHandle, conversation.AuthorName, conversation.AuthorUrl);
        return new(message.Id.Value, message.At, new RemoteRef(to.RemoteId!, to.RemoteUrl, to.RemoteVersion),
            new RemoteRef(conversation.RootId, null, conversation.RootVersion), author, message.Text, message.Language!, conversation.Private);
    }

    private async Task<JobOutcome> Settle(Message message, MessageState state, string reason, JobOutcome outcome, CancellationToken cancel)
    {
        message.Fail(state, reason.Length > 500 ? reason[..500] : reason);
        await Save(message, cancel);
        return outcome;
    }

    private async Task Save(Message message, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        live.Tell(InboxLive.Topic(message.CentreId), "message");
    }
}
