using Microsoft.EntityFrameworkCore;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Contracts;

namespace Pendopo.Inbox.Pace;

/// <summary>Reads the team's pace of the last four weeks, today included.</summary>
internal sealed class PaceReader(PendopoDb db, Here here, TimeProvider time)
{
    private const int Weeks = 4;

    // A centre that hears more in four weeks is told of its newest ones.
    private const int Most = 20_000;

    public async Task<TeamPace> Read(CancellationToken cancel)
    {
        var last = Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);
        var first = last.AddDays((-7 * Weeks) + 1);
        var since = here.Centre.Instant(first.ToDateTime(TimeOnly.MinValue));
        var rows = await db.Set<Message>().AsNoTracking().Where(row => row.At >= since && (row.Kind == MessageKind.Heard || row.Kind == MessageKind.Answer))
            .Join(db.Set<Conversation>().Where(row => row.ApartAt == null), message => message.ConversationId, conversation => conversation.Id,
                (message, conversation) => new { message.ConversationId, message.Kind, message.At, message.Text, conversation.Private, conversation.PostId, conversation.Network })
            .OrderByDescending(row => row.At).Take(Most).ToListAsync(cancel);
        // Counting by what words tell of health is analysis: private words and those of networks that are shut count without it.
        var urgent = rows.Where(row => row.Kind == MessageKind.Heard && AnalysisDoor.IsOpen(row.Network, row.Private) && UrgentWords.In(row.Text, row.Network)).Select(row => row.ConversationId).ToHashSet();
        return TeamPace.Of(rows.Select(row => new PaceMessage(row.ConversationId,
            urgent.Contains(row.ConversationId) ? PaceKind.Urgent : row.Private ? PaceKind.Private : row.PostId is not null ? PaceKind.UnderPost : PaceKind.Other,
            row.Kind == MessageKind.Heard, here.Centre.Local(row.At).DateTime)), first, last);
    }
}
