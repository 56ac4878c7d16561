using System.Net;
using System.Net.Sockets;

namespace Pendopo.Platform.Outbound;

/// <summary>
/// Which addresses belong to the open internet. IPv4: everything but the ranges of the IANA special-purpose registry (RFC 6890 and
/// successors), multicast and class E. IPv6: only 2000::/3 (RFC 4291 section 2.4) less its special ranges, so that loopback, link-local,
/// unique-local, NAT64 (64:ff9b::/96, 64:ff9b:1::/48) and discard-only all fall.
/// </summary>
internal static class GlobalAddresses
{
    private static readonly IPNetwork[] RefusedV4 = Parse(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] RefusedV6 = Parse("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48");

    public static bool IsGlobal(IPAddress address)
    {
        var plain = Unwrap(address);
        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => !RefusedV4.Any(network => network.Contains(plain)),
            AddressFamily.InterNetworkV6 => GlobalV6.Contains(plain) && !RefusedV6.Any(network => network.Contains(plain)),
            _ => false,
        };
    }

    /// <summary>The IPv4 address inside an IPv4-mapped (::ffff:a.b.c.d) or IPv4-compatible (::a.b.c.d) one; others as they are.</summary>
    public static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        // :: and ::1 have this shape too; as 0.0.0.0 and 0.0.0.1 they fall under 0.0.0.0/8.
        return bytes[..12].IndexOfAnyExcept((byte)0) < 0 ? new IPAddress(bytes[12..]) : address;
    }

    /// <summary>The length of an address: 32 or 128.</summary>
    public static int Bits(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    private static IPNetwork[] Parse(params string[] networks) => [.. networks.Select(network => IPNetwork.Parse(network))];
}
