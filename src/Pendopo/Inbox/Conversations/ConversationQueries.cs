using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Tags;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;

namespace Pendopo.Inbox.Conversations;

public enum InboxView { Open, Unread, Mine, Unassigned, Waiting, Snoozed, Closed, Due, MyRole, Apart }

public sealed record ConversationRow(
    Id<Conversation> Id, string Network, string AuthorName, string AuthorHandle, string Excerpt, bool Unread, bool WaitsForAnswer, bool Private,
    Id<Person>? AssigneeId, DateTimeOffset LastAt, DateTimeOffset? ClosedAt, DateTimeOffset? AnswerBy = null, Id<Role>? RoleId = null, bool Apart = false)
{
    /// <summary>The names of its tags, in order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <param name="Next">The mark to ask for older ones with, or null at the end.</param>
public sealed record ConversationSlice(IReadOnlyList<ConversationRow> Rows, string? Next);

/// <summary>How many stand in each view, up to <see cref="Many"/>: then "99+" says as much as the number, and does not cost a look at each.</summary>
public sealed record InboxCounts(int Open, int Unread, int Mine, int Unassigned)
{
    public const int Many = 100;

    public static string Say(int count) => count < Many ? count.ToString(System.Globalization.CultureInfo.CurrentCulture) : "99+";
}

/// <summary>Read models of the inbox; all within the centre in scope.</summary>
internal sealed class ConversationQueries(PendopoDb db, Here here, MaskedWords masked, KeepTags tags, TimeProvider time)
{
    private const int PageSize = 30;

    /// <summary>Conversations of a view, newest first, after the mark when one is given. What identifies somebody is masked: in a list many look.</summary>
    /// <param name="search">Words that somebody's name or something that was said holds, or empty.</param>
    /// <param name="tag">Only those that bear this tag, or all.</param>
    public async Task<ConversationSlice> List(InboxView view, PageMark? before, CancellationToken cancel, string search = "", Id<InboxTag>? tag = null)
    {
        var all = With(Of(view), search.Trim());
        if (tag is { } one)
            all = all.Where(row => db.Set<ConversationTag>().Any(tagged => tagged.ConversationId == row.Id && tagged.TagId == one));
        var rows = await Masked(Rows((view == InboxView.Due ? SoonestFirst(all, before) : all.NewestFirst(row => row.LastAt, row => row.Id, before)).Take(PageSize + 1)), cancel);
        if (rows.Count <= PageSize)
            return new(rows, null);
        var last = rows[PageSize - 1];
        return new(rows[..PageSize], new PageMark(view == InboxView.Due ? last.AnswerBy!.Value : last.LastAt, last.Id.Value).ToString());
    }

    // What is due next stands first; a page begins after the mark of the one before.
    private static IQueryable<Conversation> SoonestFirst(IQueryable<Conversation> rows, PageMark? after)
    {
        if (after is { } mark)
        {
            var (at, id) = (mark.At, new Id<Conversation>(mark.Id));
            rows = rows.Where(row => row.AnswerBy >= at && (row.AnswerBy > at || row.Id > id));
        }
        return rows.OrderBy(row => row.AnswerBy).ThenBy(row => row.Id);
    }

    /// <summary>What sounds urgent and has no answer, longest waiting first; also what is out of sight.</summary>
    public Task<List<ConversationRow>> Urgent(CancellationToken cancel) =>
        Masked(Rows(db.Set<Conversation>().AsNoTracking().Where(row => row.UrgentAt != null).OrderBy(row => row.UrgentAt).Take(PageSize)), cancel);

    /// <summary>Conversations that were found elsewhere, as lists show them.</summary>
    public Task<List<ConversationRow>> Shown(IReadOnlyCollection<Conversation> found, CancellationToken cancel) => Masked([.. Rows(found.AsQueryable())], cancel);

    private async Task<List<ConversationRow>> Masked(IQueryable<ConversationRow> asked, CancellationToken cancel) => await Masked(await asked.ToListAsync(cancel), cancel);

    private async Task<List<ConversationRow>> Masked(List<ConversationRow> rows, CancellationToken cancel)
    {
        for (var at = 0; at < rows.Count; at++)
            rows[at] = rows[at] with { Excerpt = await masked.Of(rows[at].Excerpt, cancel) };
        var tagged = await tags.Of(rows.ConvertAll(row => row.Id), cancel);
        return rows.ConvertAll(row => row with { Tags = [.. tagged[row.Id].Select(tag => tag.Name)] });
    }

    public async Task<InboxCounts> Counts(CancellationToken cancel) => new(
        await Some(InboxView.Open, cancel), await Some(InboxView.Unread, cancel), await Some(InboxView.Mine, cancel), await Some(InboxView.Unassigned, cancel));

    /// <summary>How many open conversations hold something nobody has read; not counted beyond <see cref="InboxCounts.Many"/>.</summary>
    public Task<int> Unread(CancellationToken cancel) => Some(InboxView.Unread, cancel);

    private Task<int> Some(InboxView view, CancellationToken cancel) => Of(view).Take(InboxCounts.Many).CountAsync(cancel);

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

    private static IQueryable<ConversationRow> Rows(IQueryable<Conversation> rows) => rows.Select(row => new ConversationRow(
        row.Id, row.Network, row.AuthorName, row.AuthorHandle, row.Excerpt, row.Unread, row.WaitsForAnswer, row.Private, row.AssigneeId, row.LastAt, row.ClosedAt, row.AnswerBy, row.RoleId, row.ApartAt != null));

    private IQueryable<Conversation> With(IQueryable<Conversation> rows, string search)
    {
        if (search.Length == 0)
            return rows;
        var words = LikePattern.Holding(search);
        var messages = db.Set<Message>();
        // SQLite's LIKE ignores the case of ASCII letters; PostgreSQL's does not.
        return db.Database.IsNpgsql()
            ? rows.Where(row => EF.Functions.ILike(row.AuthorName, words, "\\") || EF.Functions.ILike(row.AuthorHandle, words, "\\")
                || messages.Any(message => message.ConversationId == row.Id && EF.Functions.ILike(message.Text, words, "\\")))
            : rows.Where(row => EF.Functions.Like(row.AuthorName, words, "\\") || EF.Functions.Like(row.AuthorHandle, words, "\\")
                || messages.Any(message => message.ConversationId == row.Id && EF.Functions.Like(message.Text, words, "\\")));
    }

    private IQueryable<Conversation> Of(InboxView view)
    {
        var (me, now) = (here.Actor, time.Now());
        var all = db.Set<Conversation>().AsNoTracking();
        if (view == InboxView.Snoozed)
            return all.Where(row => row.ClosedAt == null && row.SnoozedUntil > now && row.ApartAt == null);
        if (view == InboxView.Apart)
            return all.Where(row => row.ApartAt != null);
        all = all.Where(row => row.ApartAt == null);
        if (view != InboxView.Closed)
            all = all.Where(row => row.SnoozedUntil == null || row.SnoozedUntil <= now);
        return view switch
        {
            InboxView.Unread => all.Where(row => row.ClosedAt == null && row.Unread),
            InboxView.Mine => all.Where(row => row.ClosedAt == null && row.AssigneeId == me),
            InboxView.Unassigned => all.Where(row => row.ClosedAt == null && row.AssigneeId == null),
            InboxView.Waiting => all.Where(row => row.ClosedAt == null && row.WaitsForAnswer),
            InboxView.Due => all.Where(row => row.ClosedAt == null && row.WaitsForAnswer && row.AnswerBy != null),
            InboxView.MyRole => all.Where(row => row.ClosedAt == null && row.RoleId != null && row.AssigneeId == null
                && db.Set<Membership>().Any(held => held.PersonId == me && held.RoleId == row.RoleId && held.Since <= now && (held.Until == null || held.Until > now))),
            InboxView.Closed => all.Where(row => row.ClosedAt != null),
            _ => all.Where(row => row.ClosedAt == null),
        };
    }
}
