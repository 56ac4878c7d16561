using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Instagram;

internal static class InstagramSetup
{
    public static void AddInstagram(this IServiceCollection services)
    {
        services.AddSingleton<FittedPictures>();
        services.AddSingleton<InstagramWriting>();
        services.AddSingleton<InstagramListening>();
        services.AddSingleton<InstagramMeasuring>();
        services.AddSingleton<IConnector, InstagramConnector>();
        services.AddScoped<IGraphEvents, InstagramEvents>();
        services.AddScoped<ConnectInstagram>();
        services.AddSingleton(new ConnectOffer(InstagramConnector.NetworkName, ConnectInstagramPage.Address, OfferCost.Review));
    }
}
