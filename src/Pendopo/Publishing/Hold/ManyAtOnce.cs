using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Hold;

/// <summary>Failed sends of one channel.</summary>
public sealed record FailedOn(Channel Channel, int Count);

/// <summary>The same act on many posts: moved by days, taken out of the plan, tried again. What cannot be done is counted and left as it is.</summary>
internal sealed class ManyAtOnce(PendopoDb db, PostLedger ledger, JobBoard jobs, IStringLocalizer<HoldText> words)
{
    /// <summary>How far a plan may be shifted at once.</summary>
    public const int MostDays = 90;

    private const int MostPosts = 200;

    private static readonly PublicationState[] Open = [PublicationState.Scheduled, PublicationState.WaitingForApproval];

    /// <summary>Channels where sends failed that can be tried again, with how many.</summary>
    public async Task<IReadOnlyList<FailedOn>> Failed(CancellationToken cancel)
    {
        var counts = await db.Set<Publication>().AsNoTracking().Where(row => row.NeedsPerson && row.State == PublicationState.Failed).GroupBy(row => row.ChannelId)
            .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel);
        var ids = counts.Select(row => row.Key).ToList();
        var channels = await db.Set<Channel>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(cancel);
        return [.. channels.OrderBy(channel => channel.Network, StringComparer.Ordinal).Select(channel => new FailedOn(channel, counts.First(row => row.Key == channel.Id).Count))];
    }

    /// <summary>Tries everything again that surely did not go out on a channel. What nobody is certain of is not touched.</summary>
    public async Task<Result<int>> RetryAll(Id<Channel> channel, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        var failed = await db.Set<Publication>().Where(row => row.ChannelId == channel && row.NeedsPerson && row.State == PublicationState.Failed)
            .OrderBy(row => row.Id).Take(MostPosts).ToListAsync(cancel);
        var ids = failed.Select(row => row.PostId).ToList();
        var posts = await db.Set<Post>().Where(post => ids.Contains(post.Id)).ToDictionaryAsync(post => post.Id, cancel);
        var done = 0;
        foreach (var publication in failed)
        {
            if (!publication.Retry(posts[publication.PostId].IsApproved, ledger.Now))
                continue;
            ledger.Note(posts[publication.PostId], DeedKind.Retried, channel: channel);
            done++;
        }
        if (done == 0)
            return words.Problem("NothingFailed");
        jobs.Add(new SendDue());
        return await db.TrySave(cancel) ? done : words.Problem("SomebodyElseChanged");
    }

    /// <summary>Moves what is planned of these posts by whole days, each at its hour on the centre's clock.</summary>
    /// <returns>How many posts moved; one whose new minute would be past stays.</returns>
    public Task<Result<int>> Move(IReadOnlyCollection<Id<Post>> posts, int days, CancellationToken cancel) =>
        days is 0 or < -MostDays or > MostDays ? Task.FromResult<Result<int>>(words.Problem("DaysUnclear", "Days", MostDays)) : Each(posts, (post, rows) => Shift(post, rows, days), cancel);

    /// <summary>Takes these posts out of the plan; their texts and approvals stay.</summary>
    public Task<Result<int>> Pause(IReadOnlyCollection<Id<Post>> posts, CancellationToken cancel) => Each(posts, (post, rows) =>
    {
        var taken = rows.FindAll(row => row.Unschedule());
        if (taken.Count == 0)
            return false;
        ledger.Note(post, DeedKind.Unscheduled);
        return true;
    }, cancel);

    private bool Shift(Post post, List<Publication> rows, int days)
    {
        var centre = ledger.Here.Centre;
        var moved = false;
        foreach (var group in rows.GroupBy(row => row.DueAt!.Value))
        {
            var to = centre.Instant(centre.Local(group.Key).DateTime.AddDays(days));
            if (to <= ledger.Now)
                continue;
            foreach (var publication in group)
                publication.ScheduleAt(to, post.IsApproved);
            ledger.Note(post, DeedKind.Moved, new Moved(group.Key, to).ToString());
            moved = true;
        }
        return moved;
    }

    private async Task<Result<int>> Each(IReadOnlyCollection<Id<Post>> ids, Func<Post, List<Publication>, bool> act, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        if (ids.Count is 0 or > MostPosts)
            return words.Problem("NoneChosen", "Posts", MostPosts);
        var posts = await db.Set<Post>().Where(post => ids.Contains(post.Id)).ToListAsync(cancel);
        var planned = await db.Set<Publication>().Where(row => ids.Contains(row.PostId) && row.DueAt != null && Open.Contains(row.State)).ToListAsync(cancel);
        var done = posts.Count(post => act(post, [.. planned.Where(row => row.PostId == post.Id)]));
        if (done == 0)
            return words.Problem("NothingToDo");
        jobs.Add(new SendDue());
        return await db.TrySave(cancel) ? done : words.Problem("SomebodyElseChanged");
    }
}
