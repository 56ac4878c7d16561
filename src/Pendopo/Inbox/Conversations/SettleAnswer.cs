using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Live;

namespace Pendopo.Inbox.Conversations;

/// <summary>What a person decides of an answer that failed, was held, or of which nobody knows whether it went out.</summary>
internal sealed class SettleAnswer(PendopoDb db, IStringLocalizer<InboxText> words, JobBoard jobs, LiveFeed live, TimeProvider time)
{
    /// <summary>Sends it again; for an unknown one only after a person looked and did not find it.</summary>
    public Task<Result<Message>> Again(Id<Message> id, CancellationToken cancel) =>
        Settle(id, (message, network) =>
        {
            var looked = message.State == MessageState.Unknown;
            if (!message.TryAgain())
                return false;
            jobs.Add(new SendAnswer(message.Id, looked ? time.Now() : null), lane: network);
            return true;
        }, cancel);

    /// <summary>A person found it on the network.</summary>
    public Task<Result<Message>> Found(Id<Message> id, CancellationToken cancel) => Settle(id, (message, _) => message.FoundSent(), cancel);

    private async Task<Result<Message>> Settle(Id<Message> id, Func<Message, string, bool> settle, CancellationToken cancel)
    {
        var settled = await db.Attempt<Message>(async () =>
        {
            if (await db.Set<Message>().FirstOrDefaultAsync(row => row.Id == id && row.Kind == MessageKind.Answer, cancel) is not { } message)
                return Problem.NotFound;
            var network = await db.Set<Conversation>().Where(row => row.Id == message.ConversationId).Select(row => row.Network).FirstAsync(cancel);
            return settle(message, network) ? message : words.Problem("NothingToSendAgain");
        }, () => words.Problem("Stale"), cancel);
        if (settled.Ok)
            live.Tell(InboxLive.Topic(settled.Value.CentreId), "message");
        return settled;
    }
}
