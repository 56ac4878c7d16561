using Pendopo.Channels.Contracts;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

internal static class FediverseSetup
{
    /// <summary>By which other servers read what was released when it was sent.</summary>
    public static readonly Exit Exit = new("channels.fediverse", ExitKind.Activity);

    public static void AddFediverse(this IServiceCollection services)
    {
        services.AddSingleton<Addresses>();
        services.AddSingleton<LocalActors>();
        services.AddSingleton<Fetching>();
        services.AddSingleton<FetchBudget>();
        services.AddSingleton<IConnector, FediverseConnector>();
        services.AddSingleton<IStartupFilter, PageNegotiationStart>();
        services.AddScoped<Memories>().AddScoped<Hosts>().AddScoped<RemoteActors>().AddScoped<Verifying>();
        services.AddScoped<Concerned>().AddScoped<InboxRoute>().AddScoped<ActorRoutes>().AddScoped<WellKnown>();
        services.AddScoped<Posting>().AddScoped<Speaking>();
        services.AddScoped<NoteContext>().AddScoped<Notes>().AddScoped<Follows>().AddScoped<Reactions>().AddScoped<Profiles>().AddScoped<Reports>();
        services.AddJob<TakeActivity, TakeActivityJob>();
        services.AddJob<Deliver, DeliverJob>();
        services.AddJob<OpenFediverse, OpenFediverseJob>();
        services.AddJob<ForgetFediverse, ForgetFediverseJob>();
    }

    public static void MapFediverse(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(Exit.Name));
        WellKnown.Map(all);
        ActorRoutes.Map(all);
        InboxRoute.Map(all);
    }
}
