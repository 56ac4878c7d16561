using System.Net;

namespace Pendopo.Platform.Observing;

/// <summary>How the house is watched from outside and from its own page.</summary>
internal static class ObservingSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ILoggerFactory, QuietLogs>();
        services.AddSingleton<PageTimes>();
        services.AddSingleton<HouseMeter>();
        services.AddSingleton<MetricsText>();
        services.AddScoped<Operations>();
        services.AddHostedService<Telemetry>();
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics", Metrics).AllowAnonymous().ExcludeFromDescription();

    /// <summary>For a collector on this machine. What came by a proxy came from elsewhere, even where the proxy does not say from where.</summary>
    private static IResult Metrics(HttpContext http, MetricsText metrics)
    {
        var proxied = http.Request.Headers.Keys.Any(name => name.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-Original", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase) || name.Equals("Via", StringComparison.OrdinalIgnoreCase));
        return !proxied && http.Connection.RemoteIpAddress is { } asker && IPAddress.IsLoopback(asker)
            ? TypedResults.Text(metrics.Read(), "text/plain; version=0.0.4; charset=utf-8")
            : TypedResults.NotFound();
    }
}
