using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Tags;

/// <summary>A tag with how many open conversations bear it, up to <see cref="InboxCounts.Many"/>.</summary>
public sealed record TagCount(Guid Id, string Name, int Open);

/// <summary>The centre's list of tags, and the tags of a conversation.</summary>
internal sealed class KeepTags(PendopoDb db, Here here, IStringLocalizer<InboxText> words)
{
    /// <summary>All tags by name, with their open conversations.</summary>
    public async Task<List<TagCount>> All(CancellationToken cancel)
    {
        var open = db.Set<Conversation>().Where(row => row.ClosedAt == null && row.ApartAt == null);
        var tagged = db.Set<ConversationTag>();
        return (await db.Set<InboxTag>().AsNoTracking().OrderBy(tag => tag.Name).Take(InboxTag.Most)
            .Select(tag => new { tag.Id, tag.Name, Open = tagged.Where(row => row.TagId == tag.Id).Join(open, row => row.ConversationId, conversation => conversation.Id, (row, _) => row.TagId).Take(InboxCounts.Many).Count() })
            .ToListAsync(cancel)).ConvertAll(row => new TagCount(row.Id.Value, row.Name, row.Open));
    }

    /// <summary>Names of the tags of some conversations.</summary>
    public async Task<ILookup<Id<Conversation>, (Id<InboxTag> Id, string Name)>> Of(IReadOnlyCollection<Id<Conversation>> conversations, CancellationToken cancel) =>
        (await db.Set<ConversationTag>().AsNoTracking().Where(row => conversations.Contains(row.ConversationId))
            .Join(db.Set<InboxTag>(), row => row.TagId, tag => tag.Id, (row, tag) => new { row.ConversationId, tag.Id, tag.Name }).OrderBy(row => row.Name).ToListAsync(cancel))
        .ToLookup(row => row.ConversationId, row => (row.Id, row.Name));

    public async Task<Result<Done>> Add(string? name, CancellationToken cancel)
    {
        var said = Plain(name);
        if (!here.May(InboxRoom.MayReply))
            return Problem.NotFound;
        if (Wrong(said) is { } problem)
            return problem;
        if (await db.Set<InboxTag>().CountAsync(cancel) >= InboxTag.Most)
            return words.Problem("TagsTooMany", "Name", InboxTag.Most);
        db.Add(InboxTag.Of(here.Centre.Id, said));
        return await db.TrySave(cancel) ? default(Done) : words.Problem("TagThere", "Name");
    }

    /// <summary>Gives a tag another name; an empty name takes it away, also from its conversations.</summary>
    public async Task<Result<Done>> Change(Id<InboxTag> id, string? name, CancellationToken cancel)
    {
        var said = Plain(name);
        if (!here.May(InboxRoom.MayReply) || await db.Set<InboxTag>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } tag)
            return Problem.NotFound;
        if (said.Length == 0)
        {
            db.RemoveRange(await db.Set<ConversationTag>().Where(row => row.TagId == id).ToListAsync(cancel));
            db.Remove(tag);
        }
        else if (Wrong(said) is { } problem)
            return problem;
        else
            tag.Rename(said);
        return await db.TrySave(cancel) ? default(Done) : words.Problem("TagThere", "Name");
    }

    /// <summary>Puts exactly these tags on a conversation; unknown ones are passed over.</summary>
    public async Task<Result<Done>> Put(Id<Conversation> id, IReadOnlyCollection<Id<InboxTag>> tags, CancellationToken cancel)
    {
        if (!here.May(InboxRoom.MayReply))
            return Problem.NotFound;
        return await db.Attempt<Done>(async () =>
        {
            if (await db.Set<Conversation>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } conversation)
                return Problem.NotFound;
            var known = await db.Set<InboxTag>().Where(row => tags.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancel);
            var there = await db.Set<ConversationTag>().Where(row => row.ConversationId == id).ToListAsync(cancel);
            db.RemoveRange(there.Where(row => !known.Contains(row.TagId)));
            db.AddRange(known.Where(tag => there.All(row => row.TagId != tag)).Select(tag => ConversationTag.Of(conversation, tag)));
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }

    private Problem? Wrong(string name) => name.Length is 0 or > InboxTag.NameLength ? words.Problem(name.Length == 0 ? "TagMissing" : "TagTooLong", "Name", InboxTag.NameLength) : null;

    private static string Plain(string? name) => (name ?? "").ReplaceLineEndings(" ").Trim().TrimStart('#').Trim();
}
