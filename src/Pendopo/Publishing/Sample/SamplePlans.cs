using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Evergreen;
using Pendopo.Publishing.Guests;
using Pendopo.Publishing.Library;
using Pendopo.Publishing.Links;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Team;

namespace Pendopo.Publishing.Sample;

/// <summary>What the officers of the sample centre are at, around the day on which it is loaded: an objective with its campaign and plan, parts of the
/// work, ideas, a queue, and a library.</summary>
internal sealed class SamplePlans(SampleScene scene)
{
    private static readonly (LibraryKind Kind, string Name, string Text, string Folder, string Tags)[] Kept =
    [
        (LibraryKind.Template, "Undangan posyandu", "Posyandu {{dusun}} hari {{hari}} pukul 08.00 sampai 10.00. Bawa buku KIA. Timbang, ukur, dan imunisasi gratis.", "Undangan", "posyandu balita"),
        (LibraryKind.Answer, "Imunisasi bayar atau gratis", "Gratis untuk semua anak, setiap Selasa dan Kamis pukul 08.00 sampai 11.00. Bawa buku KIA.", "Jawaban", "imunisasi"),
        (LibraryKind.Answer, "Jam buka dan gawat darurat", "Kami buka Senin sampai Sabtu pukul 07.30 sampai 14.00. Gawat darurat kapan saja: 119.", "Jawaban", "jam buka"),
        (LibraryKind.Text, "Tanda bahaya demam berdarah", "Nyeri perut hebat, muntah terus-menerus, perdarahan, napas cepat, lemas atau gelisah: segera ke puskesmas atau telepon 119.", "Demam berdarah", "dbd tanda bahaya"),
        (LibraryKind.Hashtags, "Demam berdarah", "#DBD #3MPlus #JumatBersih", "Demam berdarah", "dbd"),
    ];

    private DateOnly Today => Clock.DateOf(scene.Now, scene.Melati.Zone);

    public async Task Add(CancellationToken cancel)
    {
        var posts = new List<Id<Post>>();
        foreach (var text in SampleText.All("Life"))
            posts.Add(await new SamplePosts(scene).Leave(text, cancel));
        await scene.As("officer", scene.Melati, services => Plan(services, posts, cancel), cancel);
        await scene.As("officer", scene.Melati, services => Keep(services, cancel), cancel);
        await scene.As("officer", scene.Melati, services => Ask(services, posts[^2], cancel), cancel);
        await scene.As("kader", scene.Melati, async services => Check(await services.GetRequiredService<KeepIdea>().Propose("Cara menyimpan ASI perah di hari pasar", "Banyak ibu bertanya di posyandu Sumberejo.", cancel)), cancel);
        await scene.As("clinician", scene.Melati, async services => Check(await services.GetRequiredService<KeepIdea>().Propose("Mengapa obat tekanan darah tetap diminum saat terasa sehat", "Tiga pasien pekan ini berhenti sendiri. Tanpa menyebut siapa pun.", cancel)), cancel);
    }

    private async Task Plan(IServiceProvider services, List<Id<Post>> posts, CancellationToken cancel)
    {
        var objective = await services.GetRequiredService<KeepObjective>().Run(new(null, new("Setiap keluarga tahu tanda bahaya demam berdarah", ObjectiveMeasure.Reach, 20, 300, Today.AddDays(-20), Today.AddDays(70), "Disepakati pada lokakarya mini. Sebelumnya: pembaca bulan lalu."), null, null), cancel);
        Check(objective);
        var plan = new Dictionary<PostKind, int> { [PostKind.Tip] = 4, [PostKind.Article] = 2, [PostKind.Question] = 1, [PostKind.BehindTheScenes] = 1 };
        var brief = "Untuk orang tua anak balita dan kader.\n\nSatu pesan tiap kiriman. Sebut selalu nomor puskesmas dan 119.";
        var campaign = await services.GetRequiredService<KeepCampaign>().Run(new(null, new("Lawan demam berdarah sebelum puncak hujan", objective.Value.Id, brief, Today.AddDays(-10), Today.AddDays(30), plan), null), cancel);
        Check(campaign);
        var told = await services.GetRequiredService<PendopoDb>().Set<Post>().Where(post => post.Topic == "Demam berdarah" && post.FirstOutAt != null).Select(post => post.Id).ToListAsync(cancel);
        foreach (var post in posts.Concat(told))
            Check(await services.GetRequiredService<JoinCampaign>().Run(post, campaign.Value.Id, cancel));
        await Invite(services, campaign.Value, told, cancel);
    }

