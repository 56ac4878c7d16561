using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Conversations;

public enum InboxView { Open, Unread, Mine, Unassigned, Closed }

public sealed record ConversationRow(
    Id<Conversation> Id, string Network, string AuthorName, string AuthorHandle, string Excerpt, bool Unread, bool WaitsForAnswer, bool Private,
    Id<Person>? AssigneeId, DateTimeOffset LastAt, DateTimeOffset? ClosedAt);

/// <param name="Next">The mark to ask for older ones with, or null at the end.</param>
public sealed record ConversationSlice(IReadOnlyList<ConversationRow> Rows, string? Next);

public sealed record InboxCounts(int Open, int Unread, int Mine, int Unassigned);

/// <summary>Read models of the inbox; all within the centre in scope.</summary>
public sealed class ConversationQueries(PendopoDb db, Here here, TimeProvider time)
{
    private const int PageSize = 30;

    /// <summary>Conversations of a view, newest first, after the mark when one is given.</summary>
    public async Task<ConversationSlice> List(InboxView view, PageMark? before, CancellationToken cancel)
    {
        var rows = await Of(view).NewestFirst(row => row.LastAt, row => row.Id, before).Take(PageSize + 1)
            .Select(row => new ConversationRow(row.Id, row.Network, row.AuthorName, row.AuthorHandle, row.Excerpt, row.Unread, row.WaitsForAnswer,
                row.Private, row.AssigneeId, row.LastAt, row.ClosedAt))
            .ToListAsync(cancel);
        return rows.Count <= PageSize ? new(rows, null) : new(rows[..PageSize], new PageMark(rows[PageSize - 1].LastAt, rows[PageSize - 1].Id.Value).ToString());
    }

    public async Task<InboxCounts> Counts(CancellationToken cancel) => new(
        await Of(InboxView.Open).CountAsync(cancel), await Of(InboxView.Unread).CountAsync(cancel),
        await Of(InboxView.Mine).CountAsync(cancel), await Of(InboxView.Unassigned).CountAsync(cancel));

    /// <summary>How many open conversations hold something nobody has read.</summary>
    public Task<int> Unread(CancellationToken cancel) => Of(InboxView.Unread).CountAsync(cancel);

    public Task<Conversation?> Find(Id<Conversation> id, CancellationToken cancel) =>
        db.Set<Conversation>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel);

    /// <summary>All messages of a conversation, oldest first.</summary>
    public Task<List<Message>> Messages(Id<Conversation> id, CancellationToken cancel) =>
        db.Set<Message>().AsNoTracking().Where(row => row.ConversationId == id).OrderBy(row => row.At).ThenBy(row => row.Id).ToListAsync(cancel);

    /// <summary>What messages of a conversation said before their authors changed them, oldest first.</summary>
    public async Task<ILookup<Id<Message>, MessageVersion>> Versions(IEnumerable<Message> messages, CancellationToken cancel)
    {
        var ids = messages.Where(message => message.Kind == MessageKind.Heard).Select(message => message.Id).ToList();
        var versions = await db.Set<MessageVersion>().AsNoTracking().Where(row => ids.Contains(row.MessageId)).OrderBy(row => row.At).ThenBy(row => row.Id).ToListAsync(cancel);
        return versions.ToLookup(row => row.MessageId);
    }

    /// <summary>The person's own unfinished answer, or empty.</summary>
    public async Task<string> Draft(Id<Conversation> id, CancellationToken cancel) =>
        await db.Set<ReplyDraft>().Where(row => row.ConversationId == id && row.WriterId == here.Actor).Select(row => row.Text).FirstOrDefaultAsync(cancel) ?? "";

    /// <summary>Colleagues who are writing an answer just now.</summary>
    public async Task<List<string>> Replying(Id<Conversation> id, CancellationToken cancel)
    {
        var fresh = time.Now() - ReplyDraft.Fresh;
        return await db.Set<ReplyDraft>().Where(row => row.ConversationId == id && row.WriterId != here.Actor && row.At >= fresh && row.Text != "")
            .Join(db.Set<Person>(), draft => draft.WriterId, person => person.Id, (_, person) => person.Name).ToListAsync(cancel);
    }

    private IQueryable<Conversation> Of(InboxView view)
    {
        var all = db.Set<Conversation>().AsNoTracking();
        var me = here.Actor;
        return view switch
        {
            InboxView.Unread => all.Where(row => row.ClosedAt == null && row.Unread),
            InboxView.Mine => all.Where(row => row.ClosedAt == null && row.AssigneeId == me),
            InboxView.Unassigned => all.Where(row => row.ClosedAt == null && row.AssigneeId == null),
            InboxView.Closed => all.Where(row => row.ClosedAt != null),
            _ => all.Where(row => row.ClosedAt == null),
        };
    }
}
