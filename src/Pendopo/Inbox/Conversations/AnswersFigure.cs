using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Inbox.Conversations;

/// <summary>Answers: people who wrote under the posts and got at least one answer in the period.</summary>
internal sealed class AnswersFigure(PendopoDb db, Here here) : IObjectiveFigure
{
    public ObjectiveMeasure Measure => ObjectiveMeasure.Answers;

    public async Task<long?> Of(IReadOnlyCollection<Id<Post>> posts, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var (first, end) = (here.Centre.Instant(from.ToDateTime(TimeOnly.MinValue)), here.Centre.Instant(to.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        return await db.Set<Conversation>().AsNoTracking().Where(row => row.PostId != null && posts.Contains(row.PostId.Value))
            .CountAsync(row => db.Set<Message>().Any(message => message.ConversationId == row.Id && message.Kind == MessageKind.Answer && message.State == MessageState.Sent
                && message.At >= first && message.At < end), cancel);
    }
}
