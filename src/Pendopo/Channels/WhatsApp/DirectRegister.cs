using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Channels.WhatsApp;

/// <summary>A network that brings words to one person.</summary>
internal interface IDirectCarrier
{
    DirectWay Way { get; }

    string Network { get; }

    /// <summary>Makes the one call of a line, or says why it is not made now.</summary>
    Task<SendOutcome> Send(ConnectedAccount account, Contact contact, Sending line, DirectWord word, CancellationToken cancel);
}

/// <summary>Who agreed to be reminded by telephone, and the line of the ledger for each word that goes to them.</summary>
internal sealed class DirectRegister(PendopoDb db, Accounts accounts, IEnumerable<IDirectCarrier> carriers, TimeProvider time)
{
    public async Task<IReadOnlyList<DirectWay>> Ways(CancellationToken cancel)
    {
        var networks = await db.Set<Channel>().AsNoTracking().Where(row => row.State == ChannelState.Connected).Select(row => row.Network).Distinct().ToListAsync(cancel);
        return [.. carriers.Where(carrier => networks.Contains(carrier.Network)).Select(carrier => carrier.Way).Order()];
    }

    public async Task<IReadOnlyList<ReadyWords>> Templates(CancellationToken cancel) =>
        [.. (await db.Set<WordTemplate>().AsNoTracking().Where(row => row.State == TemplateState.Approved).OrderBy(row => row.Name).ThenBy(row => row.Language).ToListAsync(cancel))
            .Select(row => new ReadyWords(row.Name, row.Body, row.Language)).Where(ready => ready.Blanks is 1 or 2)];

    public async Task<bool> Agree(DirectWay way, string phone, string name, (bool BySelf, Id<Person>? By) how, CancellationToken cancel)
    {
        if (await ChannelOf(Carrier(way), cancel) is not { } channel)
            return false;
        var contact = await db.Set<Contact>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && row.Phone == phone, cancel) ?? db.Add(Contact.Of(channel, phone, name, time.Now())).Entity;
        if (contact.RestrictedAt is not null)
            return false;
        if (!await Agrees(contact, cancel))
            db.Add(Agreement.Of(contact, AgreedTo.Reminders, how.BySelf ? AgreedBy.Form : AgreedBy.Spoken, "", how.By, time.Now()));
        return true;
    }

    /// <summary>In a scope of its own.</summary>
    public async Task<SendOutcome> Send(DirectWord word, CancellationToken cancel)
    {
        var carrier = Carrier(word.Way);
        if (await ChannelOf(carrier, cancel) is not { } channel)
            return new SendOutcome.Refused("NotConnected", "");
        if (await db.Set<Contact>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && row.Phone == word.Phone, cancel) is not { } contact || !await Agrees(contact, cancel))
            return new SendOutcome.Refused("NoAgreement", "");
        if (contact.RestrictedAt is not null)
            return new SendOutcome.Refused("Restricted", "");
        var (account, asked) = (await accounts.Open(channel, cancel), time.Now());
        var line = await db.Set<Sending>().FirstOrDefaultAsync(row => row.Key == word.Key && row.ContactId == contact.Id, cancel) ?? db.Add(Sending.To(contact, SendingKind.Reminder, word.Key, asked)).Entity;
        var outcome = await carrier.Send(account, contact, line, word, cancel);
        return outcome is SendOutcome.Reconnect lost ? await Lose(channel.Id, lost.Reason, asked, cancel) : outcome;
    }

    public async Task<IReadOnlyDictionary<Guid, string>> Failed(IReadOnlyCollection<Guid> keys, CancellationToken cancel) =>
        (await db.Set<Sending>().AsNoTracking().Where(row => keys.Contains(row.Key) && row.State == SendingState.Failed).Select(row => new { row.Key, row.Code }).ToListAsync(cancel))
            .GroupBy(row => row.Key).ToDictionary(group => group.Key, group => group.First().Code ?? "");

    private IDirectCarrier Carrier(DirectWay way) => carriers.First(carrier => carrier.Way == way);

    private Task<Channel?> ChannelOf(IDirectCarrier carrier, CancellationToken cancel)
    {
        var network = carrier.Network;
        return db.Set<Channel>().OrderBy(row => row.Id).FirstOrDefaultAsync(row => row.Network == network && row.State == ChannelState.Connected, cancel);
    }

    private Task<bool> Agrees(Contact contact, CancellationToken cancel) => db.Set<Agreement>().AnyAsync(row => row.ContactId == contact.Id && row.To == AgreedTo.Reminders && row.EndedAt == null, cancel);

    private async Task<SendOutcome> Lose(Id<Channel> id, string reason, DateTimeOffset asked, CancellationToken cancel)
    {
        if (await accounts.Find(id, cancel) is { } channel && !channel.WorksSince(asked))
            channel.Lost(reason, time.Now());
        await db.TrySave(cancel);
        return new SendOutcome.RetryAt(null, reason);
    }
}
