using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>A line of the register with whom it is about.</summary>
/// <param name="Restricted">They asked that nothing of theirs be used: no post goes to them.</param>
internal sealed record AgreementRow(Agreement Agreement, string Phone, string Name, bool Restricted);

/// <summary>A post and how many of its messages stand in which state.</summary>
internal sealed record BroadcastRow(Broadcast Broadcast, IReadOnlyDictionary<SendingState, int> Counts)
{
    public int Of(params ReadOnlySpan<SendingState> states)
    {
        var sum = 0;
        foreach (var state in states)
            sum += Counts.GetValueOrDefault(state);
        return sum;
    }

    public int All => Counts.Values.Sum();
}

/// <summary>Reads what the pages show.</summary>
internal sealed class WhatsAppReader(PendopoDb db)
{
    public const int Page = 50;

    /// <summary>The centre's numbers, oldest first.</summary>
    public Task<List<Channel>> Numbers(CancellationToken cancel) => db.Set<Channel>().Where(row => row.Network == WhatsAppConnector.NetworkName).OrderBy(row => row.Id).ToListAsync(cancel);

    /// <summary>Every channel for which people agree: numbers on WhatsApp, and gateways of SMS.</summary>
    public Task<List<Channel>> Lists(CancellationToken cancel) => db.Set<Channel>().Where(row => row.Network == WhatsAppConnector.NetworkName || row.Network == Sms.SmsConnector.NetworkName).OrderBy(row => row.Id).ToListAsync(cancel);

    public Task<Number?> Number(Id<Channel> channel, CancellationToken cancel) => db.Set<Number>().AsNoTracking().FirstOrDefaultAsync(row => row.ChannelId == channel, cancel);

    public Task<List<WordTemplate>> Templates(Id<Channel> channel, CancellationToken cancel) => db.Set<WordTemplate>().AsNoTracking().Where(row => row.ChannelId == channel).OrderBy(row => row.Name).ThenBy(row => row.Language).ToListAsync(cancel);

    public Task<int> AgreedCount(CancellationToken cancel) => db.Set<Agreement>().Where(row => row.To == AgreedTo.News && row.EndedAt == null
        && db.Set<Contact>().Any(contact => contact.Id == row.ContactId && contact.RestrictedAt == null)).Select(row => row.ContactId).Distinct().CountAsync(cancel);

    public Task<List<AgreementRow>> Agreements(Id<Agreement>? before, CancellationToken cancel) =>
        db.Set<Agreement>().AsNoTracking().Where(row => before == null || row.Id < before.Value).OrderByDescending(row => row.Id).Take(Page)
            .Join(db.Set<Contact>(), row => row.ContactId, contact => contact.Id, (row, contact) => new AgreementRow(row, contact.Phone, contact.Name, contact.RestrictedAt != null)).ToListAsync(cancel);

    public async Task<List<BroadcastRow>> Broadcasts(Id<Broadcast>? before, CancellationToken cancel)
    {
        var rows = await db.Set<Broadcast>().AsNoTracking().Where(row => before == null || row.Id < before.Value).OrderByDescending(row => row.Id).Take(Page).ToListAsync(cancel);
        var keys = rows.ConvertAll(row => row.Key);
        var counts = (await db.Set<Sending>().Where(row => keys.Contains(row.Key)).GroupBy(row => new { row.Key, row.State }).Select(group => new { group.Key.Key, group.Key.State, Count = group.Count() }).ToListAsync(cancel)).ToLookup(row => row.Key);
        return rows.ConvertAll(row => new BroadcastRow(row, counts[row.Key].ToDictionary(one => one.State, one => one.Count)));
    }
}
