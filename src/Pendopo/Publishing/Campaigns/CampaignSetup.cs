using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Campaigns;

/// <summary>What campaigns and objectives add to their room.</summary>
internal static class CampaignSetup
{
    public static NavItem Item => new(NavPlace.Desk, 25, "/desk/campaigns", "signals", () => CampaignText.Say("Campaigns"), "publishing.see");

    public static void Add(IServiceCollection services) => services.AddScoped<CampaignReader>().AddScoped<KeepObjective>().AddScoped<KeepCampaign>().AddScoped<JoinCampaign>()
        .AddScoped<IObjectiveFigure, ReachFigure>()
        .AddScoped(provider => new PlanBook(provider.GetRequiredService<Pendopo.Platform.Data.PendopoDb>(), provider.GetRequiredService<CampaignReader>()));

    public static void Map(ModelBuilder builder)
    {
        Objective.Map(builder);
        Campaign.Map(builder);
    }
}
