using Pendopo.Channels.Contracts;
using Pendopo.Platform;

namespace Pendopo.Channels.WhatsApp;

/// <summary>The sample centre's number, which belongs to nobody and is switched off: who agreed, the words that carry posts, and what became of one.</summary>
internal static class WhatsAppSample
{
    private const string Imunisasi = "Imunisasi Selasa pagi di posyandu Melati. Bawa buku KIA.";

    // What became of the post, person by person; the last had ended it before.
    private static readonly (string Phone, string Name, SendingState? Fate)[] People =
    [
        ("6281200000101", "Sari", SendingState.Read), ("6281200000102", "Wulan", SendingState.Read), ("6281200000103", "Budi", SendingState.Delivered),
        ("6281200000104", "Nur Aini", SendingState.Failed), ("6281200000105", "Joko", null),
    ];

    public static Task Add(SampleScene scene, CancellationToken cancel)
    {
        var then = scene.Now.AddDays(-6);
        var keys = scene.Services.GetRequiredService<Accounts>().Seal(new WhatsAppKeys("https://graph.example", ConnectWhatsApp.DefaultVersion, "", "", "100000000000001", "100000000000002", "kata-contoh"));
        var channel = Channel.Connect(scene.Melati.Id, WhatsAppConnector.NetworkName, "+62271555010", "100000000000001", keys, then);
        channel.SwitchOff();
        var template = WordTemplate.HandIn(channel, "kabar_puskesmas", "id", TemplateCategory.Marketing, "Kabar Puskesmas Melati: {{1}} Selengkapnya: {{2}} Balas BERHENTI untuk berhenti.", then);
        template.Told("APPROVED", "1", null, then);
        var number = Number.Of(channel);
        number.Told("GREEN", 250);
        number.Settle(template.Id, 650, "IDR");
        var post = Broadcast.Of(channel, Guid.CreateVersion7(), template, Imunisasi, scene.Services.GetRequiredService<Platform.Settings.PublicAddress>().Home(scene.Melati), then);
        post.Finish();
        scene.Db.AddRange(channel, template, number, post);
        foreach (var (phone, name, fate) in People)
            Add(scene, channel, post, Contact.Of(channel, phone, name, then.AddDays(-30)), fate);
        return scene.Db.SaveChangesAsync(cancel);
    }

    private static void Add(SampleScene scene, Channel channel, Broadcast post, Contact contact, SendingState? fate)
    {
        var agreement = Agreement.Of(contact, AgreedTo.News, AgreedBy.Paper, "map biru di loket pendaftaran", scene.People["officer"].Id, contact.CreatedAt);
        if (fate is null)
            agreement.End(AgreementEnd.Message, post.CreatedAt.AddDays(-2));
        scene.Db.AddRange(contact, agreement);
        if (fate is not { } told)
            return;
        var line = Sending.To(contact, SendingKind.Post, post.Key, post.CreatedAt);
        line.Call(opens: true, post.CreatedAt);
        line.Told(told, $"{channel.Address}.{contact.Phone}", told == SendingState.Failed ? "131026" : null, post.CreatedAt.AddMinutes(3));
        scene.Db.Add(line);
    }
}
