using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Insights.Measures;

/// <summary>The newest figures of a post on one channel; null is unknown.</summary>
public sealed record ChannelFigures(string Network, string Handle, int? Views, int? Clicks, int? Likes, int? Shares, int? Replies, DateTimeOffset? ReadAt);

/// <summary>The sum of what is known on one day.</summary>
public sealed record DayFigures(DateOnly Day, int Views, int Reactions);

public sealed record Figures(IReadOnlyList<ChannelFigures> Channels, IReadOnlyList<DayFigures> Days)
{
    public int? Views => Sum(row => row.Views);

    public int? Likes => Sum(row => row.Likes);

    public int? Shares => Sum(row => row.Shares);

    public int? Replies => Sum(row => row.Replies);

    // The sum of what is known; unknown only when no channel tells.
    private int? Sum(Func<ChannelFigures, int?> figure) => Channels.Any(row => figure(row) is not null) ? Channels.Sum(row => figure(row) ?? 0) : null;
}

/// <summary>What a post achieved, from the readings kept.</summary>
public sealed class PostFigures(PendopoDb db, PublishedPosts posts)
{
    public async Task<Figures> Of(Id<Post> post, CancellationToken cancel)
    {
        var publications = await posts.Of(post, cancel);
        var rows = await db.Set<Measure>().AsNoTracking().Where(row => row.PostId == post).OrderBy(row => row.Day).ToListAsync(cancel);
        var handles = await db.Set<Pendopo.Channels.Contracts.Channel>().AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.Handle, cancel);
        var channels = publications.Where(found => found.Remote is not null).Select(found =>
        {
            var last = rows.FindLast(row => row.ChannelId == found.Channel);
            return new ChannelFigures(found.Network, handles.GetValueOrDefault(found.Channel, ""), last?.Views, last?.Clicks, last?.Likes, last?.Shares, last?.Replies, last?.ReadAt);
        });
        return new([.. channels], Days(rows));
    }

    // Readings are totals; a channel that was not read on a day keeps its last one.
    private static List<DayFigures> Days(List<Measure> rows)
    {
        var last = new Dictionary<Id<Pendopo.Channels.Contracts.Channel>, Measure>();
        var days = new List<DayFigures>();
        foreach (var day in rows.GroupBy(row => row.Day))
        {
            foreach (var row in day)
                last[row.ChannelId] = row;
            days.Add(new(day.Key, last.Values.Sum(row => row.Views ?? 0), last.Values.Sum(row => (row.Likes ?? 0) + (row.Shares ?? 0) + (row.Replies ?? 0))));
        }
        return days;
    }
}
