namespace Pendopo.Publishing.Versions;

/// <summary>What versions add to their room.</summary>
internal static class VersionSetup
{
    public static void Add(IServiceCollection services) => services.AddScoped<VersionReader>().AddScoped<BeginVersion>().AddScoped<KeepChannelLanguages>();
}
