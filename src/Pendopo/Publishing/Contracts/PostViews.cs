using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Views;

namespace Pendopo.Publishing.Contracts;

/// <summary>One day of a post on the centre's own site.</summary>
/// <param name="Day">The day by the centre's clock.</param>
/// <param name="Clicks">How often readers left by a link of the post.</param>
public sealed record DayOfViews(Id<Post> Post, DateOnly Day, int Views, int Clicks);

/// <summary>How often posts were looked at on the centre's own site: counted without cookies, without third parties, without known robots.</summary>
public sealed class PostViews(PendopoDb db)
{
    /// <summary>The days of a post that had views, earliest first; a day without is absent.</summary>
    public async Task<IReadOnlyList<DayOfViews>> Of(Id<Post> post, CancellationToken cancel) =>
        await db.Set<ViewCount>().AsNoTracking().Where(count => count.PostId == post).OrderBy(count => count.Day)
            .Select(count => new DayOfViews(count.PostId, count.Day, count.Views, count.Clicks)).ToListAsync(cancel);

    /// <summary>All posts of the centre in scope from a day to a day, both included.</summary>
    public async Task<IReadOnlyList<DayOfViews>> Between(DateOnly from, DateOnly to, CancellationToken cancel) =>
        await db.Set<ViewCount>().AsNoTracking().Where(count => count.Day >= from && count.Day <= to).OrderBy(count => count.Day)
            .Select(count => new DayOfViews(count.PostId, count.Day, count.Views, count.Clicks)).ToListAsync(cancel);
}
