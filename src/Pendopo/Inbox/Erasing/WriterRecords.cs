using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Blocks;
using Pendopo.Inbox.Contacts;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Hours;
using Pendopo.Inbox.Privately;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Inbox.Erasing;

/// <summary>What somebody wrote to the centre and what it answered, for who asks what is kept of them. Notes among colleagues about the work stay with them.</summary>
internal sealed class WriterRecords(PendopoDb db, IEnumerable<IMeantNames> names, TimeProvider time) : IPersonalRecords, ITouchedPeople, IRestriction
{
    private const int Most = 2_000;

    public IReadOnlyList<string> Tables => ["inbox_conversation", "inbox_message", "inbox_message_version", "inbox_private_talk", "inbox_block", "inbox_contact", "inbox_away"];

    public async Task<IReadOnlyList<TouchedPerson>> Between(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel) =>
        [.. (await db.Set<Conversation>().AsNoTracking().Where(row => row.LastAt >= from && row.CreatedAt < until).OrderBy(row => row.LastAt).ToListAsync(cancel))
            .Select(row => new TouchedPerson(InboxText.Say("RecordConversation"), row.AuthorName, row.AuthorHandle, row.LastAt))];

    public async Task<int> Restrict(RecordSubject subject, bool on, CancellationToken cancel)
    {
        if (subject.Handle.Length == 0)
            return 0;
        var meant = await Meant(subject, cancel);
        var found = await db.Set<Conversation>().Where(row => (meant.Contains(row.AuthorId) || row.AuthorHandle == subject.Handle) && row.RestrictedAt == null == on).ToListAsync(cancel);
        foreach (var conversation in found)
            conversation.Restrict(on ? time.Now() : null);
        return found.Count;
    }

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        var meant = await Meant(subject, cancel);
        var conversations = await db.Set<Conversation>().AsNoTracking().Where(row => meant.Contains(row.AuthorId) || row.AuthorHandle == subject.Handle).OrderBy(row => row.Id).Take(Most)
            .ToDictionaryAsync(row => row.Id, cancel);
        var ids = conversations.Keys.ToList();
        var messages = await db.Set<Message>().AsNoTracking().Where(row => ids.Contains(row.ConversationId) && row.Kind != MessageKind.Note).OrderBy(row => row.Id).Take(Most).ToListAsync(cancel);
        var said = messages.Select(message => message.Id).ToList();
        var earlier = (await db.Set<MessageVersion>().AsNoTracking().Where(row => said.Contains(row.MessageId)).OrderBy(row => row.At).ToListAsync(cancel)).ToLookup(row => row.MessageId);
        var records = messages.SelectMany(message => earlier[message.Id].Select(version => new PersonalRecord(InboxText.Say("RecordEarlier"), version.At, [new(InboxText.Say("RecordText"), version.Text)]))
            .Append(Record(conversations[message.ConversationId], message))).ToList();
        foreach (var talk in await db.Set<PrivateTalk>().AsNoTracking().Where(talk => ids.Contains(talk.FromId)).OrderBy(talk => talk.OfferedAt).ToListAsync(cancel))
            records.Add(new(InboxText.Say("RecordPrivate"), talk.OfferedAt, [new(InboxText.Say("RecordName"), conversations[talk.FromId].AuthorHandle)]));
        await AddDeeds(records, [.. conversations.Values.Select(row => row.AuthorId).Distinct()], cancel);
        return records;
    }

    public async Task<IReadOnlyList<string>> Subjects(RecordSubject subject, CancellationToken cancel)
    {
        var meant = await Meant(subject, cancel);
        return [.. (await db.Set<Conversation>().AsNoTracking().Where(row => meant.Contains(row.AuthorId) || row.AuthorHandle == subject.Handle).OrderBy(row => row.Id).Take(Most).Select(row => row.Id).ToListAsync(cancel)).Select(id => $"conversation:{id}")];
    }

    // Nobody writes their number as a network counts it.
    private async Task<List<string>> Meant(RecordSubject subject, CancellationToken cancel)
    {
        var meant = new List<string> { subject.Handle };
        foreach (var network in subject.Handle.Length > 0 ? names : [])
            meant.AddRange(await network.Of(subject.Handle, cancel));
        return meant;
    }

    // That they are blocked, are one person with another account, and were told that the centre is shut.
    private async Task AddDeeds(List<PersonalRecord> records, List<string> authors, CancellationToken cancel)
    {
        records.AddRange((await db.Set<BlockedSender>().AsNoTracking().Where(row => authors.Contains(row.AuthorId)).ToListAsync(cancel)).Select(row => Deed("RecordBlocked", row.At, row.Network)));
        records.AddRange((await db.Set<ContactLink>().AsNoTracking().Where(row => authors.Contains(row.AuthorId)).ToListAsync(cancel)).Select(row => Deed("RecordLinked", row.At, row.Network)));
        records.AddRange((await db.Set<AwayReply>().AsNoTracking().Where(row => authors.Contains(row.AuthorId)).ToListAsync(cancel)).Select(row => Deed("RecordAway", row.ShutSince, row.Network)));
    }

    private static PersonalRecord Deed(string kind, DateTimeOffset at, string network) => new(InboxText.Say(kind), at, [new(InboxText.Say("RecordNetwork"), network)]);

    private static PersonalRecord Record(Conversation conversation, Message message) =>
        new(InboxText.Say(message.Kind == MessageKind.Heard ? "RecordHeard" : "RecordAnswer"), message.At,
            [new(InboxText.Say("RecordNetwork"), conversation.Network), new(InboxText.Say("RecordName"), $"{conversation.AuthorName} ({conversation.AuthorHandle})"), new(InboxText.Say("RecordText"), message.Text)]);
}
