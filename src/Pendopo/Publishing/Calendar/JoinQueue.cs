using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;

namespace Pendopo.Publishing.Calendar;

/// <summary>A queue with its next free hour.</summary>
internal sealed record QueueOffer(Id<PostingQueue> Id, string Name, IReadOnlyList<Id<Channel>> Channels, DateTimeOffset? Next);

/// <summary>The queues of the centre, and how a post joins one.</summary>
internal sealed class JoinQueue(PendopoDb db, Here here, TimeProvider time, PostLedger ledger, SchedulePost schedule)
{
    // A person still looks at the post for a moment; and nobody looks further ahead than a year.
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(5), Horizon = TimeSpan.FromDays(366);

    /// <summary>Every queue by name, with the hour that a post would get now.</summary>
    public async Task<IReadOnlyList<QueueOffer>> Offers(CancellationToken cancel)
    {
        var queues = await db.Set<PostingQueue>().AsNoTracking().OrderBy(queue => queue.Name).ToListAsync(cancel);
        var offers = new List<QueueOffer>(queues.Count);
        foreach (var queue in queues)
            offers.Add(new(queue.Id, queue.Name, queue.Channels, await Next(queue, cancel)));
        return offers;
    }

    /// <summary>Schedules the post for the next free hour of the queue, on the queue's channels.</summary>
    public async Task<Result<Post>> Run(Id<Post> post, Id<PostingQueue> id, CancellationToken cancel)
    {
        if (await db.Set<PostingQueue>().AsNoTracking().FirstOrDefaultAsync(queue => queue.Id == id, cancel) is not { } queue)
            return Problem.NotFound;
        if (await Next(queue, cancel) is not { } next)
            return ledger.Problem("QueueIsFull", "Queue");
        var open = await db.Set<Channel>().Where(channel => channel.State != ChannelState.Off).Select(channel => channel.Id).ToListAsync(cancel);
        return await schedule.Run(new(post, [.. queue.Channels.Where(open.Contains)], here.Centre.Local(next).DateTime), cancel);
    }

    private async Task<DateTimeOffset?> Next(PostingQueue queue, CancellationToken cancel)
    {
        var (now, channels) = (time.Now(), queue.Channels);
        var taken = await db.Set<Publication>().AsNoTracking()
            .Where(row => channels.Contains(row.ChannelId) && row.DueAt > now && row.State != PublicationState.Recalled)
            .Select(row => row.DueAt!.Value).ToListAsync(cancel);
        return QueueGaps.Next(queue.Slots, here.Centre.Zone, now + Lead, now + Horizon, taken.ToHashSet());
    }
}
