using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Graph;

internal static class GraphSetup
{
    /// <summary>What Facebook, Instagram and WhatsApp share.</summary>
    public static void AddGraph(this IServiceCollection services)
    {
        services.AddSingleton<GraphSettings>();
        services.AddSingleton<GraphUsage>();
        services.AddSingleton<GraphApi>();
        services.AddSingleton<GraphOutcomes>();
        services.AddSingleton<GraphComments>();
        services.AddSingleton<GraphChecking>();
        services.AddSingleton<GraphAnswering>();
        services.AddSingleton<GraphTending>();
        services.AddScoped<GraphSignIn>();
        services.AddScoped<GraphHook>();
        services.AddScoped<KeepGraphApp>();
        services.AddJob<TakeGraphEvent, TakeGraphEventJob>();
    }
}
