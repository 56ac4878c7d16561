using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.YouTube;

internal static class YouTubeSetup
{
    public static void AddYouTube(this IServiceCollection services)
    {
        services.AddSingleton<YouTubeUnits>();
        services.AddSingleton<YouTubeApi>();
        services.AddSingleton<YouTubeUploading>();
        services.AddSingleton<YouTubeComments>();
        services.AddSingleton<YouTubeWriting>();
        services.AddSingleton<YouTubeTalking>();
        services.AddSingleton<YouTubeListening>();
        services.AddSingleton<IConnector, YouTubeConnector>();
        services.AddScoped<ConnectYouTube>();
        services.AddSingleton(new ConnectOffer(YouTubeConnector.NetworkName, ConnectYouTubePage.Address, OfferCost.Review));
    }
}
