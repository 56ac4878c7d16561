using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Bluesky;

internal static class BlueskySetup
{
    public static void AddBluesky(this IServiceCollection services)
    {
        services.AddSingleton<Xrpc>();
        services.AddSingleton<SignedCalls>();
        services.AddSingleton<Writing>();
        services.AddSingleton<Listening>();
        services.AddSingleton<Searching>();
        services.AddSingleton<Tending>();
        services.AddSingleton<IConnector, BlueskyConnector>();
        services.AddScoped<ConnectBluesky>();
        services.AddSingleton(new ConnectOffer(BlueskyConnector.NetworkName, ConnectBlueskyPage.Address));
    }
}
