using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Pendopo.Platform.Web.Doors;

/// <summary>What the server takes at most, before any page is asked. Its own defaults for headers stand (100 of them, 32 KB together, 8 KB the first
/// line; HTTP/2: 100 streams a connection).</summary>
internal static class ServerBounds
{
    /// <summary>Bytes of a body unless a route says otherwise.</summary>
    public const long Body = 1 << 20;

    public static void Set(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = Body;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MaxConcurrentUpgradedConnections = 100;
        // A phone at the edge of the net still sends and reads ten times that.
        limits.MinRequestBodyDataRate = limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        var doorway = kestrel.ApplicationServices.GetRequiredService<Doorway>();
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(doorway.Guard));
    }
}
