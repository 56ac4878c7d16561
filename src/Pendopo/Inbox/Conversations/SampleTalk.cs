using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Heeded;
using Pendopo.Inbox.Hours;
using Pendopo.Inbox.Reputation;
using Pendopo.Inbox.Tags;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Conversations;

/// <summary>What the sample centre has to answer just now: tags, times to answer by, a day on which many complain, and what was heeded. The writers live on
/// `.example` servers, which reach nobody.</summary>
internal sealed class SampleTalk(SampleScene scene)
{
    private static readonly (string Name, string Text, int Hours, string Tag)[] Said =
    [
        ("Bu Tini", "Antre imunisasi tadi pagi tiga jam, loketnya cuma satu dan petugasnya marah-marah. Kecewa sekali.", 5, "Keluhan"),
        ("Pak Joko", "Kenapa loket imunisasi lama sekali? Anak saya menangis terus. Mengecewakan.", 6, "Keluhan"),
        ("Mbak Lilis", "Pelayanan imunisasi hari ini buruk, antrean tidak jelas. Saya kesal.", 7, "Keluhan"),
        ("Pak Warto", "Sudah antre dari jam tujuh, jam sepuluh belum dipanggil. Parah.", 8, "Keluhan"),
        ("Bu Endang", "Tolong loketnya ditambah, capek sekali menunggu sambil menggendong bayi. Sangat kecewa.", 9, "Keluhan"),
        ("Rudi", "Jadwal posyandu Sumberejo bulan depan tanggal berapa?", 27, "Jadwal"),
    ];

    private static readonly string[] TagNames = ["Imunisasi", "Jadwal", "Keluhan"];

    public async Task Add(CancellationToken cancel)
    {
        var channel = await scene.Db.Set<Channel>().AcrossCentres().FirstOrDefaultAsync(row => row.CentreId == scene.Melati.Id && row.Network == "fediverse", cancel);
        if (channel is null)
            return;
        var rules = InboxRules.Of(scene.Melati.Id);
        rules.Say(new(rules.Hours, "", AnswerMinutes.Usual, true, InboxText.In("id", "AwayUsual"), InboxText.In("en", "AwayUsual"), new Dictionary<Id<Channel>, AwayWhere>()));
        var tags = TagNames.ToDictionary(name => name, name => InboxTag.Of(scene.Melati.Id, name));
        scene.Db.Add(rules);
        scene.Db.AddRange(tags.Values);
        foreach (var known in await scene.Db.Set<Conversation>().AcrossCentres().Where(row => row.CentreId == scene.Melati.Id && row.ClosedAt == null).ToListAsync(cancel))
        {
            known.Expect(rules.AnswerBy(known, known.LastAt, scene.Melati));
            if (known.Excerpt.Contains("munisasi", StringComparison.Ordinal))
                scene.Db.Add(ConversationTag.Of(known, tags["Imunisasi"].Id));
        }
        foreach (var (number, said) in Said.Index())
            Hear(channel, rules, number, said, tags[said.Tag]);
        AddCard();
        await scene.Db.SaveChangesAsync(cancel);
    }

    private void Hear(Channel channel, InboxRules rules, int number, (string Name, string Text, int Hours, string Tag) said, InboxTag tag)
    {
        var at = scene.Now - TimeSpan.FromHours(said.Hours);
        var author = new RemotePerson($"https://tetangga.example/users/w{number}", $"@w{number}@tetangga.example", said.Name, null);
        var incoming = new Incoming(new RemoteRef($"{author.Id}/talk", null), IncomingKind.Mention, author, null, null, said.Text, null, "id", at);
        var conversation = Conversation.Begin(channel, incoming, incoming.Remote, null, at);
        conversation.Hear(said.Text, at);
        conversation.Expect(rules.AnswerBy(conversation, at, scene.Melati));
        scene.Db.AddRange(conversation, Message.HeardIn(conversation, incoming), ConversationTag.Of(conversation, tag.Id));
    }

    private void AddCard()
    {
        var card = SurgeCard.Raise(scene.Melati.Id, SurgeKind.Negative, 0, scene.Now - TimeSpan.FromHours(4));
        card.Take(5, 0.5, Said[0].Text, scene.Now);
        var line = HeededLine.Of(scene.Melati.Id, null);
        line.Say(new("Antrean loket obat terlalu panjang pada hari Senin.", "The queue for medicines is too long on Mondays.", "Sejak awal bulan ada loket kedua setiap Senin pukul 07.30 sampai 10.00.", "Since the beginning of the month a second counter is open every Monday from 07:30 to 10:00."),
            true, scene.People["officer"].Id, scene.Now - TimeSpan.FromDays(6));
        scene.Db.AddRange(card, line);
    }
}
