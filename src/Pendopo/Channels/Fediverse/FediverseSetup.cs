using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Channels.Fediverse.Erasing;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Channels.Fediverse.Reported;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Slots;

namespace Pendopo.Channels.Fediverse;

internal static class FediverseSetup
{
    /// <summary>By which other servers read what was released when it was sent.</summary>
    public static readonly Exit Exit = new("channels.fediverse", ExitKind.Activity);

    public static void AddFediverse(this IServiceCollection services)
    {
        services.AddSingleton<Addresses>();
        services.AddSingleton<LocalActors>();
        services.AddScoped<FetchAllowance>().AddScoped<Fetching>();
        services.AddSingleton(_ => new FetchBudget());
        services.AddSingleton<DeliveryReading>().AddSingleton<InboxReading>().AddSingleton<BlockReading>();
        services.AddSingleton<KnownKeys>();
        services.AddScoped<FetchCeiling>();
        services.AddSingleton<IConnector, FediverseConnector>();
        services.AddSingleton<IStartupFilter, PageNegotiationStart>();
        services.AddScoped<Memories>().AddScoped<Hosts>().AddScoped<RemoteActors>().AddScoped<Verifying>();
        services.AddScoped<Concerned>().AddScoped<InboxRoute>().AddScoped<ActorRoutes>().AddScoped<WellKnown>();
        services.AddScoped<Posting>().AddScoped<Speaking>().AddScoped<Mentioning>().AddScoped<Liking>();
        services.AddScoped<NoteContext>().AddScoped<Notes>().AddScoped<Follows>().AddScoped<Reactions>().AddScoped<Profiles>();
        services.AddScoped<ActivityTaking>().AddScoped<PostTaking>().AddScoped<Overheard>().AddScoped<TagTimelines>().AddScoped<Votes>();
        services.AddScoped<TakeReport>().AddScoped<ReportNotice>().AddScoped<CloseReport>().AddScoped<ReportQueries>();
        services.AddScoped<DomainBlocks>().AddScoped<BlockDomain>().AddScoped<BlockRules>().AddScoped<BlockRights>().AddScoped<LiftBlock>().AddScoped<BlockList>().AddScoped<Severing>();
        services.AddScoped<AskWebFinger>().AddScoped<FindAccount>().AddScoped<Following>().AddScoped<FollowAccount>().AddScoped<FollowAnswers>();
        services.AddScoped<Moves>().AddScoped<FollowedPosts>().AddScoped<FollowedQueries>();
        services.AddScoped<IOutsiderErasure, ActorErasure>().AddScoped<Pendopo.Safety.Contracts.IPersonalRecords, ActorRecords>();
        services.AddSingleton(new AddressStake(Known));
        services.AddSlot<ReportsWaiting>(SlotNames.DeskWaiting, 35);
        services.AddJob<TakeActivity, TakeActivityJob>();
        services.AddJob<Deliver, DeliverJob>();
        services.AddJob<OpenFediverse, OpenFediverseJob>();
        services.AddJob<ReadOutbox, ReadOutboxJob>();
        services.AddJob<ForgetFediverse, ForgetFediverseJob>();
    }

    /// <summary>Those who keep a centre's name: its followers, and whom it follows.</summary>
    private static async Task<int> Known(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<PendopoDb>();
        return await db.Set<Follower>().AcrossCentres().CountAsync(cancel) + await db.Set<FollowedAccount>().AcrossCentres().CountAsync(cancel);
    }

    public static void MapFediverse(this IEndpointRouteBuilder routes)
    {
        FediverseSteps.Map(routes);
        var all = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(Exit.Name));
        WellKnown.Map(all);
        ActorRoutes.Map(all);
        InboxRoute.Map(all);
    }
}
