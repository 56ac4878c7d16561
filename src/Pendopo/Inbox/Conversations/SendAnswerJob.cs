using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Live;
using Pendopo.Platform.Mail;

namespace Pendopo.Inbox.Conversations;

[Job("inbox.send", Queue = "publish", MaxAttempts = 12)]
internal sealed record SendAnswer(Id<Message> Message) : IJob;

/// <summary>Carries an answer to where the message came from. The intent is kept before the call; its key and instant never
/// change, so that a network which knows them keeps it once.</summary>
internal sealed class SendAnswerJob(PendopoDb db, Accounts accounts, ExitDoors exits, StaffMail mail, LiveFeed live, TimeProvider time, ILogger<SendAnswerJob> log) : IJobHandler<SendAnswer>
{
    // Shorter than what the twelve attempts of the job last together, so that a person hears before the job is given up.
    private static readonly TimeSpan TriesFor = TimeSpan.FromHours(6);

    public async Task<JobOutcome> Run(SendAnswer job, CancellationToken cancel)
    {
        if (await db.Set<Message>().FirstOrDefaultAsync(row => row.Id == job.Message, cancel) is not { } message || !message.BeginSending())
            return JobOutcome.Cancel("It was taken back or is out already.");
        var conversation = await db.Set<Conversation>().FirstAsync(row => row.Id == message.ConversationId, cancel);
        if (await accounts.Find(conversation.ChannelId, cancel) is not { State: ChannelState.Connected } channel)
            return await Settle(message, MessageState.Failed, "ChannelAway", JobOutcome.Done, cancel);
        if (!(await exits.Ask(InboxExits.Asking(conversation, message.Text), cancel)).MayLeave)
            return await Settle(message, MessageState.Held, "Held", JobOutcome.Done, cancel);
        if (await Outgoing(conversation, message, cancel) is not { } reply)
            return await Settle(message, MessageState.Failed, "NothingToAnswer", JobOutcome.Done, cancel);
        await db.SaveChangesAsync(cancel);
        return await TakeUp(await Call(channel, reply, cancel), message, channel, cancel);
    }

    /// <summary>Makes the call. A fault on the way is an answer too: nobody knows what became of it.</summary>
    private async Task<SendOutcome> Call(Channel channel, OutgoingReply reply, CancellationToken cancel)
    {
        try
        {
            return await accounts.Connector(channel.Network).Reply(await accounts.Open(channel, cancel), reply, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            log.LogError(fault, "An answer on {Network} ended without an outcome", channel.Network);
            return new SendOutcome.Unknown(fault.GetType().Name);
        }
    }

    private async Task<JobOutcome> TakeUp(SendOutcome outcome, Message message, Channel channel, CancellationToken cancel)
    {
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                message.Arrived(sent.Remote);
                await Save(message, cancel);
                return JobOutcome.Done;
            case SendOutcome.RetryAt retry when time.Now() - message.At > TriesFor:
                return await Settle(message, MessageState.Failed, retry.Reason, JobOutcome.Done, cancel);
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

    private async Task<OutgoingReply?> Outgoing(Conversation conversation, Message message, CancellationToken cancel)
    {
        var to = await db.Set<Message>()
            .Where(row => row.ConversationId == conversation.Id && row.Kind == MessageKind.Heard && row.State == MessageState.Sent && row.At <= message.At)
            .OrderByDescending(row => row.At).FirstOrDefaultAsync(cancel);
        if (to is null)
            return null;
        var author = new RemotePerson(conversation.AuthorId, conversation.AuthorHandle, conversation.AuthorName, conversation.AuthorUrl);
        return new OutgoingReply(message.Id.Value, message.At, new RemoteRef(to.RemoteId!, to.RemoteUrl, to.RemoteVersion),
            new RemoteRef(conversation.RootId, null, conversation.RootVersion), author, message.Text, message.Language!, conversation.Private);
    }

    private async Task<JobOutcome> Settle(Message message, MessageState state, string reason, JobOutcome outcome, CancellationToken cancel)
    {
        message.Fail(state, reason.Length > 500 ? reason[..500] : reason);
        // It is not answered after all: it stands among those that wait, and its writer hears of it.
        var conversation = await db.Set<Conversation>().FirstAsync(row => row.Id == message.ConversationId, cancel);
        conversation.NotAnswered();
        await mail.Tell([message.WriterId!.Value], new("inbox.failed", typeof(InboxText), "AnswerFailedMail", $"/desk/inbox/{conversation.Id}"), cancel);
        await Save(message, cancel);
        return outcome;
    }

    private async Task Save(Message message, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        live.Tell(InboxLive.Topic(message.CentreId), "message");
    }
}
