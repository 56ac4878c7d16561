using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Insights.Measures;

/// <summary>Engagement: likes, shares and replies of the posts, as each channel told them last in the period.</summary>
internal sealed class EngagementFigure(PendopoDb db) : IObjectiveFigure
{
    public ObjectiveMeasure Measure => ObjectiveMeasure.Engagement;

    /// <summary>Readings are totals of a post, so what came before the first day is taken off; null while no channel has told anything.</summary>
    public async Task<long?> Of(IReadOnlyCollection<Id<Post>> posts, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var rows = await db.Set<Measure>().AsNoTracking().Where(row => posts.Contains(row.PostId) && row.Day <= to)
            .OrderBy(row => row.Day).Select(row => new { row.PostId, row.ChannelId, row.Day, row.Likes, row.Shares, row.Replies }).ToListAsync(cancel);
        var told = rows.Where(row => (row.Likes ?? row.Shares ?? row.Replies) is not null).GroupBy(row => (row.PostId, row.ChannelId)).ToList();
        if (told.Count == 0)
            return null;
        return told.Sum(channel =>
        {
            long Total(IEnumerable<(int? Likes, int? Shares, int? Replies)> readings) => readings.LastOrDefault() is var last ? (last.Likes ?? 0) + (last.Shares ?? 0) + (last.Replies ?? 0) : 0;
            return Total(channel.Select(row => (row.Likes, row.Shares, row.Replies))) - Total(channel.Where(row => row.Day < from).Select(row => (row.Likes, row.Shares, row.Replies)));
        });
    }
}
