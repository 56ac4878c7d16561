using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Mastodon;

internal static class MastodonSetup
{
    public static void AddMastodon(this IServiceCollection services)
    {
        services.AddSingleton<MastodonApi>();
        services.AddSingleton<MastodonOutcomes>();
        services.AddSingleton<MastodonInstances>();
        services.AddSingleton<MastodonThreads>();
        services.AddSingleton<MastodonMedia>();
        services.AddSingleton<MastodonWriting>();
        services.AddSingleton<MastodonListening>();
        services.AddSingleton<IConnector, MastodonConnector>();
        services.AddScoped<MastodonSignIn>();
        services.AddScoped<ConnectMastodon>();
        services.AddSingleton(new ConnectOffer(MastodonConnector.NetworkName, ConnectMastodonPage.Address));
    }
}
