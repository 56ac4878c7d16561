using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Evergreen;

/// <summary>A post that may be told again, in a list.</summary>
/// <param name="Told">How often it went to a network.</param>
/// <param name="Last">When it was told last, or will be; null when never.</param>
/// <param name="Stale">Its check is past: it rests until somebody looked at it.</param>
internal sealed record EvergreenLine(Id<Post> Post, string Title, string Language, string Queue, int RestDays, DateOnly CheckBy, int Told, DateTimeOffset? Last, bool Stale);

/// <summary>Reads what may be told again, within the centre.</summary>
internal sealed class EvergreenReader(PendopoDb db, Here here, TimeProvider time)
{
    private const int Most = 300;

    public Task<EvergreenPost?> Of(Id<Post> post, CancellationToken cancel) => db.Set<EvergreenPost>().AsNoTracking().FirstOrDefaultAsync(row => row.PostId == post, cancel);

    /// <summary>All of them, those whose check comes first on top.</summary>
    public async Task<IReadOnlyList<EvergreenLine>> All(CancellationToken cancel)
    {
        var rows = await (from row in db.Set<EvergreenPost>().AsNoTracking()
                          join post in db.Set<Post>().AsNoTracking() on row.PostId equals post.Id
                          join queue in db.Set<PostingQueue>().AsNoTracking() on row.QueueId equals queue.Id into queues
                          from queue in queues.DefaultIfEmpty()
                          orderby row.CheckBy, row.PostId
                          select new { row, post.Title, post.Language, Queue = queue == null ? "" : queue.Name }).Take(Most).ToListAsync(cancel);
        var ids = rows.Select(row => row.row.PostId).ToList();
        var told = (await db.Set<Publication>().AsNoTracking().Where(row => ids.Contains(row.PostId) && (row.SentAt != null || row.DueAt != null)).Select(row => new { row.PostId, At = row.SentAt ?? row.DueAt, row.State, row.Network }).ToListAsync(cancel)).ToLookup(row => row.PostId);
        var today = Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);
        return [.. rows.Select(row => new EvergreenLine(row.row.PostId, row.Title, row.Language, row.Queue, row.row.RestDays, row.row.CheckBy,
            told[row.row.PostId].Count(one => one.State == PublicationState.Sent && one.Network is not (Publications.OwnChannels.Site or Publications.OwnChannels.Feeds)), told[row.row.PostId].Max(one => one.At), row.row.CheckBy < today))];
    }
}
