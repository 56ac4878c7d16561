namespace Pendopo.Channels.Google;

internal static class GoogleSetup
{
    /// <summary>What YouTube and the reviews share.</summary>
    public static void AddGoogle(this IServiceCollection services)
    {
        services.AddSingleton<GoogleSettings>();
        services.AddSingleton<GoogleApi>();
        services.AddSingleton<GoogleOutcomes>();
        services.AddScoped<GoogleSignIn>();
        services.AddScoped<KeepGoogleApp>();
    }
}
