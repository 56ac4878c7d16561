using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Evergreen;

/// <summary>Looks for free hours of tomorrow in every centre's queues.</summary>
[Job("publishing.tell-again", Queue = "default", MaxAttempts = 3)]
internal sealed record TellAgain : IJob;

/// <summary>Fills the free hours of the coming day with posts that may be told again: the one that rested longest first, one an hour. It stands in the
/// calendar for up to a day before it goes, so that a person can still take it away.</summary>
internal sealed class TellAgainJob(CentreDirectory centres, IServiceScopeFactory scopes, TimeProvider time) : IJobHandler<TellAgain>
{
    // Far enough ahead to be seen, near enough that an hour is left free for what people write today.
    private static readonly TimeSpan From = TimeSpan.FromHours(2), To = TimeSpan.FromHours(26);

    public async Task<JobOutcome> Run(TellAgain job, CancellationToken cancel)
    {
        foreach (var centre in await centres.All(cancel))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(centre.Id);
            await Fill(scope.ServiceProvider.GetRequiredService<PendopoDb>(), centre, cancel);
        }
        return JobOutcome.Done;
    }

    private async Task Fill(PendopoDb db, Centre centre, CancellationToken cancel)
    {
        var rows = await db.Set<EvergreenPost>().AsNoTracking().ToListAsync(cancel);
        if (rows.Count == 0)
            return;
        var ids = rows.Select(row => row.PostId).ToList();
        var posts = await db.Set<Post>().AsNoTracking().Where(post => ids.Contains(post.Id) && post.RecalledAt == null && post.FirstOutAt != null && post.Review == ReviewState.Approved).ToDictionaryAsync(post => post.Id, cancel);
        var told = await db.Set<Publication>().AsNoTracking().Where(row => ids.Contains(row.PostId)).ToListAsync(cancel);
        var open = await db.Set<Channel>().AsNoTracking().Where(channel => channel.State == ChannelState.Connected).ToListAsync(cancel);
        foreach (var queue in await db.Set<PostingQueue>().AsNoTracking().OrderBy(queue => queue.Name).ToListAsync(cancel))
        {
            var mine = rows.Where(row => row.QueueId == queue.Id && posts.TryGetValue(row.PostId, out var post) && post.IsApproved).ToList();
            var channels = open.Where(channel => queue.Channels.Contains(channel.Id)).ToList();
            if (mine.Count > 0 && channels.Count > 0)
                await FillQueue(db, new(centre, queue, mine, channels, posts, told), cancel);
        }
    }

    private sealed record Shelf(Centre Centre, PostingQueue Queue, List<EvergreenPost> Mine, List<Channel> Channels, Dictionary<Id<Post>, Post> Posts, List<Publication> Told);

    private async Task FillQueue(PendopoDb db, Shelf shelf, CancellationToken cancel)
    {
        var (now, channels) = (time.Now(), shelf.Queue.Channels);
        var taken = (await db.Set<Publication>().AsNoTracking().Where(row => channels.Contains(row.ChannelId) && row.DueAt > now && row.State != PublicationState.Recalled)
            .Select(row => row.DueAt!.Value).ToListAsync(cancel)).ToHashSet();
        foreach (var hour in QueueGaps.Coming(shelf.Queue.Slots, shelf.Centre.Zone, now + From).TakeWhile(at => at < now + To).Where(at => !taken.Contains(at)))
        {
            var day = Clock.DateOf(hour, shelf.Centre.Zone);
            var next = shelf.Mine.Select(row => (Row: row, Last: Last(shelf, row.PostId))).Where(pair => pair.Row.MayBeToldOn(day, pair.Last)).OrderBy(pair => pair.Last).ThenBy(pair => pair.Row.PostId).Select(pair => pair.Row).FirstOrDefault();
            if (next is null)
                return;
            Plan(db, shelf, shelf.Posts[next.PostId], hour);
            // The same hour filled by another node is a row that is there already: then this one's is left.
            if (!await db.TrySave(cancel))
                return;
        }
    }

    private void Plan(PendopoDb db, Shelf shelf, Post post, DateTimeOffset hour)
    {
        foreach (var channel in shelf.Channels)
        {
            var telling = shelf.Told.Where(row => row.PostId == post.Id && row.ChannelId == channel.Id).Select(row => row.Telling ?? 0).DefaultIfEmpty(0).Max() + 1;
            var publication = Publication.Again(post, channel, telling, time.Now());
            publication.ScheduleAt(hour, approved: true);
            shelf.Told.Add(publication);
            db.Add(publication);
        }
    }

    // When it was told last, or will be.
    private static DateOnly? Last(Shelf shelf, Id<Post> post) => shelf.Told.Where(row => row.PostId == post && row.State != PublicationState.Draft).Select(row => row.SentAt ?? row.DueAt).Max() is { } at ? Clock.DateOf(at, shelf.Centre.Zone) : null;
}
