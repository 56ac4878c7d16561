using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Team;

namespace Pendopo.Publishing.Contracts;

/// <summary>An objective as other rooms show it.</summary>
/// <param name="Figure">Where it stands now, or null when nobody can tell.</param>
/// <param name="Percent">How much of the way to the target is done, 0 to 100.</param>
public sealed record PlannedObjective(Guid Id, string Title, ObjectiveMeasure Measure, long Baseline, long Target, DateOnly From, DateOnly To, long? Figure, int Percent);

/// <summary>A campaign as other rooms show it.</summary>
/// <param name="Objective">The objective it serves, or null.</param>
/// <param name="Plan">How many posts of which kind are wanted; may be empty.</param>
public sealed record PlannedCampaign(Guid Id, string Name, Guid? Objective, DateOnly From, DateOnly To, IReadOnlyDictionary<PostKind, int> Plan, IReadOnlyList<Id<Post>> Posts);

/// <summary>A post that went out.</summary>
/// <param name="Minutes">How long people noted that they worked on it; 0 when nobody noted anything.</param>
public sealed record TalliedPost(Id<Post> Id, string Title, PostKind Kind, DateTimeOffset FirstOutAt, int Minutes);

/// <summary>What the centre in scope plans and what came of it, for later rooms.</summary>
public sealed class PlanBook
{
    // A quarter of a centre that posts ten times a day.
    private const int Most = 1_000;

    private readonly PendopoDb db;
    private readonly CampaignReader reader;

    internal PlanBook(PendopoDb db, CampaignReader reader) => (this.db, this.reader) = (db, reader);

    /// <summary>The objectives, those that end last first; empty when there is none.</summary>
    public async Task<IReadOnlyList<PlannedObjective>> Objectives(CancellationToken cancel) =>
        [.. (await reader.Objectives(cancel)).Select(line => new PlannedObjective(line.Objective.Id.Value, line.Objective.Title, line.Objective.Measure, line.Objective.Baseline, line.Objective.Target, line.Objective.FromDay, line.Objective.ToDay, line.Figure, line.Percent))];

    /// <summary>Campaigns that run on some day from the first to the last, both included, those that end last first.</summary>
    public async Task<IReadOnlyList<PlannedCampaign>> Campaigns(DateOnly first, DateOnly last, CancellationToken cancel)
    {
        var campaigns = await db.Set<Campaign>().AsNoTracking().Where(row => row.FromDay <= last && row.ToDay >= first).OrderByDescending(row => row.ToDay).ThenBy(row => row.Id).Take(Most).ToListAsync(cancel);
        var ids = campaigns.ConvertAll(row => row.Id);
        var members = (await db.Set<CampaignPost>().AsNoTracking().Where(row => ids.Contains(row.CampaignId)).ToListAsync(cancel)).ToLookup(row => row.CampaignId, row => row.PostId);
        return [.. campaigns.Select(row => new PlannedCampaign(row.Id.Value, row.Name, row.ObjectiveId?.Value, row.FromDay, row.ToDay, row.Plan, [.. members[row.Id]]))];
    }

    /// <summary>Posts that first went out at or after an instant and still stand, newest first, at most a thousand.</summary>
    public async Task<IReadOnlyList<TalliedPost>> Out(DateTimeOffset since, CancellationToken cancel)
    {
        var posts = await db.Set<Post>().AsNoTracking().Where(row => row.FirstOutAt >= since && row.RecalledAt == null).OrderByDescending(row => row.FirstOutAt).Take(Most)
            .Select(row => new { row.Id, row.Title, row.Kind, row.FirstOutAt }).ToListAsync(cancel);
        var ids = posts.ConvertAll(row => row.Id);
        var minutes = await db.Set<Effort>().AsNoTracking().Where(row => ids.Contains(row.PostId)).GroupBy(row => row.PostId).Select(group => new { group.Key, Sum = group.Sum(row => row.Minutes) }).ToDictionaryAsync(row => row.Key, row => row.Sum, cancel);
        return [.. posts.Select(row => new TalliedPost(row.Id, row.Title, row.Kind, row.FirstOutAt!.Value, minutes.GetValueOrDefault(row.Id)))];
    }
}
