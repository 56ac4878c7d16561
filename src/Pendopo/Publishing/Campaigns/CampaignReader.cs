using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Desk;

namespace Pendopo.Publishing.Campaigns;

/// <summary>A campaign in a list.</summary>
public sealed record CampaignLine(Campaign Campaign, CampaignPhase Phase, int Posts, int Wanted);

/// <summary>A wanted kind, with how many stand and how many are out.</summary>
public sealed record PlanLine(PostKind Kind, int Wanted, int Written, int Sent);

/// <summary>A campaign with all that belongs to it.</summary>
public sealed record CampaignView(Campaign Campaign, CampaignPhase Phase, ObjectiveLine? Objective, IReadOnlyList<PostLine> Posts, IReadOnlyList<PlanLine> Plan);

/// <summary>An objective with where it stands.</summary>
/// <param name="Figure">The figure now, or null when nobody can tell yet.</param>
/// <param name="ByHand">No room counts it: a person enters it.</param>
public sealed record ObjectiveLine(Objective Objective, long? Figure, bool ByHand, int Campaigns)
{
    /// <summary>How much of the way from the baseline to the target is done, from 0 to 100; a target below the baseline is reached downwards.</summary>
    public int Percent => Figure is not { } figure ? 0
        : (int)Math.Clamp(100m * (figure - Objective.Baseline) / (Objective.Target - Objective.Baseline), 0, 100);
}

/// <summary>Reads campaigns and objectives, within the centre.</summary>
internal sealed class CampaignReader(PendopoDb db, Here here, PostBoard board, IEnumerable<IObjectiveFigure> figures, TimeProvider time)
{
    // A centre has a handful at a time; the page shows the newest.
    private const int Most = 100;

    private DateOnly Today => Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);

    /// <summary>The campaigns, those that end last first.</summary>
    public async Task<IReadOnlyList<CampaignLine>> All(CancellationToken cancel)
    {
        var campaigns = await db.Set<Campaign>().AsNoTracking().OrderByDescending(row => row.ToDay).ThenBy(row => row.Id).Take(Most).ToListAsync(cancel);
        var ids = campaigns.Select(row => row.Id).ToList();
        var counts = await db.Set<CampaignPost>().AsNoTracking().Where(row => ids.Contains(row.CampaignId)).GroupBy(row => row.CampaignId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        return [.. campaigns.Select(row => new CampaignLine(row, row.PhaseOn(Today), counts.GetValueOrDefault(row.Id), row.Plan.Values.Sum()))];
    }

    public async Task<CampaignView?> Read(Id<Campaign> id, CancellationToken cancel)
    {
        if (await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } campaign)
            return null;
        var posts = await board.OfPosts(await PostsOf([id], cancel), cancel);
        var objective = campaign.ObjectiveId is { } aim ? await db.Set<Objective>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == aim, cancel) : null;
        var plan = campaign.Plan.Keys.Union(posts.Select(post => post.Kind)).Order()
            .Select(kind => new PlanLine(kind, campaign.Plan.GetValueOrDefault(kind), posts.Count(post => post.Kind == kind), posts.Count(post => post.Kind == kind && post.State == WorkState.Sent)));
        return new(campaign, campaign.PhaseOn(Today), objective is null ? null : await Line(objective, cancel), posts, [.. plan]);
    }

    /// <summary>The wanted kinds of a campaign, or of all that run on some days, with how many of their posts stand and are out.</summary>
    public async Task<IReadOnlyList<PlanLine>> Plan(Id<Campaign>? one, DateOnly first, DateOnly last, CancellationToken cancel)
    {
        var campaigns = await db.Set<Campaign>().AsNoTracking().Where(row => one == null ? row.FromDay <= last && row.ToDay >= first : row.Id == one).Take(Most).ToListAsync(cancel);
        if (campaigns.All(row => row.PlanText == "{}"))
            return [];
        var ids = campaigns.Select(row => row.Id).ToList();
        var counts = await db.Set<CampaignPost>().AsNoTracking().Where(row => ids.Contains(row.CampaignId))
            .Join(db.Set<Post>().AsNoTracking(), member => member.PostId, post => post.Id, (_, post) => post)
            .GroupBy(post => post.Kind).Select(group => new { group.Key, Written = group.Count(), Sent = group.Count(post => post.FirstOutAt != null && post.RecalledAt == null) }).ToListAsync(cancel);
        return [.. campaigns.SelectMany(row => row.Plan.Keys).Union(counts.Select(count => count.Key)).Order()
            .Select(kind => new PlanLine(kind, campaigns.Sum(row => row.Plan.GetValueOrDefault(kind)), counts.FirstOrDefault(count => count.Key == kind)?.Written ?? 0, counts.FirstOrDefault(count => count.Key == kind)?.Sent ?? 0))];
    }

    /// <summary>The objectives with their figures, those that end last first.</summary>
    public async Task<IReadOnlyList<ObjectiveLine>> Objectives(CancellationToken cancel)
    {
        var lines = new List<ObjectiveLine>();
        foreach (var objective in await db.Set<Objective>().AsNoTracking().OrderByDescending(row => row.ToDay).ThenBy(row => row.Id).Take(Most).ToListAsync(cancel))
            lines.Add(await Line(objective, cancel));
        return lines;
    }

    /// <summary>Whether some room counts the measure.</summary>
    public bool IsCounted(ObjectiveMeasure measure) => figures.Any(figure => figure.Measure == measure);

    private async Task<ObjectiveLine> Line(Objective objective, CancellationToken cancel)
    {
        var campaigns = await db.Set<Campaign>().AsNoTracking().Where(row => row.ObjectiveId == objective.Id).Select(row => row.Id).ToListAsync(cancel);
        if (figures.FirstOrDefault(figure => figure.Measure == objective.Measure) is not { } counted)
            return new(objective, objective.Entered, ByHand: true, campaigns.Count);
        var posts = await PostsOf(campaigns, cancel);
        // Where the room cannot tell, what a person entered holds.
        var figure = await counted.Of(posts, objective.FromDay, objective.ToDay, cancel);
        return figure is null && objective.Entered is not null ? new(objective, objective.Entered, ByHand: true, campaigns.Count) : new(objective, figure, ByHand: false, campaigns.Count);
    }

    private Task<List<Id<Post>>> PostsOf(IReadOnlyCollection<Id<Campaign>> campaigns, CancellationToken cancel) =>
        db.Set<CampaignPost>().AsNoTracking().Where(row => campaigns.Contains(row.CampaignId)).Select(row => row.PostId).ToListAsync(cancel);
}

/// <summary>Reach: how often the posts were read on the centre's own site.</summary>
internal sealed class ReachFigure(PendopoDb db) : IObjectiveFigure
{
    public ObjectiveMeasure Measure => ObjectiveMeasure.Reach;

    public async Task<long?> Of(IReadOnlyCollection<Id<Post>> posts, DateOnly from, DateOnly to, CancellationToken cancel) =>
        await db.Set<Views.ViewCount>().AsNoTracking().Where(row => posts.Contains(row.PostId) && row.Day >= @from && row.Day <= to).SumAsync(row => (long)row.Views, cancel);
}
