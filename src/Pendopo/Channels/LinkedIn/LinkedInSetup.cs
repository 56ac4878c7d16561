using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.LinkedIn;

internal static class LinkedInSetup
{
    public static void AddLinkedIn(this IServiceCollection services)
    {
        services.AddSingleton<LinkedInSettings>();
        services.AddSingleton<LinkedInApi>();
        services.AddSingleton<LinkedInCalls>();
        services.AddSingleton<LinkedInOutcomes>();
        services.AddSingleton<LinkedInCaptions>();
        services.AddSingleton<LinkedInUploads>();
        services.AddSingleton<LinkedInTalk>();
        services.AddSingleton<LinkedInWriting>();
        services.AddSingleton<IConnector, LinkedInConnector>();
        services.AddScoped<LinkedInSignIn>();
        services.AddScoped<ConnectLinkedIn>();
        services.AddScoped<KeepLinkedInApp>();
        services.AddSingleton(new ConnectOffer(LinkedInConnector.NetworkName, ConnectLinkedInPage.Address, OfferCost.Review));
    }
}
