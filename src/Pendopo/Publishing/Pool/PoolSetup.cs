using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Campaigns;

namespace Pendopo.Publishing.Pool;

/// <summary>What the pool of the district adds to its room.</summary>
internal static class PoolSetup
{
    public static Permission Right => new(ShareCampaign.MayShare, SampleRoles.DistrictOfficer);

    public static void Add(IServiceCollection services) => services.AddScoped<PoolReader>().AddScoped<ShareCampaign>().AddScoped<TakeOver>().AddScoped<FillLocal>();

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        var pool = routes.MapGroup("/api/v1/pool").WithTags("Campaigns").Needs("publishing.see");
        pool.MapGet("/", async (PoolReader reader, CancellationToken cancel) => TypedResults.Ok(await reader.All(cancel)));
        pool.MapPost("/{id}/copies", TakenOver).Needs("publishing.publish");
        var sharing = routes.MapGroup("/api/v1/campaigns/{id}/sharing").WithTags("Campaigns").Needs(ShareCampaign.MayShare);
        sharing.MapPut("/", async (Id<Campaign> id, ShareCampaign share, CancellationToken cancel) => (await share.Run(id, true, cancel)).ToResult(_ => TypedResults.NoContent()));
        sharing.MapDelete("/", async (Id<Campaign> id, ShareCampaign share, CancellationToken cancel) => (await share.Run(id, false, cancel)).ToResult(_ => TypedResults.NoContent()));
    }

    private static async Task<IResult> TakenOver(Id<PoolEntry> id, TakeOver take, CancellationToken cancel) =>
        (await take.Run(id, cancel)).ToResult(campaign => TypedResults.Created($"/api/v1/campaigns/{campaign.Id}", CampaignBody.Of(campaign, null)));
}
