using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Pages;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing;

/// <summary>From the first word of a draft to its public page and every channel.</summary>
internal sealed class PublishingRoom : Room
{
    public override string Name => "publishing";

    public override IEnumerable<Permission> Permissions =>
    [
        new("publishing.write", SampleRoles.Officer, SampleRoles.Clinician, SampleRoles.Reviewer, SampleRoles.Head, SampleRoles.DistrictOfficer),
        new("publishing.approve", SampleRoles.Reviewer, SampleRoles.Head),
        new("publishing.publish", SampleRoles.Officer, SampleRoles.Head, SampleRoles.DistrictOfficer),
        new("publishing.recall", SampleRoles.Officer, SampleRoles.Reviewer, SampleRoles.Head, SampleRoles.SafetyLead),
        HousePagesRoom.Right,
    ];

    public override IEnumerable<Exit> Exits =>
    [
        new("publishing.page", ExitKind.Page),
        new("publishing.feed", ExitKind.Feed),
        new("publishing.network", ExitKind.Network),
        new("publishing.api", ExitKind.Api, Public: false),
        HousePagesRoom.Door,
    ];

    public override IEnumerable<NavItem> Navigation => [HousePagesRoom.Item];

    public override void MapTables(ModelBuilder builder) => PublishingTables.Map(builder);

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<SiteAddress>();
        services.AddScoped<PublishedPosts>();
        services.AddScoped<PostViews>();
        HousePagesRoom.Add(services);
    }
}
