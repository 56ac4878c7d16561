using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Browser.Tests;

/// <summary>A number on WhatsApp whose pages are full: templates in two states, somebody who agreed and somebody who ended it, and a post that waits.</summary>
internal static class WhatsAppLife
{
    public static async Task AddAsync(IServiceProvider services)
    {
        var (db, centre, now) = (services.GetRequiredService<PendopoDb>(), services.GetRequiredService<CentreScope>().Centre, services.GetRequiredService<TimeProvider>().Now());
        // A fuller number stands in the place of the sample's.
        await db.Set<Channel>().Where(row => row.Network == WhatsAppConnector.NetworkName).ExecuteDeleteAsync();
        var keys = services.GetRequiredService<Accounts>().Seal(new WhatsAppKeys("http://127.0.0.1:9", "v26.0", "walk", "", "106540352242922", "102290129340398", "a-word-that-meta-sends-back"));
        var channel = Channel.Connect(centre, WhatsAppConnector.NetworkName, "+6221500123", "106540352242922", keys, now);
        var carries = WordTemplate.HandIn(channel, "kabar_puskesmas_untuk_semua_keluarga", "id", TemplateCategory.Marketing, "Kabar Puskesmas Melati: {{1}} Selengkapnya: {{2}} Balas BERHENTI untuk berhenti.", now);
        carries.Told("APPROVED", "1", null, now);
        var refused = WordTemplate.HandIn(channel, "reminder", "en", TemplateCategory.Utility, "Your visit is on {{1}}. Reply BERHENTI to stop.", now);
        refused.Told("REJECTED", "2", "INVALID_FORMAT", now);
        var number = Number.Of(channel);
        number.Told("YELLOW", 250);
        number.Settle(carries.Id, 650, "IDR");
        var (stays, left) = (Contact.Of(channel, "6281200000001", "Ibu Sari Lestari Wulandari Kusumaningtyas", now), Contact.Of(channel, "6281200000002", "", now));
        var ended = Agreement.Of(left, AgreedTo.News, AgreedBy.Message, "", null, now.AddDays(-3));
        ended.End(AgreementEnd.Message, now);
        var post = Broadcast.Of(channel, Guid.CreateVersion7(), carries, "Imunisasi Selasa pagi di posyandu Melati, bawa buku KIA.", "https://melati.example/posts/imunisasi", now);
        post.Hold("WhatsApp memperlambat nomor ini: terlalu banyak orang memblokirnya.", null);
        db.AddRange(channel, carries, refused, number, stays, left, ended, post);
        db.AddRange(Agreement.Of(stays, AgreedTo.News, AgreedBy.Paper, "map biru di loket pendaftaran", Id<Person>.New(), now), Sending.To(stays, SendingKind.Post, post.Key, now));
        await db.SaveChangesAsync();
    }
}
