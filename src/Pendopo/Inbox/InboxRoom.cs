using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Blocks;
using Pendopo.Inbox.Contacts;
using Pendopo.Inbox.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Erasing;
using Pendopo.Inbox.Heeded;
using Pendopo.Inbox.Hours;
using Pendopo.Inbox.Listening;
using Pendopo.Inbox.Pace;
using Pendopo.Inbox.Privately;
using Pendopo.Inbox.Reputation;
using Pendopo.Inbox.Tags;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Events;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Inbox;

/// <summary>Every reply from everywhere, in one list, answered where it came from.</summary>
internal sealed class InboxRoom : Room
{
    public const string MayRead = "inbox.read", MayReply = "inbox.reply", MayAssign = "inbox.assign";

    public override string Name => "inbox";

    public override Type Words => typeof(InboxText);

    public override IEnumerable<Permission> Permissions =>
    [
        new(MayRead, SampleRoles.Officer, SampleRoles.Clinician, SampleRoles.Reviewer, SampleRoles.Head, SampleRoles.SafetyLead, SampleRoles.Desk),
        new(MayReply, SampleRoles.Officer, SampleRoles.Clinician, SampleRoles.Reviewer, SampleRoles.SafetyLead),
        new(MayAssign, SampleRoles.Officer, SampleRoles.Head, SampleRoles.SafetyLead),
    ];

    public override IEnumerable<Exit> Exits => [new(InboxExits.Reply, ExitKind.Network), new(InboxExits.Direct, ExitKind.Network, Public: false), HeededSetup.Door];

    public override IEnumerable<NavItem> Navigation =>
        [new(NavPlace.Desk, 40, "/desk/inbox", "inbox", () => InboxText.Say("Inbox"), MayRead)
        {
            Count = (services, cancel) => services.GetRequiredService<ConversationQueries>().Unread(cancel),
        }, ListeningSetup.Item];

    public override void MapTables(ModelBuilder builder) => InboxTables.Map(builder);

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<ConversationQueries>().AddScoped<NoteOpening>();
        services.AddScoped<IObjectiveFigure, AnswersFigure>();
        services.AddSingleton<WordsReading>().AddScoped<TakeInWords>();
        services.AddScoped<InboxWeek>().AddScoped<HandOver>();
        HoursSetup.Add(services);
        TagsSetup.Add(services);
        BlocksSetup.Add(services);
        ContactsSetup.Add(services);
        PaceSetup.Add(services);
        ReputationSetup.Add(services);
        HeededSetup.Add(services);
        ListeningSetup.Add(services);
        Kept.KeptSetup.Add(services);
        services.AddScoped<Colleagues>();
        services.AddScoped<AnswerConversation>();
        services.AddScoped<AnswerCheck>().AddScoped<NetworkTerms>();
        services.AddScoped<TakeBackAnswer>();
        services.AddScoped<TendComment>();
        services.AddScoped<SettleAnswer>();
        services.AddScoped<AnswerFate>();
        services.AddScoped<Triage>();
        services.AddScoped(provider => new TellNurse(provider.GetRequiredService<Platform.Data.PendopoDb>(), provider.GetRequiredService<Platform.Centres.Here>(), provider.GetRequiredService<KeepRules>(), provider.GetRequiredService<EventBoard>(), provider.GetRequiredService<TalkBook>()));
        services.AddScoped<TalkBook>().AddScoped<OfferPrivately>().AddScoped<ClosePrivately>().AddScoped<TalkDoor>();
        services.AddJob<SendAnswer, SendAnswerJob>();
        services.AddEventHandler<MessageHeard, TakeInMessage>();
        services.AddEventHandler<ReplySettled, TakeInSettled>();
        services.AddEventHandler<MessageChanged, TakeInChange>();
        services.AddEventHandler<MessageWithdrawn, TakeInWithdrawal>();
        services.AddScoped<IErasure, ColleagueErasure>().AddScoped<IOutsiderErasure, WriterErasure>();
        services.AddScoped<Pendopo.Safety.Contracts.IPersonalRecords, WriterRecords>().AddScoped<Pendopo.Safety.Contracts.ITouchedPeople, WriterRecords>().AddScoped<Pendopo.Safety.Contracts.IRestriction, WriterRecords>();
        services.AddSlot<InboxWaiting>(SlotNames.DeskWaiting, 20);
        services.AddSlot<SaidAnswer>(SlotNames.SaidOnChannel, 20);
    }

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        ConversationsApi.Map(routes);
        ConversationSteps.Map(routes);
        TalkRoutes.Map(routes);
        TagsSetup.Map(routes);
        BlocksSetup.Map(routes);
        ContactsSetup.Map(routes);
        PaceSetup.Map(routes);
        ReputationSetup.Map(routes);
        HeededSetup.Map(routes);
        ListeningSetup.Map(routes);
    }

    public override Task AddSample(SampleScene scene, CancellationToken cancel) => InboxSample.Add(scene, cancel);

    public override async Task AddSampleLife(SampleScene scene, CancellationToken cancel)
    {
        await PrivateSample.Add(scene, cancel);
        await new SampleTalk(scene).Add(cancel);
        await ListeningSample.Add(scene, cancel);
    }
}
