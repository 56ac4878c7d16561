using Microsoft.EntityFrameworkCore;
using Pendopo.Inbox.Blocks;
using Pendopo.Inbox.Contacts;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Hours;
using Pendopo.Inbox.Privately;
using Pendopo.Inbox.Reputation;
using Pendopo.Inbox.Tags;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;

namespace Pendopo.Inbox.Erasing;

/// <summary>A colleague who is erased: what they had begun to write goes, what lay with them lies with nobody. Answers they gave for the centre stay.</summary>
internal sealed class ColleagueErasure(PendopoDb db) : IErasure
{
    public IReadOnlyList<string> Tables => ["inbox_draft", "inbox_conversation"];

    public async Task Erase(Id<Person> person, CancellationToken cancel)
    {
        await db.Set<ReplyDraft>().AcrossCentres().Where(draft => draft.WriterId == person).ExecuteDeleteAsync(cancel);
        await db.Set<Conversation>().AcrossCentres().Where(conversation => conversation.AssigneeId == person)
            .ExecuteUpdateAsync(set => set.SetProperty(conversation => conversation.AssigneeId, (Id<Person>?)null), cancel);
    }
}

/// <summary>Somebody outside who is erased: their conversations go whole, with what the centre answered.</summary>
internal sealed class WriterErasure(PendopoDb db, HeldWords held) : IOutsiderErasure
{
    // Parameters of one statement: short lists are planned better on both databases.
    private const int Together = 500;

    public IReadOnlyList<string> Tables => ["inbox_conversation", "inbox_message", "inbox_message_version", "inbox_draft", "inbox_private_talk", "inbox_contact", "inbox_block", "inbox_away", "inbox_surge", "safety_held"];

    public async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var all = db.Set<Conversation>().AcrossCentres().AsQueryable();
        if (name is not null)
            all = all.Where(conversation => conversation.AuthorId == name || conversation.AuthorHandle == name);
        var found = await all.Select(conversation => new { conversation.Network, conversation.AuthorId }).Distinct().ToListAsync(cancel);
        return [.. found.Select(one => new Outsider(one.Network, one.AuthorId))];
    }

    public async Task Erase(Outsider outsider, CancellationToken cancel)
    {
        var ids = await db.Set<Conversation>().AcrossCentres().Where(row => row.Network == outsider.Network && row.AuthorId == outsider.Id).Select(row => row.Id).ToListAsync(cancel);
        // What went on in private goes with where it began.
        ids.AddRange(await db.Set<PrivateTalk>().AcrossCentres().Where(talk => talk.ContinuedId != null && ids.Contains(talk.FromId)).Select(talk => talk.ContinuedId!.Value).ToListAsync(cancel));
        foreach (var some in ids.Chunk(Together))
        {
            await db.Set<PrivateTalk>().AcrossCentres().Where(talk => some.Contains(talk.FromId) || some.Contains(talk.ContinuedId!.Value)).ExecuteDeleteAsync(cancel);
            var messages = db.Set<Message>().AcrossCentres().Where(row => some.Contains(row.ConversationId));
            await db.Set<MessageVersion>().AcrossCentres().Where(row => messages.Select(message => message.Id).Contains(row.MessageId)).ExecuteDeleteAsync(cancel);
            await messages.ExecuteDeleteAsync(cancel);
            await db.Set<ReplyDraft>().AcrossCentres().Where(row => some.Contains(row.ConversationId)).ExecuteDeleteAsync(cancel);
            await db.Set<ConversationTag>().AcrossCentres().Where(row => some.Contains(row.ConversationId)).ExecuteDeleteAsync(cancel);
            await db.Set<Conversation>().AcrossCentres().Where(row => some.Contains(row.Id)).ExecuteDeleteAsync(cancel);
            await held.Forget([.. some.Select(id => $"conversation:{id}")], cancel);
        }
        await db.Set<ContactLink>().AcrossCentres().Where(row => row.Network == outsider.Network && row.AuthorId == outsider.Id).ExecuteDeleteAsync(cancel);
        await db.Set<BlockedSender>().AcrossCentres().Where(row => row.Network == outsider.Network && row.AuthorId == outsider.Id).ExecuteDeleteAsync(cancel);
        await db.Set<AwayReply>().AcrossCentres().Where(row => row.Network == outsider.Network && row.AuthorId == outsider.Id).ExecuteDeleteAsync(cancel);
        // Whose words a card quotes is not kept: the quotations go with whoever may have said them.
        await db.Set<SurgeCard>().AcrossCentres().Where(card => card.Sample != "").ExecuteUpdateAsync(set => set.SetProperty(card => card.Sample, ""), cancel);
        // Marks of what they took back before it was heard bear its id, which often begins with theirs.
        var theirs = outsider.Id + "/";
        await db.Set<Message>().AcrossCentres().Where(row => row.RemoteId!.StartsWith(theirs)).ExecuteDeleteAsync(cancel);
    }
}
