using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Backups.Pages;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Certificates;
using Pendopo.Platform.Events;
using Pendopo.Platform.Desk;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Keys;
using Pendopo.Platform.Live;
using Pendopo.Platform.Mail;
using Pendopo.Platform.Nodes;
using Pendopo.Platform.Observing;
using Pendopo.Platform.Outbound;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Setup;
using Pendopo.Platform.Ui;

namespace Pendopo.Platform;

/// <summary>The ground that every room stands on.</summary>
internal sealed class PlatformRoom : Room
{
    public override string Name => "platform";

    public override Type Words => typeof(PeopleText);

    public override IEnumerable<JobQueue> Queues => [new("default", 4), new("media", 1), new(VideoQueue.Name, 1), new("mail", 2), new(BackupBook.Queue, 1)];

    public override void MapTables(ModelBuilder builder) => PlatformTables.Map(builder);

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<CentreDirectory>();
        services.AddScoped<Here>();
        services.AddScoped<Rights>().AddSingleton<People.PersonReading>();
        services.AddScoped<Holders>();
        services.AddSingleton<PublicAddress>();
        services.AddScoped<CentreRoles>();
        services.AddSingleton<RoomWords>();
        services.AddScoped<RoleUpkeep>();
        services.AddScoped<SettingsBook>();
        AuditSetup.Add(services);
        services.AddScoped<ForgetCentre>();
        KeyRing.Add(services);
        PeopleSetup.Add(services);
        SetupRoutes.Add(services);
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddScoped<IAuthorizationHandler, PermissionHandler>();
        services.AddSingleton<ExitDoors>();
        services.AddSingleton<LiveFeed>().AddSingleton<LiveStream>();
        FilesSetup.Add(services);
        BackupsSetup.Add(services);
        OutboundSetup.Add(services);
        CertificatesSetup.Add(services);
        ObservingSetup.Add(services);
        AddWork(services);
    }

    public override IEnumerable<Permission> Permissions => PlatformPermissions.All;

    public override IEnumerable<NavItem> Navigation =>
    [
        new(NavPlace.PublicBar, 90, "/me", "me", () => DeskText.Say("Me")),
        new(NavPlace.Desk, 10, "/desk", "today", () => DeskText.Say("Today")) { Exact = true },
        new(NavPlace.Admin, 90, "/design", "image", () => DeskText.Say("Design"), PlatformPermissions.Settings),
        .. PlatformNavigation.All,
    ];

    public override IEnumerable<Exit> Exits => [new(FilesRoute.ExitName, ExitKind.Page), new(MailOut.Exit, ExitKind.Mail, Public: false),
        new(AuditRoutes.Exit, ExitKind.Export, Public: false)];

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        FilesRoute.Map(routes);
        SignInRoutes.Map(routes);
        SetupRoutes.Map(routes);
        BackupRoutes.Map(routes);
        AuditRoutes.Map(routes);
        ObservingSetup.Map(routes);
    }

    private static void AddWork(IServiceCollection services)
    {
        services.AddSingleton<Node>();
        services.AddSingleton<NodeWire>();
        services.AddHostedService<NodeLine>();
        services.AddHostedService<SettingsWatch>();
        services.AddSingleton<JobKinds>();
        services.AddSingleton<JobSignals>();
        services.AddSingleton<JobOutcomes>();
        services.AddSingleton<JobIntake>();
        services.AddSingleton<JobRunner>();
        services.AddScoped<JobBoard>();
        services.AddScoped<JobRescue>();
        services.AddSingleton<ISaveChangesInterceptor, JobSignalInterceptor>();
        services.AddScoped<EventBoard>();
        services.AddJob<HandleEvent, HandleEventJob>();
        services.AddSingleton<JobPace>();
        services.AddHostedService<JobWorker>();
        services.AddHostedService<PeriodicTicker>();
    }
}
