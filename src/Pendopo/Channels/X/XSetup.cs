using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.X;

internal static class XSetup
{
    public static void AddX(this IServiceCollection services)
    {
        services.AddSingleton<XSettings>();
        services.AddSingleton<XUsage>();
        services.AddSingleton<XApi>();
        services.AddSingleton<XCalls>();
        services.AddSingleton<XOutcomes>();
        services.AddSingleton<XOwnPosts>();
        services.AddSingleton<XSubtitles>();
        services.AddSingleton<XUploads>();
        services.AddSingleton<XWriting>();
        services.AddSingleton<XAnswering>();
        services.AddSingleton<XListening>();
        services.AddSingleton<IConnector, XConnector>();
        services.AddScoped<XSignIn>();
        services.AddScoped<ConnectX>();
        services.AddScoped<KeepXApp>();
        services.AddSingleton(new ConnectOffer(XConnector.NetworkName, ConnectXPage.Address, OfferCost.Price));
    }
}
