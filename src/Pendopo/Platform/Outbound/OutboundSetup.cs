namespace Pendopo.Platform.Outbound;

internal static class OutboundSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(provider => Options(provider.GetRequiredService<Installation>()));
        services.AddSingleton<OutboundHttp>();
    }

    private static OutboundOptions Options(Installation installation)
    {
        var options = new OutboundOptions { AllowedPrivate = installation.AllowedPrivate };
        if (installation.TrustFile is { } file)
            options.TrustedRoots.ImportFromPemFile(file);
        return options;
    }
}
