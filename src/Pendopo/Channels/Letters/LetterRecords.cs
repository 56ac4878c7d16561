using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Channels.Letters;

/// <summary>A subscriber who is erased: the row, what they asked for and that letters went to them.</summary>
internal sealed class SubscriberErasure(PendopoDb db) : IOutsiderErasure
{
    public IReadOnlyList<string> Tables => ["channels_letter_subscriber", "channels_letter_copy"];

    public async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var rows = db.Set<Subscriber>().AcrossCentres().AsNoTracking();
        if (name is not null)
        {
            var email = name.ToLowerInvariant();
            rows = rows.Where(row => row.Email == email);
        }
        return [.. (await rows.Select(row => row.Email).Distinct().ToListAsync(cancel)).Select(email => new Outsider(LettersConnector.NetworkName, email))];
    }

    public async Task Erase(Outsider outsider, CancellationToken cancel)
    {
        if (outsider.Network != LettersConnector.NetworkName)
            return;
        var ids = db.Set<Subscriber>().AcrossCentres().Where(row => row.Email == outsider.Id).Select(row => row.Id);
        await db.Set<IssueCopy>().AcrossCentres().Where(row => ids.Contains(row.SubscriberId)).ExecuteDeleteAsync(cancel);
        await db.Set<Subscription>().AcrossCentres().Where(row => ids.Contains(row.SubscriberId)).ExecuteDeleteAsync(cancel);
        await db.Set<Subscriber>().AcrossCentres().Where(row => row.Email == outsider.Id).ExecuteDeleteAsync(cancel);
    }
}

/// <summary>A subscriber who asked that nothing of theirs be used gets no letter until that ends, also none that waits in the ledger.</summary>
internal sealed class SubscriberRestriction(PendopoDb db, TimeProvider time) : IRestriction
{
    public async Task<int> Restrict(RecordSubject subject, bool on, CancellationToken cancel)
    {
        var email = subject.Email.ToLowerInvariant();
        var found = email.Length == 0 ? [] : await db.Set<Subscriber>().Where(row => row.Email == email && row.RestrictedAt == null == on).ToListAsync(cancel);
        foreach (var reader in found)
            reader.Restrict(on ? time.Now() : null);
        return found.Count;
    }
}

/// <summary>What is kept of a subscriber, for who asks what is kept of them.</summary>
internal sealed class SubscriberRecords(PendopoDb db) : IPersonalRecords, ITouchedPeople
{
    private const int Most = 2_000;

    public IReadOnlyList<string> Tables => ["channels_letter_subscriber", "channels_letter_copy"];

    public async Task<IReadOnlyList<TouchedPerson>> Between(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel) =>
        [.. (await db.Set<Subscriber>().AsNoTracking().Where(row => row.AskedAt >= from && row.AskedAt < until).OrderBy(row => row.AskedAt).ToListAsync(cancel))
            .Select(row => new TouchedPerson(LettersText.Say("RecordReader"), row.Name, row.Email, row.AskedAt))];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        var email = subject.Email.ToLowerInvariant();
        if (email.Length == 0 || await db.Set<Subscriber>().AsNoTracking().FirstOrDefaultAsync(row => row.Email == email, cancel) is not { } reader)
            return [];
        var lists = await db.Set<Subscription>().AsNoTracking().Where(row => row.SubscriberId == reader.Id).Join(db.Set<Channel>().AsNoTracking(), row => row.ChannelId, row => row.Id, (_, list) => list.Handle).ToListAsync(cancel);
        var copies = await db.Set<IssueCopy>().AsNoTracking().Where(row => row.SubscriberId == reader.Id).OrderBy(row => row.Id).Take(Most)
            .Join(db.Set<Issue>().AsNoTracking(), row => row.IssueId, row => row.Id, (copy, issue) => new { copy.SettledAt, copy.State, issue.Subject }).ToListAsync(cancel);
        return
        [
            new(LettersText.Say("RecordReader"), reader.AskedAt, [new(LettersText.Say("Email"), reader.Email), new(LettersText.Say("YourName"), reader.Name), new(LettersText.Say("Lists"), string.Join(", ", lists)),
                new(LettersText.Say("State"), LettersText.Say("Reader" + reader.State)), new(LettersText.Say("HowAgreed"), reader.Proof == "form" ? LettersText.Say("ByForm") : reader.Proof)]),
            .. copies.Select(copy => new PersonalRecord(LettersText.Say("Letter"), copy.SettledAt, [new(LettersText.Say("Letter"), copy.Subject), new(LettersText.Say("State"), LettersText.Say("Copy" + copy.State))])),
        ];
    }

    public async Task<IReadOnlyList<string>> Subjects(RecordSubject subject, CancellationToken cancel)
    {
        var email = subject.Email.ToLowerInvariant();
        return email.Length == 0 ? [] : [.. (await db.Set<Subscriber>().AsNoTracking().Where(row => row.Email == email).Select(row => row.Id).ToListAsync(cancel)).Select(id => $"subscriber:{id}")];
    }
}
