using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;

namespace Pendopo.Tests.Channels.Everywhere;

/// <summary>Posts that fit every network: a title of their own, a picture and a short upright video that was made ready before.</summary>
internal sealed class FilmPosts(TestApp app)
{
    private readonly PublishingStage stage = new(app);
    private Id<Video> film;

    /// <summary>What is said in the video, for the networks that take it as a file; else nobody speaks in it.</summary>
    public string Captions { get; init; } = "";

    /// <summary>The title of a post, by which what stands of it is found again on every network.</summary>
    public static string Title(int number) => $"Kabar{number:0000}x";

    /// <summary>Approved posts, planned on all of the networks for a minute; at null now.</summary>
    public async Task<List<Id<Post>>> Plan(int posts, DateTime? at, params string[] networks)
    {
        var made = new List<Id<Post>>();
        for (var number = 0; number < posts; number++)
        {
            var post = await stage.Approved(await Words(number));
            await stage.Schedule(post.Id, at, networks);
            made.Add(post.Id);
        }
        return made;
    }

    /// <summary>The words of one, with the video that all of them show.</summary>
    public async Task<PostWords> Words(int number)
    {
        if (film == default)
            film = await Film();
        return new(PostKind.Video, Title(number), "Cuci tangan enam langkah.", "Basahi, sabuni, gosok, bilas, keringkan.", "Kebersihan", "id", "") { Details = new() { NobodyShown = true, Video = new PostVideo(film) { Silent = Captions.Length == 0, Captions = Captions, Transcript = "Tangan dibasahi, disabuni, digosok enam langkah, dibilas, dikeringkan.", Shows = Shown.Nobody } } };
    }

    private async Task<Id<Video>> Film()
    {
        await using var scope = await app.ScopeOf("officer");
        var (services, now) = (scope.ServiceProvider, app.Clock.GetUtcNow());
        var here = services.GetRequiredService<Here>();
        var (db, blobs) = (services.GetRequiredService<PendopoDb>(), services.GetRequiredService<IBlobStore>());
        var video = Video.Of(here.Centre.Id, here.Actor, 9, "", now);
        async Task<StoredFile> Put(FileType type, int width, int height, byte[] bytes)
        {
            var file = StoredFile.OfMedia(here.Centre.Id, here.Actor, type, new(width, height, bytes.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))), now);
            file.Declare(Shown.Nobody);
            file.HoldsNoText();
            await blobs.Keep(new(file.Name), bytes, default);
            db.Add(file);
            return file;
        }
        var poster = await Put(FileType.Jpeg, 540, 960, [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]);
        var small = await Put(FileType.Mp4, 240, 426, [1, 2, 3, 4]);
        var large = await Put(FileType.Mp4, 540, 960, [.. Enumerable.Range(0, 900).Select(number => (byte)number)]);
        db.Add(video);
        video.Made(new(poster, small, large, null), 20, now);
        await db.SaveChangesAsync();
        return video.Id;
    }
}
