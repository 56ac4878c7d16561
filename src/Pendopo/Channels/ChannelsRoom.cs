using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Bluesky;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse;
using Pendopo.Channels.Fediverse.Reported;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Ui;

namespace Pendopo.Channels;

/// <summary>The networks and the centre's accounts on them.</summary>
internal sealed class ChannelsRoom : Room
{
    public const string MaySee = "channels.see", MayConnect = "channels.connect", MayFollow = "channels.follow", MayModerate = "channels.moderate";

    public override string Name => "channels";

    public override Type Words => typeof(ChannelsText);

    public override IEnumerable<Permission> Permissions =>
    [
        new(MaySee, SampleRoles.Officer, SampleRoles.Head, SampleRoles.DistrictOfficer),
        new(MayConnect, SampleRoles.Officer),
        new(MayFollow, SampleRoles.Officer, SampleRoles.Head),
        new(MayModerate, SampleRoles.Moderator, SampleRoles.SafetyLead, SampleRoles.Head),
    ];

    public override IEnumerable<JobQueue> Queues => [new("publish", 4), new("hear", 2), new("delivery", 16)];

    public override IEnumerable<NavItem> Navigation =>
    [
        new(NavPlace.Desk, 70, "/desk/channels", "channel", () => ChannelsText.Say("Channels"), MaySee),
        new(NavPlace.Desk, 72, "/desk/fediverse/posts", "book", () => FediverseText.Say("ReadTitle"), MaySee),
        new(NavPlace.Desk, 74, "/desk/fediverse/reports", "warning", () => FediverseText.Say("ReportsTitle"), MayModerate)
        {
            Count = (services, cancel) => services.GetRequiredService<ReportQueries>().Open(cancel),
        },
    ];

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        ChannelSteps.Map(routes);
        routes.MapFediverse();
    }

    public override IEnumerable<Exit> Exits => [FediverseSetup.Exit];

    public override void MapTables(ModelBuilder builder)
    {
        ChannelTable.Map(builder);
        FediverseTables.Map(builder);
    }

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Accounts>();
        services.AddScoped<CheckAccount>();
        services.AddBluesky();
        services.AddFediverse();
        services.AddJob<HearAll, HearAllJob>();
        services.AddJob<HearChannel, HearChannelJob>();
        services.AddJob<CheckAll, CheckAllJob>();
        services.AddJob<CheckChannel, CheckChannelJob>();
    }

    /// <summary>The sample centres stand on the fediverse from the first moment.</summary>
    public override Task AddSample(SampleScene scene, CancellationToken cancel) =>
        scene.Services.GetRequiredService<IJobHandler<OpenFediverse>>().Run(new OpenFediverse(), cancel);
}
