using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Pool;

/// <summary>Puts a campaign into the pool of the district, or takes it out. What was taken over stays with those who took it.</summary>
internal sealed class ShareCampaign(PendopoDb db, PostLedger ledger, PoolReader reader)
{
    public const string MayShare = "publishing.share";

    public async Task<Result<Done>> Run(Id<Campaign> id, bool share, CancellationToken cancel)
    {
        if (ledger.Forbids(MayShare) is { } forbidden)
            return forbidden;
        if (await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } campaign)
            return Problem.NotFound;
        var entry = await db.Set<PoolEntry>().FirstOrDefaultAsync(row => row.CampaignId == id, cancel);
        if (share && entry is null)
            db.Add(PoolEntry.Of(campaign, await reader.DistrictPath(cancel), ledger.Now));
        else if (!share && entry is not null)
            db.Remove(entry);
        return await db.TrySave(cancel) ? default(Done) : ledger.Problem("ChangedMeanwhile");
    }
}
