using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Api;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Desk;
using Pendopo.Publishing.Feeds;
using Pendopo.Publishing.Notices;
using Pendopo.Publishing.Pages;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Public;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Sample;
using Pendopo.Publishing.Search;
using Pendopo.Publishing.Site;
using Pendopo.Publishing.Variants;
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
    ];

    public override IEnumerable<Exit> Exits =>
    [
        new("publishing.page", ExitKind.Page),
        new("publishing.feed", ExitKind.Feed),
        new("publishing.network", ExitKind.Network),
        HousePagesRoom.Door,
    ];

    public override IEnumerable<NavItem> Navigation =>
    [
        new(NavPlace.Desk, 20, "/desk/posts", "draft", () => PublishingText.Say("Posts"), "publishing.see"),
        new(NavPlace.Desk, 30, "/desk/calendar", "calendar", () => PublishingText.Say("Calendar"), "publishing.see"),
        HousePagesRoom.Item,
        .. PublicSetup.Items,
    ];

    public override void MapTables(ModelBuilder builder) => PublishingTables.Map(builder);

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<SiteAddress>();
        services.AddScoped<PublishedPosts>();
        services.AddScoped<PostViews>();
        HousePagesRoom.Add(services);
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
        PostsApi.Map(routes);
        PicturesApi.Map(routes);
        PublicRoutes.Map(routes);
    }

    public override Task ForgetCentre(IServiceProvider services, Id<Centre> centre, CancellationToken cancel) => services.GetRequiredService<PageIndex>().DropAll(centre, cancel);

    public override Task AddSample(SampleScene scene, CancellationToken cancel) => new SamplePosts(scene).Add(cancel);

    private static void AddWriting(IServiceCollection services)
    {
        services.AddScoped<PostLedger>();
        services.AddScoped<BeginPost>();
        services.AddScoped<KeepPost>();
        services.AddScoped<PostPictures>();
        services.AddScoped<GoBack>();
        services.AddScoped<RevisionReader>();
        services.AddScoped<OwnWords>();
        services.AddScoped<SubmitPost>();
        services.AddScoped<AnswerReview>();
        services.AddScoped<CommentOnPost>();
    }

    private static void AddSending(IServiceCollection services)
    {
        services.AddSingleton<OwnChannels>();
        services.AddScoped<IContentKind, PostContent>();
        services.AddEventHandler<ContentReleased, SendReleased>();
        services.AddScoped<IConnector, SiteConnector>();
        services.AddScoped<IConnector, FeedsConnector>();
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
        services.AddEventHandler<PostSubmitted, TellReviewers>();
        services.AddEventHandler<PostReviewed, TellAuthor>();
        services.AddEventHandler<PublicationNeedsPerson, TellPublishers>();
    }
}
