using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Api;
using Pendopo.Publishing.Audiences;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Checklists;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Desk;
using Pendopo.Publishing.Evergreen;
using Pendopo.Publishing.Facts;
using Pendopo.Publishing.Feeds;
using Pendopo.Publishing.Guests;
using Pendopo.Publishing.Hints;
using Pendopo.Publishing.Hold;
using Pendopo.Publishing.Imports;
using Pendopo.Publishing.Infographics;
using Pendopo.Publishing.Library;
using Pendopo.Publishing.Links;
using Pendopo.Publishing.Notices;
using Pendopo.Publishing.Pages;
using Pendopo.Publishing.Pictures;
using Pendopo.Publishing.Polls;
using Pendopo.Publishing.Pool;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Public;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Sample;
using Pendopo.Publishing.Search;
using Pendopo.Publishing.Site;
using Pendopo.Publishing.Team;
using Pendopo.Publishing.Variants;
using Pendopo.Publishing.Versions;
using Pendopo.Publishing.Videos;
using Pendopo.Publishing.Walls;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing;

/// <summary>From the first word of a draft to its public page and every channel.</summary>
internal sealed class PublishingRoom : Room
{
    public override string Name => "publishing";

    public override Type Words => typeof(PublishingText);

    public override IEnumerable<Permission> Permissions =>
    [
        new("publishing.see", SampleRoles.Officer, SampleRoles.Clinician, SampleRoles.Reviewer, SampleRoles.Desk, SampleRoles.Moderator,
            SampleRoles.SafetyLead, SampleRoles.Kader, SampleRoles.Head, SampleRoles.DistrictOfficer, SampleRoles.Auditor),
        new("publishing.write", SampleRoles.Officer, SampleRoles.Clinician, SampleRoles.Reviewer, SampleRoles.Head, SampleRoles.DistrictOfficer),
        new("publishing.approve", SampleRoles.Reviewer, SampleRoles.Head),
        new("publishing.publish", SampleRoles.Officer, SampleRoles.Head, SampleRoles.DistrictOfficer),
        new("publishing.recall", SampleRoles.Officer, SampleRoles.Reviewer, SampleRoles.Head, SampleRoles.SafetyLead),
        HousePagesRoom.Right,
        PoolSetup.Right,
        .. TeamSetup.Rights,
        HoldSetup.Right,
    ];

    public override IEnumerable<Exit> Exits =>
    [
        new("publishing.page", ExitKind.Page),
        new("publishing.feed", ExitKind.Feed),
        new("publishing.network", ExitKind.Network),
        HousePagesRoom.Door,
        CalendarSetup.Door,
        GuestSetup.Door,
    ];

    public override IEnumerable<NavItem> Navigation =>
    [
        new(NavPlace.Desk, 20, "/desk/posts", "draft", () => PublishingText.Say("Posts"), "publishing.see"),
        TeamSetup.Item,
        CampaignSetup.Item,
        LibrarySetup.Item,
        CalendarSetup.Item,
        HousePagesRoom.Item,
        WallsSetup.Item,
        .. PublicSetup.Items,
    ];