    // A paediatrician who spoke already, and the village radio that shares.
    private async Task Invite(IServiceProvider services, Campaign campaign, IReadOnlyCollection<Id<Post>> told, CancellationToken cancel)
    {
        var invite = services.GetRequiredService<InviteGuest>();
        var expert = await invite.Run(campaign.Id, new("dr. Ratna Dewi, Sp.A", GuestKind.Expert, null, Today.AddDays(60)), cancel);
        Check(expert);
        Check(await invite.Run(campaign.Id, new("Radio Suara Sumberejo", GuestKind.Partner, DisclosureLabel.Partnership, Today.AddDays(60)), cancel));
        Check(await services.GetRequiredService<SharePosts>().Run(campaign.Id, told, cancel));
        expert.Value.Open(scene.Now);
        expert.Value.Introduce("dr. Ratna Dewi", "ratna@rs-harum.example");
        var db = services.GetRequiredService<PendopoDb>();
        db.Add(GuestWord.Of(expert.Value, GuestWordKind.Comment, null, "Tambahkan: jangan beri aspirin atau ibuprofen saat demam berdarah dicurigai. Orang tua sering bertanya.", scene.Now));
        await db.SaveChangesAsync(cancel);
        Check(await services.GetRequiredService<GuestDesk>().Answer(expert.Value.Id, "Terima kasih, Dokter. Sudah kami tambahkan di artikel tanda bahaya.", cancel));
    }

    private async Task Keep(IServiceProvider services, CancellationToken cancel)
    {
        foreach (var (kind, name, text, folder, tags) in Kept)
            Check(await services.GetRequiredService<KeepLibraryItem>().Run(new(null, new(kind, name, text, folder, tags, "id", "", null), null), cancel));
        Check(await services.GetRequiredService<KeepLink>().Make("Poster di pasar", "https://ayosehat.kemkes.go.id/", cancel));
        var db = services.GetRequiredService<PendopoDb>();
        var feeds = await db.Set<Channel>().Where(channel => channel.Network == OwnChannels.Feeds).Select(channel => channel.Id).ToListAsync(cancel);
        Check(await services.GetRequiredService<KeepQueue>().Run(new(null, "Tips pagi", "Senin 07.30\nKamis 07.30", feeds, null), cancel));
        var queue = await db.Set<PostingQueue>().Select(row => row.Id).FirstAsync(cancel);
        var lasting = await db.Set<Post>().Where(post => post.Topic == "Diare" && post.FirstOutAt != null).Select(post => post.Id).FirstAsync(cancel);
        Check(await services.GetRequiredService<KeepEvergreen>().Run(new(lasting, queue, 60, Today.AddMonths(6)), cancel));
    }

    private async Task Ask(IServiceProvider services, Id<Post> post, CancellationToken cancel)
    {
        var give = services.GetRequiredService<KeepAssignment>();
        Check(await give.Give(new(post, scene.People["kader"].Id, "Foto senter dan buku catatan, tanpa orang", Today.AddDays(3)), cancel));
        Check(await give.Give(new(post, scene.People["officer"].Id, "Rapikan kalimat penutup", Today.AddDays(4)), cancel));
    }

    private static void Check<T>(Result<T> result)
    {
        if (!result.Ok)
            throw new InvalidOperationException($"The sample could not be planned: {result.Problems[0].Code} {result.Problems[0].Field}.");
    }
}
