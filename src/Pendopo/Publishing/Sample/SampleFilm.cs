using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Infographics;
using Pendopo.Publishing.Library;
using Pendopo.Publishing.Videos;

namespace Pendopo.Publishing.Sample;

/// <summary>A silent film of a few pages of words, made on the spot where ffmpeg and rsvg-convert are; nothing happens where they are not. It stands in a post
/// that is out, and in the library.</summary>
internal sealed class SampleFilm(SampleScene scene)
{
    private static readonly (string Title, string Lines)[] Pages =
    [
        ("Larutkan oralit", "Satu bungkus\nSatu gelas air matang (200 ml)\nAduk sampai larut"),
        ("Beri sedikit demi sedikit", "Dengan sendok, setiap beberapa menit\nMuntah? Tunggu 10 menit, lalu beri lagi"),
        ("Segera ke puskesmas", "Anak lemas atau tidak mau minum\nAda darah dalam tinja\nMata cekung"),
    ];

    public async Task Add(CancellationToken cancel)
    {
        var text = new SampleText("melati", "draft", new(PostKind.Video, "Cara melarutkan oralit, dalam enam detik", "Video pendek tanpa suara: tiga halaman yang bisa dibaca bersama keluarga.",
            "Simpan video ini di ponsel Anda, dan tunjukkan kepada siapa pun yang merawat anak di rumah.", "Diare", "id", "WHO, Diarrhoeal disease") { Details = new() { NobodyShown = true } });
        var posts = new SamplePosts(scene);
        var id = default(Id<Post>);
        await scene.As("officer", scene.Melati, async services =>
        {
            if (await Film(services, cancel) is not { } film || await Make(services, film, cancel) is not { State: VideoState.Ready } video)
                return;
            id = await posts.Leave(text, cancel);
            var videos = services.GetRequiredService<PostVideos>();
            Check(await videos.Put(id, video.Id, Shown.Nobody, cancel));
            Check(await videos.Say(id, new("", string.Join("\n\n", Pages.Select(page => $"{page.Title}: {page.Lines.Replace("\n", "; ", StringComparison.Ordinal)}.")), Silent: true, Shown.Nobody), cancel));
        }, cancel);
        if (id.IsEmpty)
            return;
        await posts.SendOut(id, text, scene.Now.AddDays(-2), cancel);
        await scene.As("officer", scene.Melati, services => services.GetRequiredService<KeepVideo>().Run(id, "Oralit: tiga halaman", "Puskesmas Melati; bebas dipakai puskesmas lain", cancel), cancel);
    }

    // A disk without room, or a program that fails: the sample does without a film.
    private async Task<Video?> Make(IServiceProvider services, byte[] film, CancellationToken cancel)
    {
        await using var content = new MemoryStream(film);
        var taken = await services.GetRequiredService<TakeVideo>().Whole(content, film.Length, cancel);
        if (!taken.Ok)
            return null;
        await services.GetRequiredService<IJobHandler<MakeVideo>>().Run(new(taken.Value.Id), cancel);
        // It is made here and now; the one that waits would only find it so.
        var melati = (Id<Centre>?)scene.Melati.Id;
        await services.GetRequiredService<PendopoDb>().Set<Job>().Where(job => job.Kind == "platform.video.make" && job.CentreId == melati).ExecuteDeleteAsync(cancel);
        return taken.Value;
    }

    private static async Task<byte[]?> Film(IServiceProvider services, CancellationToken cancel)
    {
        var (ffmpeg, draw) = (services.GetRequiredService<Ffmpeg>(), services.GetRequiredService<DrawInfographic>());
        if (!ffmpeg.IsInstalled || !draw.MakesPictures)
            return null;
        var folder = Directory.CreateDirectory(services.GetRequiredService<Incoming>().Path(StoredFile.NewName()));
        try
        {
            foreach (var (number, page) in Pages.Index())
            {
                var drawn = await draw.Png(new(InfographicTemplate.Points, new(page.Title, page.Lines, "", ""), InfographicWords.None, ""), "id", cancel);
                if (drawn is null)
                    return null;
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, FormattableString.Invariant($"page{number}.png")), drawn, cancel);
            }
            var target = Path.Combine(folder.FullName, "film.mp4");
            string[] how = ["-f", "image2", "-framerate", "1/2", "-i", Path.Combine(folder.FullName, "page%d.png"), "-vf", "scale=384:480,format=yuv420p", "-r", "8", "-c:v", "libx264", "-preset", "ultrafast", target];
            return await ffmpeg.Make(how, folder.FullName, null, cancel) is null ? await File.ReadAllBytesAsync(target, cancel) : null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Check<T>(Result<T> result)
    {
        if (!result.Ok)
            throw new InvalidOperationException($"The sample film could not be shown: {result.Problems[0].Code} {result.Problems[0].Field}.");
    }
}
