using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Conversations;

/// <summary>What people wrote to the sample centre. The writers live on `.example` servers, which reach nobody.</summary>
internal static class InboxSample
{
    private static readonly RemotePerson Nur = new("https://warga.example/users/nur", "@nur@warga.example", "Nur Aini", null);
    private static readonly RemotePerson Slamet = new("https://warga.example/users/slamet", "@slamet@warga.example", "Pak Slamet", null);
    private static readonly RemotePerson Wati = new("https://tetangga.example/users/wati", "@wati@tetangga.example", "Bu Wati", null);

    public static async Task Add(SampleScene scene, CancellationToken cancel)
    {
        var channel = await scene.Db.Set<Channel>().AcrossCentres().FirstOrDefaultAsync(row => row.CentreId == scene.Melati.Id && row.Network == "fediverse", cancel);
        if (channel is null)
            return;
        var begun = Hear(scene, channel, Nur, "Anak saya demam tiga hari, naik turun. Perlu dibawa ke puskesmas atau tunggu dulu?", TimeSpan.FromMinutes(40));
        scene.Db.Add(Message.By(begun, MessageKind.Note, scene.People["officer"].Id, "Minta Bidan Ayu yang menjawab.", "", scene.Now - TimeSpan.FromMinutes(30)));
        begun.Assign(scene.People["reviewer"].Id);
        Hear(scene, channel, Slamet, "Klub diabetes masih hari Jumat pukul 07.00?", TimeSpan.FromHours(3));
        var answered = Hear(scene, channel, Wati, "Imunisasi campak gratis atau bayar?", TimeSpan.FromDays(1));
        var answer = Message.By(answered, MessageKind.Answer, scene.People["officer"].Id, "Gratis untuk semua anak, setiap Selasa dan Kamis pukul 08.00 sampai 11.00. Bawa buku KIA.", "id", scene.Now - TimeSpan.FromHours(22));
        answer.Arrived(new RemoteRef("https://melati.example/sample/answer", null));
        scene.Db.Add(answer);
        answered.Say(answer.Text, answer.At);
    }

    private static Conversation Hear(SampleScene scene, Channel channel, RemotePerson author, string text, TimeSpan ago)
    {
        var id = $"{author.Id}/sample";
        var incoming = new Incoming(new RemoteRef(id, null), IncomingKind.Mention, author, null, null, text, null, "id", scene.Now - ago);
        var conversation = Conversation.Begin(channel, incoming, incoming.Remote, null, incoming.SentAt);
        conversation.Hear(text, incoming.SentAt);
        scene.Db.Add(conversation);
        scene.Db.Add(Message.HeardIn(conversation, incoming));
        return conversation;
    }
}
