using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>Somebody on WhatsApp or of the SMS who is erased: their number, what they agreed to, and that they were written to.</summary>
internal sealed class WhatsAppErasure(PendopoDb db) : IOutsiderErasure
{
    public IReadOnlyList<string> Tables => ["channels_whatsapp_contact", "channels_whatsapp_agreement", "channels_whatsapp_sending"];

    public async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var contacts = db.Set<Contact>().AcrossCentres().AsNoTracking();
        if (name is not null)
        {
            var meant = await MeantNumbers.Of(db.Set<Channel>().AcrossCentres(), name, cancel);
            contacts = contacts.Where(row => meant.Contains(row.Phone));
        }
        var found = await contacts.Join(db.Set<Channel>().AcrossCentres(), row => row.ChannelId, channel => channel.Id, (row, channel) => new { row.Phone, channel.Network }).Distinct().ToListAsync(cancel);
        // What other rooms keep of a number stands under the network on which it was said.
        return [.. found.SelectMany(one => new[] { new Outsider(WhatsAppConnector.NetworkName, one.Phone), new Outsider(one.Network, one.Phone) }).Distinct()];
    }

    public async Task Erase(Outsider outsider, CancellationToken cancel)
    {
        if (outsider.Network != WhatsAppConnector.NetworkName)
            return;
        var phone = outsider.Id;
        var people = db.Set<Contact>().AcrossCentres().Where(row => row.Phone == phone).Select(row => row.Id);
        await db.Set<Agreement>().AcrossCentres().Where(row => people.Contains(row.ContactId)).ExecuteDeleteAsync(cancel);
        await db.Set<Sending>().AcrossCentres().Where(row => people.Contains(row.ContactId)).ExecuteDeleteAsync(cancel);
        await db.Set<Contact>().AcrossCentres().Where(row => row.Phone == phone).ExecuteDeleteAsync(cancel);
    }
}
