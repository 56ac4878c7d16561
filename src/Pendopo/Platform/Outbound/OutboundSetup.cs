namespace Pendopo.Platform.Outbound;

internal static class OutboundSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(provider => new OutboundOptions { AllowedPrivate = provider.GetRequiredService<Installation>().AllowedPrivate });
        services.AddSingleton<OutboundHttp>();
    }
}
