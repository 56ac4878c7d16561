using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Facebook;

internal static class FacebookSetup
{
    public static void AddFacebook(this IServiceCollection services)
    {
        services.AddSingleton<FacebookBytes>();
        services.AddSingleton<FacebookCaptions>();
        services.AddSingleton<FacebookVideos>();
        services.AddSingleton<FacebookWriting>();
        services.AddSingleton<FacebookListening>();
        services.AddSingleton<FacebookMeasuring>();
        services.AddSingleton<IConnector, FacebookConnector>();
        services.AddScoped<IGraphEvents, FacebookEvents>();
        services.AddScoped<ConnectFacebook>();
        services.AddSingleton(new ConnectOffer(FacebookConnector.NetworkName, ConnectFacebookPage.Address, OfferCost.Review));
    }
}
