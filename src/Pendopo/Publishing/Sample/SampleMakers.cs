using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Audiences;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Infographics;
using Pendopo.Publishing.Polls;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;

namespace Pendopo.Publishing.Sample;

/// <summary>What the sample centre asks and draws: a poll with votes from two channels, two infographics, and the audiences it speaks to.</summary>
internal sealed class SampleMakers(SampleScene scene)
{
    private const string Elders = "Warga di atas 60 tahun";

    // By answer: how many chose it on the own site, and on the fediverse.
    private static readonly (int Site, int Fediverse)[] Votes = [(19, 5), (8, 11), (21, 4), (3, 2)];

    private DateOnly Today => Clock.DateOf(scene.Now, scene.Melati.Zone);

    public async Task Add(CancellationToken cancel)
    {
        var asked = new PostWords(PostKind.Poll, "Kapan Anda paling bisa datang ke posbindu?", "Pilihan Anda menentukan jam posbindu mulai bulan depan.",
            "Posbindu mengukur tekanan darah, gula darah, dan lingkar perut. Gratis, tanpa janji.\n\nKami mengumumkan jam barunya di sini sepekan setelah jajak pendapat ditutup.", "Hipertensi", "id", "")
        {
            Details = new() { Choices = ["Pagi sebelum kerja", "Sore sepulang kerja", "Hari Minggu", "Saya tidak bisa datang"], Ends = Today.AddDays(6).ToDateTime(new TimeOnly(20, 0)), Results = PollShown.Always },
        };
        var post = await new SamplePosts(scene).Publish(new("melati", "out", asked), scene.Now.AddDays(-3), cancel);
        await scene.As("officer", scene.Melati, services => Vote(services, post, asked, cancel), cancel);
        await scene.As("officer", scene.Melati, services => Draw(services, cancel), cancel);
        await scene.As("officer", scene.Melati, services => Name(services, post, cancel), cancel);
    }

    private async Task Vote(IServiceProvider services, Id<Post> post, PostWords asked, CancellationToken cancel)
    {
        var db = services.GetRequiredService<PendopoDb>();
        var ballot = await services.GetRequiredService<OpenBallot>().Of(post, asked, cancel) ?? throw new InvalidOperationException("The sample's poll has no answers.");
        var voter = 0;
        for (var choice = 0; choice < Votes.Length; choice++)
        {
            foreach (var (network, count) in new[] { (OwnChannels.Site, Votes[choice].Site), ("fediverse", Votes[choice].Fediverse) })
            {
                for (var i = 0; i < count; i++)
                    db.Add(Polls.Vote.Of(ballot, network, ballot.MarkOf(network, $"sample {++voter}"), choice, scene.Now.AddHours(-voter % 60)));
            }
        }
        await db.SaveChangesAsync(cancel);
    }

    private static async Task Draw(IServiceProvider services, CancellationToken cancel)
    {
        var keep = services.GetRequiredService<KeepInfographic>();
        Check(await keep.Run(null, new(InfographicTemplate.DoDont,
            new("Anak diare di rumah", "Beri oralit sedikit demi sedikit\nTetap menyusui dan makan\nBeri zinc selama 10 hari", "Menghentikan makan atau ASI\nMemberi antibiotik sisa", "WHO, Diarrhoeal disease"),
            new("A child with diarrhoea at home", "Give ORS, little by little\nKeep breastfeeding and eating\nGive zinc for 10 days", "Stop food or breast milk\nGive leftover antibiotics", "WHO, Diarrhoeal disease"), ""), null, cancel));
        Check(await keep.Run(null, new(InfographicTemplate.Points,
            new("Demam empat hari? Datanglah", "Minum banyak: air, oralit, jus buah\nPeriksa darah di puskesmas\nMuntah terus, perut sakit, atau berdarah: segera ke IGD", "", "Kemenkes RI, Pedoman Nasional Pelayanan Kedokteran: Infeksi Dengue (2020)"),
            InfographicWords.None, ""), null, cancel));
    }

    private static async Task Name(IServiceProvider services, Id<Post> post, CancellationToken cancel)
    {
        var book = services.GetRequiredService<AudienceBook>();
        Check(await book.Begin(cancel));
        var elders = (await book.All(cancel)).Where(audience => audience.Name == Elders).Select(audience => audience.Id).ToList();
        Check(await book.Say(post, elders, cancel));
    }

    private static void Check<T>(Result<T> result)
    {
        if (!result.Ok)
            throw new InvalidOperationException($"The sample could not be made: {result.Problems[0].Code} {result.Problems[0].Field}.");
    }
}
