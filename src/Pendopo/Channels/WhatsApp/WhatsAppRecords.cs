using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Sms;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Channels.WhatsApp;

/// <summary>What is kept of somebody on WhatsApp, or of the SMS, besides their words: the number, what they agreed to, and what was sent to them.</summary>
internal sealed class WhatsAppRecords(PendopoDb db) : IPersonalRecords, ITouchedPeople
{
    private const int Most = 2_000;

    public IReadOnlyList<string> Tables => ["channels_whatsapp_contact", "channels_whatsapp_agreement", "channels_whatsapp_sending"];

    /// <summary>Who was noted in that time, wrote, agreed, ended it or was written to.</summary>
    public async Task<IReadOnlyList<TouchedPerson>> Between(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel) =>
        [.. (await db.Set<Contact>().AsNoTracking().Where(row => (row.CreatedAt >= from && row.CreatedAt < until) || (row.HeardAt >= from && row.HeardAt < until)
                || db.Set<Agreement>().Any(line => line.ContactId == row.Id && ((line.AgreedAt >= from && line.AgreedAt < until) || (line.EndedAt >= from && line.EndedAt < until)))
                || db.Set<Sending>().Any(line => line.ContactId == row.Id && line.MadeAt >= from && line.MadeAt < until)).OrderBy(row => row.CreatedAt).ToListAsync(cancel))
            .Select(row => new TouchedPerson(WhatsAppText.Say("RecordContact"), row.Name, "+" + row.Phone, row.CreatedAt))];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        var (phones, records) = (await MeantNumbers.Of(db.Set<Channel>(), subject.Handle, cancel), new List<PersonalRecord>());
        var sms = await db.Set<Channel>().Where(row => row.Network == SmsConnector.NetworkName).Select(row => row.Id).ToListAsync(cancel);
        foreach (var contact in await db.Set<Contact>().AsNoTracking().Where(row => phones.Contains(row.Phone)).OrderBy(row => row.Id).ToListAsync(cancel))
        {
            var by = KeyValuePair.Create(WhatsAppText.Say("RecordBy"), sms.Contains(contact.ChannelId) ? "SMS" : "WhatsApp");
            records.Add(new(WhatsAppText.Say("RecordContact"), contact.CreatedAt, [by, new(WhatsAppText.Say("RecordPhone"), "+" + contact.Phone), new(WhatsAppText.Say("RecordName"), contact.Name)]));
            foreach (var agreement in await db.Set<Agreement>().AsNoTracking().Where(row => row.ContactId == contact.Id).OrderBy(row => row.AgreedAt).ToListAsync(cancel))
                records.Add(new(WhatsAppText.Say("RecordAgreement"), agreement.AgreedAt,
                [
                    by, new(WhatsAppText.Say("RecordTo"), WhatsAppText.Say("To_" + agreement.To)), new(WhatsAppText.Say("RecordHow"), WhatsAppText.Say("How_" + agreement.How)),
                    new(WhatsAppText.Say("RecordNote"), agreement.Note), new(WhatsAppText.Say("RecordEnd"), agreement.EndedAt?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) ?? ""),
                ]));
            foreach (var line in await db.Set<Sending>().AsNoTracking().Where(row => row.ContactId == contact.Id).OrderBy(row => row.MadeAt).Take(Most).ToListAsync(cancel))
                records.Add(new(WhatsAppText.Say("RecordSending"), line.MadeAt, [by, new(WhatsAppText.Say("RecordState"), WhatsAppText.Say("Sending_" + line.State))]));
        }
        return records;
    }
}
