using Microsoft.EntityFrameworkCore;
using Pendopo.Insights.Measures;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Insights.Dashboard;

/// <summary>Reads the dashboard of the centre in scope.</summary>
internal sealed class DashboardReader(PendopoDb db, Here here, PlanBook plans, PostViews views, TimeProvider time)
{
    public const int Weeks = 13, FirstDays = 7, HourBlock = 3;

    public async Task<DashboardFigures> Read(CancellationToken cancel)
    {
        var today = Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);
        var monday = Monday(today);
        var first = monday.AddDays(-7 * (Weeks - 1));
        var tallied = await plans.Out(here.Centre.Instant(first.ToDateTime(TimeOnly.MinValue)), cancel);
        var read = await views.Between(first, today, cancel);
        var told = await db.Set<Measure>().AsNoTracking().Where(row => row.Day >= first && row.Day <= today).OrderBy(row => row.Day).ToListAsync(cancel);
        var (byViews, byMeasure) = (read.ToLookup(day => day.Post), told.ToLookup(row => row.PostId));
        var posts = tallied.Select(post => Result(post, byViews[post.Id], byMeasure[post.Id])).ToList();
        // A young post has not had its days yet, and would pull down the hour and the kind it happens to be.
        var grown = posts.Where(post => DateOnly.FromDateTime(post.OutAt).AddDays(FirstDays) <= today).ToList();
        var campaigns = await plans.Campaigns(first, today, cancel);
        return new(
            [.. Enumerable.Range(0, Weeks).Select(week => Week(first.AddDays(7 * week), posts, read, told))],
            [.. (await plans.Objectives(cancel)).Where(objective => objective.To >= first)],
            [.. campaigns.Select(campaign => Campaign(campaign, posts))],
            posts,
            Shrinkage.Of(grown.Select(post => (post.Kind, (double)post.Responses))),
            Shrinkage.Of(grown.Select(post => (post.OutAt.Hour / HourBlock * HourBlock, (double)post.Responses))),
            Mix(campaigns, posts),
            [.. posts.GroupBy(post => post.Kind).OrderBy(group => group.Key).Select(Effort)]);
    }

    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private PostResult Result(TalliedPost post, IEnumerable<DayOfViews> views, IEnumerable<Measure> measures)
    {
        var local = here.Centre.Local(post.FirstOutAt).DateTime;
        var (day, end) = (DateOnly.FromDateTime(local), DateOnly.FromDateTime(local).AddDays(FirstDays));
        // Readings are totals: the last of the first days stands for them; a network first read later is taken as it was told first.
        var reactions = measures.GroupBy(row => row.ChannelId).Sum(channel => channel.LastOrDefault(row => row.Day < end) is { } last ? Reactions(last) : Reactions(channel.First()));
        return new(post.Id, post.Title, post.Kind, local, views.Where(one => one.Day >= day && one.Day < end).Sum(one => one.Views), reactions, post.Minutes);
    }

    private static WeekResult Week(DateOnly monday, List<PostResult> posts, IReadOnlyList<DayOfViews> read, List<Measure> told)
    {
        var end = monday.AddDays(7);
        var reactions = told.GroupBy(row => (row.PostId, row.ChannelId)).Sum(channel =>
            Math.Max(0, Reactions(channel.LastOrDefault(row => row.Day < end)) - Reactions(channel.LastOrDefault(row => row.Day < monday))));
        return new(monday, posts.Count(post => DateOnly.FromDateTime(post.OutAt) >= monday && DateOnly.FromDateTime(post.OutAt) < end), read.Where(day => day.Day >= monday && day.Day < end).Sum(day => day.Views), reactions);
    }

    private static int Reactions(Measure? row) => row is null ? 0 : (row.Likes ?? 0) + (row.Shares ?? 0) + (row.Replies ?? 0);

    private static CampaignResult Campaign(PlannedCampaign campaign, List<PostResult> posts)
    {
        var own = posts.FindAll(post => campaign.Posts.Contains(post.Id));
        return new(campaign, own.Count, own.Sum(post => post.Responses), own);
    }

    private static List<MixLine> Mix(IReadOnlyList<PlannedCampaign> campaigns, List<PostResult> posts) =>
        [.. campaigns.SelectMany(campaign => campaign.Plan.Keys).Union(posts.Select(post => post.Kind)).Order().Select(kind => new MixLine(kind, campaigns.Sum(campaign => campaign.Plan.GetValueOrDefault(kind)), posts.Count(post => post.Kind == kind)))];

    private static EffortLine Effort(IGrouping<PostKind, PostResult> kind)
    {
        var noted = kind.Where(post => post.Minutes > 0).ToList();
        var minutes = noted.Sum(post => post.Minutes);
        return new(kind.Key, noted.Count, minutes, noted.Sum(post => post.Responses), minutes == 0 ? null : noted.Sum(post => post.Responses) * 60.0 / minutes);
    }
}
