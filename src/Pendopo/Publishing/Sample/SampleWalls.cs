using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Walls;

namespace Pendopo.Publishing.Sample;

/// <summary>The screen in the sample centre's waiting room and a poster at its door, with posts that went there by the ways of every post.</summary>
internal static class SampleWalls
{
    private const int OnScreen = 4;

    public static Task Add(SampleScene scene, CancellationToken cancel) => scene.As("officer", scene.Melati, async services =>
    {
        var (keep, db) = (services.GetRequiredService<KeepWalls>(), services.GetRequiredService<PendopoDb>());
        if (!(await keep.Make(new("Ruang tunggu", $"{Screen.UsualSeconds}", $"{Screen.UsualDays}"), cancel)).Ok || !(await keep.BeginPosters(cancel)).Ok)
            throw new InvalidOperationException("The sample's screen was refused.");
        var posts = await db.Set<Post>().Where(post => post.FirstOutAt != null && post.RecalledAt == null && post.Language == "id").OrderByDescending(post => post.FirstOutAt).Take(OnScreen).Select(post => post.Id).ToListAsync(cancel);
        foreach (var post in posts)
            await Send(services, post, ScreenConnector.NetworkName, cancel);
        await Send(services, posts[0], PosterConnector.NetworkName, cancel);
    }, cancel);

    private static async Task Send(IServiceProvider services, Id<Post> post, string network, CancellationToken cancel)
    {
        var db = services.GetRequiredService<PendopoDb>();
        var channel = await db.Set<Channel>().Where(row => row.Network == network).Select(row => row.Id).SingleAsync(cancel);
        // Whom a post shows may not have agreed to every wall: such a post stays where it is.
        if (!(await services.GetRequiredService<SchedulePost>().Run(new(post, [channel], null), cancel)).Ok)
            return;
        var publication = await db.Set<Publication>().AsNoTracking().SingleAsync(row => row.PostId == post && row.Network == network, cancel);
        await services.GetRequiredService<IJobHandler<TakeStep>>().Run(new(publication.Id, publication.Version), cancel);
    }
}
