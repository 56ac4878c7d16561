using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Contacts;

/// <summary>An account of a person on a network.</summary>
public sealed record ContactAccount(string Network, string AuthorId, string Handle, string Name);

/// <summary>Joins two accounts that a colleague knows to be one person, and parts them again.</summary>
internal sealed class LinkContacts(PendopoDb db, Here here, AuditBook audit, IStringLocalizer<InboxText> words, TimeProvider time)
{
    // One person has a handful of accounts; a history shows the newest.
    private const int MostAccounts = 20, MostShown = 60;

    /// <summary>The writer of a conversation and the account of this handle are one person.</summary>
    public async Task<Result<Done>> Link(Id<Conversation> id, string? handle, CancellationToken cancel)
    {
        if (!here.May(InboxRoom.MayReply) || await Find(id, cancel) is not { } conversation)
            return Problem.NotFound;
        if (conversation.IsWriterForgotten)
            return words.Problem("WriterForgotten", "Handle");
        var asked = (handle ?? "").Trim();
        var bare = asked.TrimStart('@');
        var at = "@" + bare;
        var found = bare.Length == 0 ? [] : await db.Set<Conversation>().AsNoTracking().Where(row => (row.AuthorHandle == bare || row.AuthorHandle == at) && !(row.Network == conversation.Network && row.AuthorId == conversation.AuthorId))
            .OrderByDescending(row => row.LastAt).Take(MostShown).ToListAsync(cancel);
        var others = found.DistinctBy(row => (row.Network, row.AuthorId)).ToList();
        if (others.Count != 1)
            return words.Problem(others.Count == 0 ? "NobodyOfThisHandle" : "SeveralOfThisHandle", "Handle");
        return await db.Attempt<Done>(async () =>
        {
            var (mine, theirs) = (await LinkOf(conversation, cancel), await LinkOf(others[0], cancel));
            var key = mine?.PersonKey ?? theirs?.PersonKey ?? Guid.CreateVersion7();
            if (mine is null)
                db.Add(ContactLink.Of(conversation, key, here.Actor, time.Now()));
            if (theirs is null)
                db.Add(ContactLink.Of(others[0], key, here.Actor, time.Now()));
            else if (theirs.PersonKey is var before && before != key)
                (await db.Set<ContactLink>().Where(row => row.PersonKey == before).ToListAsync(cancel)).ForEach(row => row.Join(key));
            audit.Note("inbox.link", $"conversation:{id}", $"conversation:{others[0].Id}");
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }

    /// <summary>The writer of a conversation stands alone again.</summary>
    public async Task<Result<Done>> Unlink(Id<Conversation> id, CancellationToken cancel)
    {
        if (!here.May(InboxRoom.MayReply) || await Find(id, cancel) is not { } conversation)
            return Problem.NotFound;
        return await db.Attempt<Done>(async () =>
        {
            if (await LinkOf(conversation, cancel) is not { } link)
                return default(Done);
            var group = await db.Set<ContactLink>().Where(row => row.PersonKey == link.PersonKey).ToListAsync(cancel);
            // Of two the other one would be linked to nobody.
            db.RemoveRange(group.Count <= 2 ? group : [link]);
            audit.Note("inbox.unlink", $"conversation:{id}");
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }

    /// <summary>The accounts that are known to be this person's, that of the conversation first; one when nothing is linked.</summary>
    public async Task<List<ContactAccount>> Accounts(Conversation conversation, CancellationToken cancel)
    {
        var own = new ContactAccount(conversation.Network, conversation.AuthorId, conversation.AuthorHandle, conversation.AuthorName);
        if (await db.Set<ContactLink>().AsNoTracking().FirstOrDefaultAsync(row => row.Network == own.Network && row.AuthorId == own.AuthorId, cancel) is not { } link)
            return [own];
        var others = await db.Set<ContactLink>().AsNoTracking().Where(row => row.PersonKey == link.PersonKey && row.Id != link.Id).OrderBy(row => row.Id).Take(MostAccounts).ToListAsync(cancel);
        var accounts = new List<ContactAccount> { own };
        foreach (var other in others)
        {
            if (await db.Set<Conversation>().AsNoTracking().Where(row => row.Network == other.Network && row.AuthorId == other.AuthorId).OrderByDescending(row => row.LastAt).FirstOrDefaultAsync(cancel) is { } theirs)
                accounts.Add(new(theirs.Network, theirs.AuthorId, theirs.AuthorHandle, theirs.AuthorName));
        }
        return accounts;
    }

    /// <summary>What was said with any of these accounts, newest first.</summary>
    public async Task<List<Conversation>> History(IReadOnlyCollection<ContactAccount> accounts, CancellationToken cancel)
    {
        var all = new List<Conversation>();
        foreach (var account in accounts)
            all.AddRange(await db.Set<Conversation>().AsNoTracking().Where(row => row.Network == account.Network && row.AuthorId == account.AuthorId).OrderByDescending(row => row.LastAt).Take(MostShown).ToListAsync(cancel));
        return [.. all.OrderByDescending(row => row.LastAt).Take(MostShown)];
    }

    private Task<Conversation?> Find(Id<Conversation> id, CancellationToken cancel) => db.Set<Conversation>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel);

    private Task<ContactLink?> LinkOf(Conversation conversation, CancellationToken cancel) =>
        db.Set<ContactLink>().FirstOrDefaultAsync(row => row.Network == conversation.Network && row.AuthorId == conversation.AuthorId, cancel);
}
