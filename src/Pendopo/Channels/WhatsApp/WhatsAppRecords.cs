using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Channels.WhatsApp;

/// <summary>What is kept of somebody on WhatsApp besides their words: the number, what they agreed to, and what was sent to them.</summary>
internal sealed class WhatsAppRecords(PendopoDb db) : IPersonalRecords
{
    private const int Most = 2_000;

    public IReadOnlyList<string> Tables => ["channels_whatsapp_contact", "channels_whatsapp_agreement", "channels_whatsapp_sending"];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        var (phone, records) = (subject.Handle.TrimStart('+'), new List<PersonalRecord>());
        foreach (var contact in await db.Set<Contact>().AsNoTracking().Where(row => row.Phone == phone).ToListAsync(cancel))
        {
            records.Add(new(WhatsAppText.Say("RecordContact"), contact.CreatedAt, [new(WhatsAppText.Say("RecordPhone"), "+" + contact.Phone), new(WhatsAppText.Say("RecordName"), contact.Name)]));
            foreach (var agreement in await db.Set<Agreement>().AsNoTracking().Where(row => row.ContactId == contact.Id).OrderBy(row => row.AgreedAt).ToListAsync(cancel))
                records.Add(new(WhatsAppText.Say("RecordAgreement"), agreement.AgreedAt,
                [
                    new(WhatsAppText.Say("RecordTo"), WhatsAppText.Say("To_" + agreement.To)), new(WhatsAppText.Say("RecordHow"), WhatsAppText.Say("How_" + agreement.How)),
                    new(WhatsAppText.Say("RecordNote"), agreement.Note), new(WhatsAppText.Say("RecordEnd"), agreement.EndedAt?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) ?? ""),
                ]));
            foreach (var line in await db.Set<Sending>().AsNoTracking().Where(row => row.ContactId == contact.Id).OrderBy(row => row.MadeAt).Take(Most).ToListAsync(cancel))
                records.Add(new(WhatsAppText.Say("RecordSending"), line.MadeAt, [new(WhatsAppText.Say("RecordState"), WhatsAppText.Say("Sending_" + line.State))]));
        }
        return records;
    }
}
