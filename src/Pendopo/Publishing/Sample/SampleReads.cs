using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Views;

namespace Pendopo.Publishing.Sample;

/// <summary>How often the posts of the sample centre were read, day by day: most on the first days, fewer later.</summary>
internal static class SampleReads
{
    private static readonly int[] Falling = [34, 21, 13, 8, 6, 4, 3];

    // Told over the last weeks, at the hours at which a centre writes, so that there is something to compare.
    private static readonly TimeOnly[] Hours = [new(7, 30), new(12, 15), new(19, 30)];

    private static async Task<List<(Post Post, DateTimeOffset At)>> Spread(SampleScene scene, List<Post> posts, CancellationToken cancel)
    {
        var planned = await scene.Db.Set<CampaignPost>().AcrossCentres().Select(row => row.PostId).ToListAsync(cancel);
        var told = posts.Where(post => !planned.Contains(post.Id)).ToList();
        // What belongs to the campaign went out after it began, before the newest.
        told.InsertRange(Math.Max(0, told.Count - 1), posts.Where(post => planned.Contains(post.Id)));
        var today = Clock.DateOf(scene.Now, scene.Melati.Zone);
        var spread = told.ConvertAll(post => (Post: post, At: default(DateTimeOffset)));
        foreach (var (number, post) in told.Index())
        {
            var day = today.AddDays(-(2 + (6 * (told.Count - 1 - number))));
            spread[number] = (post, scene.Melati.Instant(day.ToDateTime(Hours[number % Hours.Length])));
            await new SamplePosts(scene).Backdate(post.Id, spread[number].At, cancel);
        }
        return spread;
    }

    public static async Task Add(SampleScene scene, CancellationToken cancel)
    {
        var posts = await scene.Db.Set<Post>().AcrossCentres().AsNoTracking().Where(post => post.CentreId == scene.Melati.Id && post.FirstOutAt != null && post.RecalledAt == null).OrderBy(post => post.FirstOutAt).ToListAsync(cancel);
        var known = await scene.Db.Set<ViewCount>().AcrossCentres().Where(row => row.CentreId == scene.Melati.Id).Select(row => row.PostId).Distinct().ToListAsync(cancel);
        var today = Clock.DateOf(scene.Now, scene.Melati.Zone);
        foreach (var (number, (post, at)) in (await Spread(scene, posts, cancel)).Index().Where(pair => !known.Contains(pair.Item.Post.Id)))
        {
            var first = Clock.DateOf(at, scene.Melati.Zone);
            for (var day = 0; day < Falling.Length && first.AddDays(day) <= today; day++)
                scene.Db.Add(ViewCount.Of(post.Id, post.CentreId, first.AddDays(day), Falling[day] * (3 + (number % 4)) / 3, Falling[day] / 9));
        }
        await scene.Db.SaveChangesAsync(cancel);
    }
}
