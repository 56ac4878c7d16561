using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Events;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Ui;

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

    public override IEnumerable<Exit> Exits => [new(InboxExits.Reply, ExitKind.Network)];

    public override IEnumerable<NavItem> Navigation =>
        [new(NavPlace.Desk, 40, "/desk/inbox", "inbox", () => InboxText.Say("Inbox"), MayRead)
        {
            Count = (services, cancel) => services.GetRequiredService<ConversationQueries>().Unread(cancel),
        }];

    public override void MapTables(ModelBuilder builder) => InboxTables.Map(builder);

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<ConversationQueries>();
        services.AddScoped<TakeInWords>();
        services.AddScoped<Colleagues>();
        services.AddScoped<AnswerConversation>();
        services.AddScoped<AnswerCheck>();
        services.AddScoped<TakeBackAnswer>();
        services.AddScoped<SettleAnswer>();
        services.AddScoped<AnswerFate>();
        services.AddScoped<Triage>();
        services.AddJob<SendAnswer, SendAnswerJob>();
        services.AddEventHandler<MessageHeard, TakeInMessage>();
        services.AddEventHandler<MessageChanged, TakeInChange>();
        services.AddEventHandler<MessageWithdrawn, TakeInWithdrawal>();
        services.AddSlot<InboxWaiting>(SlotNames.DeskWaiting, 20);
        services.AddSlot<SaidAnswer>(SlotNames.SaidOnChannel, 20);
    }

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        ConversationsApi.Map(routes);
        ConversationSteps.Map(routes);
    }

    public override Task AddSample(SampleScene scene, CancellationToken cancel) => InboxSample.Add(scene, cancel);
}
