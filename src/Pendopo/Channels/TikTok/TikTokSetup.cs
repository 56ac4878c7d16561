using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.TikTok;

internal static class TikTokSetup
{
    public static void AddTikTok(this IServiceCollection services)
    {
        services.AddSingleton<TikTokSettings>();
        services.AddSingleton<TikTokApi>();
        services.AddSingleton<TikTokWriting>();
        services.AddSingleton<IConnector, TikTokConnector>();
        services.AddScoped<TikTokSignIn>();
        services.AddScoped<ConnectTikTok>();
        services.AddScoped<KeepTikTokApp>();
        services.AddSingleton(new ConnectOffer(TikTokConnector.NetworkName, ConnectTikTokPage.Address, OfferCost.Review));
    }
}
