using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Pendopo.Platform.Outbound;

/// <summary>What the administrator sets about calls to other servers (section <c>Outbound</c>).</summary>
internal sealed class OutboundOptions
{
    /// <summary>
    /// Private targets that may be called all the same, by http too: <c>host:port</c> (<c>localhost:8080</c>, <c>[::1]:8080</c>) an
    /// address or a range (<c>10.20.0.0/16</c>). For tests and intranets. Empty by default.
    /// </summary>
    public IReadOnlyList<string> AllowedPrivate { get; set; } = [];

    /// <summary>Ports of public servers that may be called.</summary>
    public IReadOnlyList<int> AllowedPorts { get; set; } = [443];

    /// <summary>Authorities that are believed besides those of the system; none by default.</summary>
    public X509Certificate2Collection TrustedRoots { get; set; } = [];

    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    public string UserAgent { get; set; } = "Pendopo";

    /// <summary>Where names become addresses. Called once for each connection.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; set; } = Dns.GetHostAddressesAsync;
}
