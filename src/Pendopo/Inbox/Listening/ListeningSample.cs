using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Listening;

/// <summary>What the sample centre listens for, and what people around it say. They live on `.example` servers, which reach nobody.</summary>
internal static class ListeningSample
{
    private static readonly (string Words, string Ignore)[] Watched = [("Puskesmas Melati", ""), ("#DBD", ""), ("demam berdarah", "film, lagu"), ("posyandu", "")];

    private static readonly (string Network, string Name, string Handle, int Hours, string Text)[] Said =
    [
        ("fediverse", "Bu Yanti", "yanti", 2, "Ada yang tahu Puskesmas Melati buka hari Sabtu? Anak saya batuk sejak kemarin."),
        ("fediverse", "Karang Taruna Sumberejo", "karangtaruna", 6, "Kerja bakti Minggu pagi: kuras bak mandi dan kubur barang bekas. Jangan beri tempat bagi nyamuk. #DBD #Sumberejo"),
        ("bluesky", "Dewi", "dewi", 20, "Tetangga depan rumah kena demam berdarah, RT kami belum difogging. Lapornya ke mana ya? Bisa hubungi saya di 0812-5550-1234"),
        ("fediverse", "Pak Harjo", "harjo", 27, "Posyandu lansia di Melati ramah sekali, terima kasih kader."),
        ("bluesky", "Rani", "rani", 49, "Posyandu RW 03 pindah ke balai desa mulai bulan depan, betul tidak?"),
        ("fediverse", "Info Warga", "infowarga", 74, "Trombosit turun tidak selalu #DBD. Periksa dulu, jangan panik."),
    ];

    public static async Task Add(SampleScene scene, CancellationToken cancel)
    {
        var channels = await scene.Db.Set<Channel>().AcrossCentres().Where(row => row.CentreId == scene.Melati.Id).ToListAsync(cancel);
        var words = Watched.Select(watched => Word(scene, watched)).ToList();
        scene.Db.AddRange(words);
        foreach (var (number, said) in Said.Index())
        {
            var server = said.Network == "bluesky" ? $"at://did:plc:{said.Handle}" : $"https://sekitar.example/users/{said.Handle}";
            var author = new RemotePerson(said.Network == "bluesky" ? $"did:plc:{said.Handle}" : server, said.Network == "bluesky" ? $"{said.Handle}.example" : $"@{said.Handle}@sekitar.example", said.Name, null);
            var incoming = new Incoming(new($"{server}/{number}", $"https://sekitar.example/@{said.Handle}/{number}"), IncomingKind.Mention, author, null, null, said.Text, null, "id", scene.Now - TimeSpan.FromHours(said.Hours));
            var find = Find.Of(scene.Melati, said.Network, channels.Find(channel => channel.Network == said.Network)?.Id, incoming, scene.Now);
            var text = SaidWords.Of(said.Text);
            scene.Db.Add(find);
            scene.Db.AddRange(words.Where(word => word.Match.In(text)).Select(word => FindWord.Of(find, word)));
        }
        await scene.Db.SaveChangesAsync(cancel);
    }

    private static WatchedWord Word(SampleScene scene, (string Words, string Ignore) watched)
    {
        var word = WatchedWord.Of(scene.Melati.Id, scene.People["officer"].Id, scene.Now - TimeSpan.FromDays(20));
        word.Say(watched.Words, watched.Ignore, ListenTerms.All.Select(terms => terms.Network));
        return word;
    }
}
