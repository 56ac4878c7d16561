using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Pool;

/// <summary>A campaign of the pool, as a centre of the district sees it.</summary>
/// <param name="From">The centre that shares it.</param>
/// <param name="Posts">Its approved posts, which are what is taken over.</param>
/// <param name="Taken">This centre's own campaign that came of it, or null.</param>
internal sealed record PoolLine(Id<PoolEntry> Id, string From, string Name, string Brief, DateOnly FirstDay, DateOnly LastDay, int Posts, Id<Campaign>? Taken, bool Own);

/// <summary>Reads what the district shares with the centre in scope. The bound of every query is the path of the centre's own area.</summary>
internal sealed class PoolReader(PendopoDb db, Here here)
{
    private const int Most = 100;

    /// <summary>What this centre may take over, the newest first.</summary>
    public async Task<IReadOnlyList<PoolLine>> All(CancellationToken cancel)
    {
        var mine = here.Centre.Id;
        var entries = await Open(await MyPath(cancel)).OrderByDescending(entry => entry.SharedAt).Take(Most).ToListAsync(cancel);
        var ids = entries.Select(entry => entry.CampaignId).ToList();
        var campaigns = await db.Set<Campaign>().AcrossCentres().AsNoTracking().Where(campaign => ids.Contains(campaign.Id)).ToDictionaryAsync(campaign => campaign.Id, cancel);
        var counts = await Posts(ids).GroupBy(pair => pair.Campaign).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        var taken = await db.Set<PoolCopy>().AsNoTracking().ToDictionaryAsync(copy => copy.EntryId, copy => copy.CampaignId, cancel);
        var centres = await db.Set<Centre>().AsNoTracking().ToDictionaryAsync(centre => centre.Id, centre => centre.Name, cancel);
        return [.. entries.Where(entry => campaigns.ContainsKey(entry.CampaignId)).Select(entry => (entry, campaign: campaigns[entry.CampaignId])).Select(pair => new PoolLine(pair.entry.Id, centres[pair.entry.CentreId], pair.campaign.Name,
            pair.campaign.Brief, pair.campaign.FromDay, pair.campaign.ToDay, counts.GetValueOrDefault(pair.campaign.Id), taken.TryGetValue(pair.entry.Id, out var copy) ? copy : null, pair.entry.CentreId == mine))];
    }

    /// <summary>The entry of the pool, where this centre may take it; else null.</summary>
    public async Task<PoolEntry?> Find(Id<PoolEntry> id, CancellationToken cancel) => await Open(await MyPath(cancel)).FirstOrDefaultAsync(entry => entry.Id == id, cancel);

    /// <summary>The approved posts of a campaign of another centre.</summary>
    public Task<List<Post>> PostsOf(PoolEntry entry, CancellationToken cancel) => Posts([entry.CampaignId]).Select(pair => pair.Post).OrderBy(post => post.Id).ToListAsync(cancel);

    /// <summary>The path of the area that a campaign of this centre is shared with: the one above the centre's own.</summary>
    public async Task<string> DistrictPath(CancellationToken cancel)
    {
        var own = await db.Set<Area>().AsNoTracking().FirstAsync(area => area.Id == here.Centre.AreaId, cancel);
        return own.ParentId is { } parent ? (await db.Set<Area>().AsNoTracking().FirstAsync(area => area.Id == parent, cancel)).Path : own.Path;
    }

    private async Task<string> MyPath(CancellationToken cancel) => (await db.Set<Area>().AsNoTracking().FirstAsync(area => area.Id == here.Centre.AreaId, cancel)).Path;

    private IQueryable<PoolEntry> Open(string path) => db.Set<PoolEntry>().AcrossCentres().AsNoTracking().Where(entry => path.StartsWith(entry.AreaPath));

    private IQueryable<PoolPost> Posts(List<Id<Campaign>> campaigns) =>
        from member in db.Set<CampaignPost>().AcrossCentres().AsNoTracking()
        where campaigns.Contains(member.CampaignId)
        join post in db.Set<Post>().AcrossCentres().AsNoTracking() on member.PostId equals post.Id
        where post.Review == ReviewState.Approved && post.RecalledAt == null
        select new PoolPost { Campaign = member.CampaignId, Post = post };

    private sealed class PoolPost
    {
        public Id<Campaign> Campaign { get; init; }

        public Post Post { get; init; } = null!;
    }
}
