using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;

namespace Pendopo.Inbox.Conversations;

/// <param name="LookedAt">When a person looked for an answer of unknown fate and did not find it.</param>
[Job("inbox.send", Queue = "publish", MaxAttempts = 12)]
internal sealed record SendAnswer(Id<Message> Message, DateTimeOffset? LookedAt = null) : IJob;

/// <summary>Carries an answer to where the message came from. The intent is kept before the call; its key and instant never
/// change, so that a network which knows them keeps it once.</summary>
internal sealed class SendAnswerJob(PendopoDb db, Accounts accounts, ExitDoors exits, AnswerFate fate, TimeProvider time, ILogger<SendAnswerJob> log) : IJobHandler<SendAnswer>
{
    /// <summary>What is older is looked for on the network before it is said again.</summary>
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(45);

    public async Task<JobOutcome> Run(SendAnswer job, CancellationToken cancel)
    {
        if (await db.Set<Message>().FirstOrDefaultAsync(row => row.Id == job.Message, cancel) is not { } message)
            return JobOutcome.Cancel("It is gone.");
        // The program stopped over it a moment ago: it may be out, and a connector cannot tell so young an answer from a new one.
        if (message.State == MessageState.Sending && message.At + FirstTry - time.GetUtcNow() is { Ticks: > 0 } wait)
            return JobOutcome.Later(wait);
        if (!message.BeginSending())
            return JobOutcome.Cancel("It was taken back or is out already.");
        var conversation = await db.Set<Conversation>().FirstAsync(row => row.Id == message.ConversationId, cancel);
        if (!(await exits.Ask(InboxExits.Asking(conversation, message.Text, message.Alone), cancel)).MayLeave)
            return await fate.Fail(message.Id, MessageState.Held, "Held");
        if (conversation.IsOwn)
            return await fate.Keep(message, new SendOutcome.Sent(Message.OwnRef(message.Id)));
        if (await accounts.Find(conversation.ChannelId, cancel) is not { State: ChannelState.Connected } channel)
            return await fate.Fail(message.Id, MessageState.Failed, "ChannelAway");
        if (await Outgoing(conversation, message, job.LookedAt, cancel) is not { } reply)
            return await fate.Fail(message.Id, MessageState.Failed, "NothingToAnswer");
        await db.SaveChangesAsync(cancel);
        return await fate.Keep(message, await Call(channel, reply, cancel));
    }

    /// <summary>Makes the call. A fault on the way is an answer too: nobody knows what became of it.</summary>
    private async Task<SendOutcome> Call(Channel channel, OutgoingReply reply, CancellationToken cancel)
    {
        try
        {
            var asked = time.Now();
            var outcome = Border.Of(await accounts.Connector(channel.Network).Reply(await accounts.Open(channel, cancel), reply, cancel));
            return await accounts.Since(asked, channel, outcome, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            log.LogError(fault, "An answer on {Network} ended without an outcome", channel.Network);
            return new SendOutcome.Unknown(fault.GetType().Name);
        }
    }

    private async Task<OutgoingReply?> Outgoing(Conversation conversation, Message message, DateTimeOffset? lookedAt, CancellationToken cancel)
    {
        var to = await db.Set<Message>()
            .Where(row => row.ConversationId == conversation.Id && row.Kind == MessageKind.Heard && row.State == MessageState.Sent && row.At <= message.At)
            .OrderByDescending(row => row.At).FirstOrDefaultAsync(cancel);
        if (to is null)
            return null;
        var author = new RemotePerson(conversation.AuthorId, conversation.AuthorHandle, conversation.AuthorName, conversation.AuthorUrl);
        return new OutgoingReply(message.Id.Value, message.At, new RemoteRef(to.RemoteId!, to.RemoteUrl, to.RemoteVersion),
            new RemoteRef(conversation.RootId, null, conversation.RootVersion), author, message.Text, message.Language!, conversation.Private || message.Alone) { LookedAt = lookedAt };
    }
}
