using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Bluesky;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Facebook;
using Pendopo.Channels.Fediverse;
using Pendopo.Channels.Fediverse.Reported;
using Pendopo.Channels.Google;
using Pendopo.Channels.GoogleReviews;
using Pendopo.Channels.Graph;
using Pendopo.Channels.Instagram;
using Pendopo.Channels.Letters;
using Pendopo.Channels.LinkedIn;
using Pendopo.Channels.Mastodon;
using Pendopo.Channels.Push;
using Pendopo.Channels.Sms;
using Pendopo.Channels.Telegram;
using Pendopo.Channels.Threads;
using Pendopo.Channels.TikTok;
using Pendopo.Channels.WhatsApp;
using Pendopo.Channels.X;
using Pendopo.Channels.YouTube;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Ui;

namespace Pendopo.Channels;

/// <summary>The networks and the centre's accounts on them.</summary>
internal sealed class ChannelsRoom : Room
{
    public const string MaySee = "channels.see", MayConnect = "channels.connect", MayFollow = "channels.follow", MayModerate = "channels.moderate", MayOpenMedia = "channels.media";

    public override string Name => "channels";

    public override Type Words => typeof(ChannelsText);

    public override IEnumerable<Permission> Permissions =>
    [
        new(MaySee, SampleRoles.Officer, SampleRoles.Head, SampleRoles.DistrictOfficer),
        new(MayConnect, SampleRoles.Officer),
        new(MayFollow, SampleRoles.Officer, SampleRoles.Head),
        new(MayModerate, SampleRoles.Moderator, SampleRoles.SafetyLead, SampleRoles.Head),
        // Those who read what people write.
        new(MayOpenMedia, SampleRoles.Officer, SampleRoles.Clinician, SampleRoles.Reviewer, SampleRoles.Head, SampleRoles.SafetyLead, SampleRoles.Desk),
    ];

    public override IEnumerable<JobQueue> Queues => [new("publish", 32, LaneWidth: 3), new("hear", 2, GivesWay: true), new("ask", 16, LaneWidth: 2), new("delivery", 32), LetterSetup.Queue];

    public override IEnumerable<NavItem> Navigation =>
    [
        new(NavPlace.Desk, 70, "/desk/channels", "channel", () => ChannelsText.Say("Channels"), MaySee),
        LetterSetup.Item,
        WhatsAppSetup.Item,
        new(NavPlace.Desk, 72, "/desk/fediverse/posts", "book", () => FediverseText.Say("ReadTitle"), MaySee),
        new(NavPlace.Desk, 74, "/desk/fediverse/reports", "warning", () => FediverseText.Say("ReportsTitle"), MayModerate)
        {
            Count = (services, cancel) => services.GetRequiredService<ReportQueries>().Open(cancel),
        },
        new(NavPlace.Admin, 135, "/admin/graph", "channel", () => GraphText.Say("AppTitle"), PlatformPermissions.Settings),
        new(NavPlace.Admin, 137, "/admin/linkedin", "channel", () => LinkedInText.Say("AppTitle"), PlatformPermissions.Settings),
        new(NavPlace.Admin, 136, "/admin/x", "channel", () => XText.Say("AppTitle"), PlatformPermissions.Settings),
        new(NavPlace.Admin, 138, "/admin/google", "channel", () => GoogleText.Say("AppTitle"), PlatformPermissions.Settings),
        new(NavPlace.Admin, 139, "/admin/threads", "channel", () => ThreadsText.Say("AppTitle"), PlatformPermissions.Settings),
        new(NavPlace.Admin, 140, "/admin/tiktok", "channel", () => TikTokText.Say("AppTitle"), PlatformPermissions.Settings),
    ];

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        ChannelSteps.Map(routes);
        routes.MapFediverse();
        GraphHook.Map(routes);
        FittedPictures.Map(routes);
        LetterSetup.Map(routes);
        PushSetup.Map(routes);
        routes.MapWhatsApp();
        routes.MapSms();
    }

    public override IEnumerable<Exit> Exits => [FediverseSetup.Exit, WhatsAppSetup.Words, WhatsAppSetup.Templates, AnswerCommandJob.Exit];

    public override void MapTables(ModelBuilder builder)
    {
        ChannelTable.Map(builder);
        FediverseTables.Map(builder);
        LetterTables.Map(builder);
        PushTables.Map(builder);
        WhatsAppTables.Map(builder);
        UsedUnitsTable.Map(builder);
    }

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Accounts>();
        services.AddScoped<CheckAccount>();
        services.AddScoped<SignInSeal>().AddScoped<KeepApp>().AddScoped<AskAccounts>().AddScoped<KeepAccount>();
        services.AddBluesky();
        services.AddFediverse();
        services.AddTelegram();
        services.AddMastodon();
        services.AddGraph();
        services.AddFacebook();
        services.AddInstagram();
        services.AddX();
        services.AddLinkedIn();
        services.AddLetters();
        services.AddPush();
        services.AddWhatsApp();
        services.AddSms();
        services.AddGoogle();
        services.AddYouTube();
        services.AddGoogleReviews();
        services.AddThreads();
        services.AddTikTok();
        services.AddJob<HearAll, HearAllJob>();
        services.AddJob<HearChannel, HearChannelJob>();
        services.AddJob<AnswerCommand, AnswerCommandJob>();
        services.AddJob<CheckAll, CheckAllJob>();
        services.AddJob<CheckChannel, CheckChannelJob>();
    }

    /// <summary>The sample centres stand on the fediverse from the first moment.</summary>
    public override async Task AddSample(SampleScene scene, CancellationToken cancel)
    {
        await scene.Services.GetRequiredService<IJobHandler<OpenFediverse>>().Run(new OpenFediverse(), cancel);
        LetterSample.Add(scene);
    }

    public override Task AddSampleLife(SampleScene scene, CancellationToken cancel) => WhatsAppSample.Add(scene, cancel);
}
