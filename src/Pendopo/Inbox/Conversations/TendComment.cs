using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;

namespace Pendopo.Inbox.Conversations;

/// <summary>Hides, shows, deletes or likes a comment where it stands, or takes back what was answered to it. A note says who did what.</summary>
internal sealed class TendComment(PendopoDb db, Accounts accounts, Here here, EventBoard events, TimeProvider time, IStringLocalizer<InboxText> words, ILogger<TendComment> log)
{
    public async Task<Result<Conversation>> Run(Id<Conversation> id, Id<Message> comment, string? asked, CancellationToken cancel)
    {
        var conversation = await db.Set<Conversation>().FirstOrDefaultAsync(row => row.Id == id, cancel);
        var message = await db.Set<Message>().FirstOrDefaultAsync(row => row.Id == comment && row.ConversationId == id && row.Kind == MessageKind.Heard && row.RemoteId != null, cancel);
        if (conversation is null || message is null)
            return Problem.NotFound;
        if (conversation.Private || conversation.IsOwn || !Enum.TryParse<CommentAct>(asked, ignoreCase: false, out var act) || !Enum.IsDefined(act))
            return words.Problem("ActNotOffered");
        if (await accounts.Find(conversation.ChannelId, cancel) is not { State: ChannelState.Connected } channel || !accounts.Connector(channel.Network).Acts.Contains(act))
            return words.Problem("ActNotOffered");
        var outcome = await Do(channel, new(message.RemoteId!, message.RemoteUrl, message.RemoteVersion), act, cancel);
        if (outcome is SendOutcome.Refused { Reason.Length: > 0 } refused)
            return words.Problem("ActRefused", null, KeptReason.Say(refused.Reason));
        if (outcome is not SendOutcome.Sent)
            return words.Problem("ActFailed");
        if (act == CommentAct.Delete)
            events.Publish(new MessageWithdrawn(channel.Id, message.RemoteId!));
        else if (act == CommentAct.Unanswer)
            await Unanswer(conversation, message, cancel);
        db.Add(Message.By(conversation, MessageKind.Note, here.Actor, words["Done" + act], "", time.Now()));
        await db.SaveChangesAsync(cancel);
        return conversation;
    }

    // What the centre had answered stands there no longer, so the comment waits again.
    private async Task Unanswer(Conversation conversation, Message comment, CancellationToken cancel)
    {
        foreach (var answer in await db.Set<Message>().Where(row => row.ConversationId == conversation.Id && row.Kind == MessageKind.Answer && row.State == MessageState.Sent).ToListAsync(cancel))
            answer.Withdraw(time.Now());
        conversation.Retell(comment.Text);
        conversation.NotAnswered();
    }

    private async Task<SendOutcome> Do(Channel channel, RemoteRef comment, CommentAct act, CancellationToken cancel)
    {
        try
        {
            return await accounts.Connector(channel.Network).Act(await accounts.Open(channel, cancel), comment, act, cancel);
        }
        catch (HttpRequestException fault)
        {
            log.LogError(fault, "A comment on {Network} could not be tended", channel.Network);
            return new SendOutcome.Unknown(fault.GetType().Name);
        }
    }
}
