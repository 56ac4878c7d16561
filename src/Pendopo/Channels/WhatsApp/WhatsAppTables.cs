using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.WhatsApp;

internal static class WhatsAppTables
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Number>(number =>
        {
            number.ToTable("channels_whatsapp_number");
            number.Property(row => row.Quality).HasMaxLength(Number.QualityLength);
            number.Property(row => row.Currency).HasMaxLength(Number.CurrencyLength);
            number.HasIndex(row => row.ChannelId).IsUnique();
        });
        builder.Entity<Contact>(contact =>
        {
            contact.ToTable("channels_whatsapp_contact");
            contact.Property(row => row.Phone).HasMaxLength(Contact.PhoneLength);
            contact.Property(row => row.Name).HasMaxLength(Contact.NameLength);
            contact.Property(row => row.HeardLately).HasMaxLength(Sms.HeardLately.Length);
            contact.HasIndex(row => new { row.ChannelId, row.Phone }).IsUnique();
            contact.HasIndex(row => row.Phone);
        });
        builder.Entity<Agreement>(agreement =>
        {
            agreement.ToTable("channels_whatsapp_agreement");
            agreement.Property(row => row.Note).HasMaxLength(Agreement.NoteLength);
            agreement.HasIndex(row => new { row.ChannelId, row.EndedAt });
            agreement.HasIndex(row => row.ContactId);
        });
        builder.Entity<WordTemplate>(template =>
        {
            template.ToTable("channels_whatsapp_template");
            template.Property(row => row.Name).HasMaxLength(WordTemplate.NameLength);
            template.Property(row => row.Language).HasMaxLength(WordTemplate.LanguageLength);
            template.Property(row => row.Body).HasMaxLength(WordTemplate.BodyLength);
            template.Property(row => row.RemoteId).HasMaxLength(100);
            template.Property(row => row.Reason).HasMaxLength(Border.ReasonLength);
            template.HasIndex(row => new { row.ChannelId, row.Name, row.Language }).IsUnique();
        });
        builder.Entity<Broadcast>(broadcast =>
        {
            broadcast.ToTable("channels_whatsapp_broadcast");
            broadcast.Property(row => row.Words).HasMaxLength(WordTemplate.BodyLength);
            broadcast.Property(row => row.Link).HasMaxLength(Border.IdLength);
            broadcast.Property(row => row.Reason).HasMaxLength(Border.ReasonLength);
            broadcast.HasIndex(row => row.Key).IsUnique();
            broadcast.HasIndex(row => new { row.ChannelId, row.CreatedAt });
        });
        builder.Entity<Sending>(sending =>
        {
            sending.ToTable("channels_whatsapp_sending");
            sending.Property(row => row.RemoteId).HasMaxLength(Border.IdLength);
            sending.Property(row => row.Code).HasMaxLength(40);
            sending.HasIndex(row => new { row.Key, row.ContactId }).IsUnique();
            sending.HasIndex(row => row.ContactId);
            sending.HasIndex(row => row.RemoteId);
            sending.HasIndex(row => new { row.ChannelId, row.State });
        });
    }
}
