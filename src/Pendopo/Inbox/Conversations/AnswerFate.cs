using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Live;
using Pendopo.Platform.Mail;

namespace Pendopo.Inbox.Conversations;

/// <summary>Keeps what became of an answer. What the network said is kept even while the program stops, and whatever colleagues did with the
/// conversation during the call.</summary>
internal sealed class AnswerFate(PendopoDb db, Accounts accounts, StaffMail mail, LiveFeed live, TimeProvider time)
{
    // Shorter than what the twelve attempts of the job last together, so that a person hears before the job is given up.
    private static readonly TimeSpan TriesFor = TimeSpan.FromHours(6);

    // An hour that is past already is no reason to ask without a pause.
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    public async Task<JobOutcome> Keep(Message message, SendOutcome outcome)
    {
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                return await Keep(message.Id, row =>
                {
                    row.Arrived(sent.Remote);
                    return Task.CompletedTask;
                });
            case SendOutcome.RetryAt retry when time.Now() - message.At > TriesFor:
                return await Fail(message.Id, MessageState.Failed, retry.Reason);
            // An hour that the network named costs no attempt: a person hears of it after six hours, and not when the attempts are used up.
            case SendOutcome.RetryAt { When: { } hour }:
                return JobOutcome.Later(hour - time.Now() is var wait && wait > Breath ? wait : Breath);
            case SendOutcome.RetryAt retry:
                return JobOutcome.Again(retry.Reason);
            case SendOutcome.HeldUntil held:
                return JobOutcome.Later(held.When - time.Now());
            case SendOutcome.Unknown unknown:
                return await Fail(message.Id, MessageState.Unknown, unknown.Reason);
            case SendOutcome.Reconnect reconnect:
                return await Fail(message.Id, MessageState.Failed, reconnect.Reason, lost: true);
            case SendOutcome.Refused refused:
                return await Fail(message.Id, MessageState.Failed, refused.Reason);
            default:
                throw new InvalidOperationException($"No one says what {outcome.GetType().Name} means for an answer.");
        }
    }

    /// <summary>It did not arrive, or nobody knows: it stands among those that wait, and its writer hears of it.</summary>
    /// <param name="lost">Whether the channel's credentials are at their end too.</param>
    public Task<JobOutcome> Fail(Id<Message> id, MessageState state, string reason, bool lost = false) => Keep(id, async message =>
    {
        message.Fail(state, reason);
        if (message.WriterId is not { } writer)
            return;
        var conversation = await db.Set<Conversation>().FirstAsync(row => row.Id == message.ConversationId, CancellationToken.None);
        conversation.NotAnswered();
        if (lost && await accounts.Find(conversation.ChannelId, CancellationToken.None) is { } channel)
            channel.Lost(reason, time.Now());
        await mail.Tell([writer], new("inbox.failed", typeof(InboxText), "AnswerFailedMail", $"/desk/inbox/{conversation.Id}"), CancellationToken.None);
    });

    private async Task<JobOutcome> Keep(Id<Message> id, Func<Message, Task> settle)
    {
        Message message;
        do
        {
            db.ChangeTracker.Clear();
            message = await db.Set<Message>().FirstAsync(row => row.Id == id, CancellationToken.None);
            await settle(message);
        }
        while (!await db.TrySave(CancellationToken.None));
        live.Tell(InboxLive.Topic(message.CentreId), "message");
        return JobOutcome.Done;
    }
}
