using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Insights.Measures;

/// <summary>What the networks told of the sample centre's posts on their first days.</summary>
internal static class SampleMeasures
{
    public static async Task Add(SampleScene scene, CancellationToken cancel)
    {
        var channel = await scene.Db.Set<Channel>().AcrossCentres().AsNoTracking().FirstOrDefaultAsync(row => row.CentreId == scene.Melati.Id && row.Network == "fediverse", cancel);
        var posts = await scene.Db.Set<Post>().AcrossCentres().AsNoTracking().Where(row => row.CentreId == scene.Melati.Id && row.FirstOutAt != null && row.RecalledAt == null).OrderBy(row => row.FirstOutAt).ToListAsync(cancel);
        if (channel is null || await scene.Db.Set<Measure>().AcrossCentres().AnyAsync(row => row.CentreId == scene.Melati.Id, cancel))
            return;
        var today = Clock.DateOf(scene.Now, scene.Melati.Zone);
        foreach (var (number, post) in posts.Index())
        {
            var at = post.FirstOutAt!.Value;
            var first = Clock.DateOf(at, scene.Melati.Zone);
            for (var day = 0; day < 5 && first.AddDays(day) <= today; day++)
            {
                var measure = Measure.Of(new(post.Id, channel.Id, channel.Network, null, PublicationState.Sent, at), post.CentreId, first.AddDays(day));
                measure.Read(new(4 + (2 * day) + (number % 5), 1 + (day / 2) + (number % 3), day / 2), at.AddDays(day));
                scene.Db.Add(measure);
            }
        }
        await scene.Db.SaveChangesAsync(cancel);
    }
}
