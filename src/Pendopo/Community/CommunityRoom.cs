using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Groups;
using Pendopo.Community.Held;
using Pendopo.Community.Licences;
using Pendopo.Community.Members;
using Pendopo.Community.Messages;
using Pendopo.Community.News;
using Pendopo.Community.Openness;
using Pendopo.Community.Polls;
using Pendopo.Community.Questions;
using Pendopo.Community.Reports;
using Pendopo.Community.Rumours;
using Pendopo.Community.Search;
using Pendopo.Community.Sharing;
using Pendopo.Community.Silence;
using Pendopo.Community.Talk;
using Pendopo.Community.Trust;
using Pendopo.Community.Worries;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community;

/// <summary>The square: patients, families and clinicians meet, in groups and in the open, and each is seen as far as they chose.</summary>
internal sealed class CommunityRoom : Room
{
    public const string MayWelcome = "community.welcome", MayFound = "community.found", MayRule = "community.rules", MayModerate = "community.moderate", MayReadPrivate = "community.private", MayVerify = "community.verify", MayTriage = "community.triage", MayCare = "community.care", MayCorrect = "community.correct";

    /// <summary>Pages, pictures and the API of the square. What members say of themselves is theirs (docs/decisions/0065): it passes <see cref="Sight"/> instead of the guard.</summary>
    public const string PageExit = "community.page";

    public override string Name => "community";

    public override Type Words => typeof(CommunityText);

    public override IEnumerable<Permission> Permissions =>
    [
        new(MayWelcome, SampleRoles.Desk, SampleRoles.Officer, SampleRoles.Kader, SampleRoles.Moderator, SampleRoles.Head),
        new(MayFound, SampleRoles.Officer, SampleRoles.Clinician, SampleRoles.Reviewer, SampleRoles.Moderator, SampleRoles.Head),
        new(MayModerate, SampleRoles.Moderator, SampleRoles.SafetyLead, SampleRoles.Head),
        new(MayReadPrivate, SampleRoles.SafetyLead),
        new(MayCare, SampleRoles.Clinician, SampleRoles.Moderator, SampleRoles.SafetyLead, SampleRoles.Head),
        RumourSetup.Permission,
        new(MayRule, SampleRoles.SafetyLead, SampleRoles.Head),
        new(MayTriage, SampleRoles.Clinician, SampleRoles.Reviewer, SampleRoles.Head),
        new(MayVerify, SampleRoles.Reviewer, SampleRoles.SafetyLead, SampleRoles.Head),
    ];

    public override IEnumerable<Exit> Exits => [new(PageExit, ExitKind.Page)];

    public override IEnumerable<NavItem> Navigation =>
    [
        new(NavPlace.PublicBar, 30, "~/square", "square", () => CommunityText.Say("Square")),
        new(NavPlace.Me, 100, "~/square/me", "square", () => CommunityText.Say("MyPlace")),
        new(NavPlace.Me, 101, "~/square/news", "inbox", () => NewsText.Say("News")),
        new(NavPlace.Me, 102, "~/square/messages", "lock", () => MessageText.Say("Messages")),
        new(NavPlace.Desk, 56, "/desk/square", "square", () => CommunityText.Say("SquareCards"), MayWelcome) { Exact = true },
        new(NavPlace.Desk, 62, "/desk/square/reports", "shield", () => CommunityText.Say("Reports"), MayModerate)
        {
            Count = (services, cancel) => services.GetRequiredService<ReportDesk>().Count(cancel),
        },
        new(NavPlace.Desk, 57, "/desk/square/questions", "info", () => CommunityText.Say("Questions"), MayTriage)
        {
            Count = (services, cancel) => services.GetRequiredService<QuestionDesk>().Count(cancel),
        },
        new(NavPlace.Desk, 63, "/desk/square/licences", "verified", () => CommunityText.Say("Licences"), MayVerify)
        {
            Count = (services, cancel) => services.GetRequiredService<LicenceDesk>().Count(cancel),
        },
        WorrySetup.Item,
        RumourSetup.Item,
        HeldSetup.Item,
    ];

    public override void MapTables(ModelBuilder builder) => CommunityTables.Map(builder);

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Viewers>().AddScoped<Faces>().AddScoped<Silencing>();
        services.AddScoped<SquareRulesBook>().AddScoped<MemberDesk>().AddScoped<EntranceKeys>().AddScoped<Villages>().AddScoped<SharedPhone>();
        services.AddScoped<JoinSquare>().AddScoped<EnterSquare>().AddScoped<RecoverEntrance>().AddScoped<KeepCards>();
        services.AddScoped<MyPlace>().AddScoped<LeaveSquare>().AddJob<EraseLeaver, EraseLeaverJob>();
        services.AddScoped<GroupReading>().AddScoped<JoinGroup>().AddScoped<KeepGroup>();
        services.AddScoped<Badges>().AddScoped<LicenceForm>().AddScoped<AskLicence>().AddScoped<LicenceDesk>();
        services.AddScoped<SaidReading>().AddScoped<BesideWords>().AddScoped<SayIt>().AddScoped<Drafts>().AddScoped<TakePictures>().AddScoped<NurseInstead>();
        services.AddScoped<AskQuestion>().AddScoped<CheckAnswer>().AddScoped<KnownAnswers>().AddScoped<QuestionDesk>().AddScoped<KeepFaq>();
        services.AddScoped<PollReading>().AddScoped<TakePoll>();
        services.AddScoped<SaidIndex>().AddScoped<KeepSynonyms>().AddScoped<SquareSearch>().AddJob<IndexSquare, IndexSquareJob>();
        services.AddScoped<TellMembers>().AddScoped<NewsReading>().AddScoped<MyNewsWish>().AddScoped<ConfirmContact>().AddScoped<NewsLetter>().AddScoped<NewsPhone>().AddScoped<NewsRing>();
        services.AddJob<TellPhones, TellPhonesJob>().AddJob<TellNews, TellNewsJob>().AddJob<TellNewsAtCentre, TellNewsAtCentreJob>();
        services.AddScoped<MessageReading>().AddScoped<MessageDoor>().AddScoped<WriteMessage>();
        services.AddScoped<IModeratedKind, SaidKind>().AddScoped<IModeratedKind, MessageKind>().AddScoped<MakeReport>().AddScoped<ReportDesk>().AddScoped<Proposals>().AddJob<LapseProposal, LapseProposalJob>();
        services.AddScoped<SquareErasure>().AddScoped<IErasure>(provider => provider.GetRequiredService<SquareErasure>());
        services.AddScoped<IPersonalRecords, SquareRecords>().AddScoped<ITouchedPeople, SquareRecords>().AddScoped<IRestriction, SquareRecords>();
        WorrySetup.Add(services);
        RumourSetup.Add(services);
        TrustApi.Add(services);
        HeldSetup.Add(services);
        services.AddScoped<PassOn>().AddScoped<KeptSafe>();
        SquareLive.Add(services);
        services.AddSlot<SquareHome>(SlotNames.HomeSection, 30);
    }

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        SquarePictures.Map(routes);
        SquareApi.Map(routes);
        NewsApi.MapPage(routes);
        SquareLive.Map(routes);
    }

    public override Task AddSample(SampleScene scene, CancellationToken cancel) => new SquareSample(scene).Add(cancel);

    public override Task AddSampleLife(SampleScene scene, CancellationToken cancel) => new SquareSample(scene).AddLife(cancel);
}
