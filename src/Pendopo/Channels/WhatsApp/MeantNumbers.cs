using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Sms;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>Who asks for their data writes their number as they dial it; conversations know it by its digits with the country.</summary>
internal sealed class MeantPhones(PendopoDb db) : IMeantNames
{
    public async Task<IReadOnlyList<string>> Of(string typed, CancellationToken cancel) => await MeantNumbers.Of(db.Set<Channel>(), typed, cancel);
}

/// <summary>The numbers that somebody may mean who writes one as they dial it: who asks for their data, or to be erased, knows no other form.</summary>
internal static class MeantNumbers
{
    public static async Task<List<string>> Of(IQueryable<Channel> channels, string typed, CancellationToken cancel)
    {
        var lists = await channels.AsNoTracking().Where(row => row.Network == WhatsAppConnector.NetworkName || row.Network == SmsConnector.NetworkName).ToListAsync(cancel);
        // Without its country a number is somebody else's in another one.
        var country = lists.Select(Phones.CountryOf).Where(one => one.Length > 0).Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : "";
        return [.. new[] { typed.Trim().TrimStart('+'), Phones.Of(typed, country) }.OfType<string>().Distinct(StringComparer.Ordinal)];
    }
}
