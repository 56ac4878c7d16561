using System.Net;
using System.Net.Sockets;

namespace Pendopo.Testing;

/// <summary>A port of loopback that nothing listens on at this moment, for servers that must know theirs beforehand.</summary>
internal static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
