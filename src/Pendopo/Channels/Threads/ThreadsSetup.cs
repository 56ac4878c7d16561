using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Threads;

internal static class ThreadsSetup
{
    public static void AddThreads(this IServiceCollection services)
    {
        services.AddSingleton<ThreadsSettings>();
        services.AddSingleton<ThreadsApi>();
        services.AddSingleton<ThreadsWriting>();
        services.AddSingleton<ThreadsListening>();
        services.AddSingleton<IConnector, ThreadsConnector>();
        services.AddScoped<ThreadsSignIn>();
        services.AddScoped<ConnectThreads>();
        services.AddScoped<KeepThreadsApp>();
        services.AddSingleton(new ConnectOffer(ThreadsConnector.NetworkName, ConnectThreadsPage.Address, OfferCost.Review));
    }
}
