using Microsoft.EntityFrameworkCore;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Contracts;

/// <summary>What the inbox of the centre in scope heard and answered in a time, for reports. Nobody is named, and who answered is not told.</summary>
public sealed class InboxWeek(PendopoDb db)
{
    /// <summary>Messages heard and answers given from an instant to another, the second excluded; what is kept apart is left out.</summary>
    public async Task<(int Heard, int Answered)> Between(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var messages = db.Set<Message>().AsNoTracking().Where(row => row.At >= from && row.At < to)
            .Join(db.Set<Conversation>().Where(row => row.ApartAt == null), message => message.ConversationId, conversation => conversation.Id, (message, _) => message);
        return (await messages.CountAsync(row => row.Kind == MessageKind.Heard, cancel), await messages.CountAsync(row => row.Kind == MessageKind.Answer && row.State == MessageState.Sent, cancel));
    }
}
