using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Bluesky;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels;

/// <summary>The networks and the centre's accounts on them.</summary>
internal sealed class ChannelsRoom : Room
{
    public override string Name => "channels";

    public override IEnumerable<Permission> Permissions =>
    [
        new("channels.see", SampleRoles.Officer, SampleRoles.Head, SampleRoles.DistrictOfficer),
        new("channels.connect", SampleRoles.Officer),
    ];

    public override IEnumerable<JobQueue> Queues => [new("publish", 4), new("hear", 2), new("delivery", 16)];

    public override void MapTables(ModelBuilder builder) => ChannelTable.Map(builder);

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Accounts>();
        services.AddBluesky();
        services.AddJob<HearAll, HearAllJob>();
        services.AddJob<HearChannel, HearChannelJob>();
        services.AddJob<CheckAll, CheckAllJob>();
        services.AddJob<CheckChannel, CheckChannelJob>();
    }
}