    public override void MapTables(ModelBuilder builder) => PublishingTables.Map(builder);

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<SiteAddress>();
        services.AddScoped<Platform.Backups.Erasures.IErasure, Erasing.AuthorErasure>();
        services.AddScoped<PublishedPosts>();
        services.AddScoped<PostViews>();
        services.AddScoped<SavedAnswers>();
        HousePagesRoom.Add(services);
        CalendarSetup.Add(services);
        CampaignSetup.Add(services);
        LibrarySetup.Add(services);
        TeamSetup.Add(services);
        HoldSetup.Add(services);
        PersonsSetup.Add(services);
        DeclaredSetup.Add(services);
        services.AddScoped<Glossary>();
        ImportSetup.Add(services);
        VersionSetup.Add(services);
        VideoSetup.Add(services);
        EvergreenSetup.Add(services);
        PollSetup.Add(services);
        AudienceRoutes.Add(services);
        services.AddScoped<Digests.DraftDigest>();
        InfographicRoutes.Add(services);
        PoolSetup.Add(services);
        LinkRoutes.Add(services);
        GuestSetup.Add(services);
        ChecklistSetup.Add(services);
        PicturesSetup.Add(services);
        WallsSetup.Add(services);
        services.AddScoped<Handles.AddressBook>();
        services.AddScoped<CheckFacts>().AddScoped<FactReader>().AddScoped<RecallStale>();
        services.AddSlot<FactsWaiting>(SlotNames.DeskWaiting, 15);
        services.AddScoped<PostBoard>();
        services.AddScoped<PostReader>();
        services.AddScoped<ChannelPreviews>();
        services.AddSingleton<LimitsBook>();
        services.AddSlot<PublishingWaiting>(SlotNames.DeskWaiting, 10);
        services.AddSlot<SaidPost>(SlotNames.SaidOnChannel, 10);
        PublicSetup.Add(services);
        AddWriting(services);
        AddSending(services);
    }

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        DeskRoutes.Map(routes);
        CalendarRoutes.Map(routes);
        TeamRoutes.Map(routes);
        TeamApi.Map(routes);
        CalendarApi.Map(routes);
        QueuesApi.Map(routes);
        Handles.HandlesApi.Map(routes);
        GlossaryApi.Map(routes);
        GuestsApi.Map(routes);
        HoldApi.Map(routes);
        CampaignsApi.Map(routes);
        LibraryApi.Map(routes);
        PersonsApi.Map(routes);
        DeclaredApi.Map(routes);
        StaleApi.Map(routes);
        ImportsRoutes.Map(routes);
        VersionsApi.Map(routes);
        EvergreenSetup.MapRoutes(routes);
        PollApi.Map(routes);
        AudienceRoutes.Map(routes);
        InfographicRoutes.Map(routes);
        PoolSetup.MapRoutes(routes);
        LinkRoutes.Map(routes);
        GuestSetup.MapRoutes(routes);
        ChecklistSetup.MapRoutes(routes);
        PostsApi.Map(routes);
        PicturesApi.Map(routes);
        PicturesSetup.MapRoutes(routes);
        VideoSetup.MapRoutes(routes);
        WallsSetup.MapRoutes(routes);
        PublicRoutes.Map(routes);
    }

    public override Task ForgetCentre(IServiceProvider services, Id<Centre> centre, CancellationToken cancel)
    {
        services.GetRequiredService<TopicShelf>().Forget(centre);
        return services.GetRequiredService<PageIndex>().DropAll(centre, cancel);
    }

    public override Task AddSample(SampleScene scene, CancellationToken cancel) => new SamplePosts(scene).Add(cancel);

    public override async Task AddSampleLife(SampleScene scene, CancellationToken cancel)
    {
        await new SamplePlans(scene).Add(cancel);
        await new SampleMakers(scene).Add(cancel);
        await new SampleFilm(scene).Add(cancel);
        await SampleWalls.Add(scene, cancel);
        await SampleReads.Add(scene, cancel);
    }

    private static void AddWriting(IServiceCollection services)
    {
        services.AddScoped<PostLedger>();
        services.AddScoped<BeginPost>();
        services.AddScoped<HandInPost>().AddScoped<NextSteps>();
        services.AddScoped<KeepPost>();
        services.AddScoped<PostPictures>();
        services.AddScoped<GoBack>();
        services.AddScoped<RevisionReader>();
        services.AddScoped<OwnWords>();
        services.AddScoped<SubmitPost>();
        services.AddScoped<AnswerReview>().AddScoped<ApprovePost>();
        services.AddScoped<CommentOnPost>();
    }

    private static void AddSending(IServiceCollection services)
    {
        services.AddSingleton<OwnChannels>();
        services.AddScoped<IContentKind, PostContent>();
        services.AddEventHandler<ContentReleased, SendReleased>();
        services.AddScoped<IConnector, SiteConnector>();
        services.AddScoped<IConnector, FeedsConnector>();
        services.AddSingleton<SendingReading>();
        services.AddScoped<SchedulePost>();
        services.AddScoped<UnschedulePost>();
        services.AddScoped<DecidePublication>();
        services.AddScoped<RecallPost>();
        services.AddScoped<PlanAgain>();
        services.AddScoped<Outgoing>();
        services.AddScoped<ExitQuestion>();
        services.AddScoped<NetworkCall>();
        services.AddScoped<SendPublication>();
        services.AddScoped<AskNetwork>();
        services.AddScoped<ChangePublication>();
        services.AddScoped<SitePages>();
        services.AddScoped<PageIndex>();
        services.AddJob<SendDue, SendDueJob>();
        services.AddJob<TakeStep, TakeStepJob>();
        services.AddJob<GiveUp, GiveUpJob>();
        // Without a mail server the desk alone tells it.
        services.AddEventHandler<PostSubmitted, TellReviewers>(static (provider, _) => provider.GetRequiredService<MailOut>().IsSetUp);
        services.AddEventHandler<PostReviewed, TellAuthor>(static (provider, _) => provider.GetRequiredService<MailOut>().IsSetUp);
        services.AddEventHandler<PublicationNeedsPerson, TellPublishers>();
    }
}
