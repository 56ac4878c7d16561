using System.Globalization;
using System.Net;

namespace Pendopo.Platform.Outbound;

/// <summary>Where a call may go. Pure: an address in, a verdict out.</summary>
internal sealed class DialRules
{
    private readonly HashSet<string> hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IPNetwork> networks = [];
    private readonly HashSet<int> ports;

    public DialRules(OutboundOptions options)
    {
        ports = [.. options.AllowedPorts];
        foreach (var entry in options.AllowedPrivate)
        {
            Add(entry.Trim());
        }
    }

    /// <summary>Reads an address strictly. What the browser would silently mend is refused here, because others compare addresses as text.</summary>
    public static Uri? Read(string url)
    {
        if (url.Length > 8000 || url.AsSpan().IndexOfAnyInRange('\0', ' ') >= 0 || url.AsSpan().IndexOfAny('\\', '\u007F') >= 0)
        {
            return null;
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && HasPlainAuthority(uri) ? uri : null;
    }

    /// <summary>What can be said before the name is looked up.</summary>
    public OutboundFault? CheckUrl(Uri url)
    {
        if (IsListed(url) || networks.Count > 0)
        {
            return null; // the address decides, when it is known
        }

        return url.Scheme != Uri.UriSchemeHttps ? OutboundFault.InsecureUrl : ports.Contains(url.Port) ? null : OutboundFault.BadUrl;
    }

    /// <summary>Null when every address may be dialled. One bad address among several condemns the name.</summary>
    /// <param name="url">The address asked for; its scheme, host and port count.</param>
    /// <param name="addresses">All that the name leads to.</param>
    /// <param name="privateAllowed">False for a hop that a public server pointed to.</param>
    public OutboundFault? CheckAddresses(Uri url, IReadOnlyCollection<IPAddress> addresses, bool privateAllowed)
    {
        var isListed = privateAllowed && IsListed(url);
        foreach (var address in addresses)
        {
            if (isListed || (privateAllowed && InListedNetwork(address)))
            {
                continue;
            }

            if (!GlobalAddresses.IsGlobal(address))
            {
                return OutboundFault.RefusedAddress;
            }

            if (url.Scheme != Uri.UriSchemeHttps)
            {
                return OutboundFault.InsecureUrl;
            }

            if (!ports.Contains(url.Port))
            {
                return OutboundFault.BadUrl;
            }
        }

        return null;
    }

    /// <summary>True when the administrator listed this very host and port, or the range of a literal address.</summary>
    public bool IsListed(Uri url) =>
        hosts.Contains(HostAndPort(url.IdnHost, url.Port)) || (IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var literal) && InListedNetwork(literal));

    private bool InListedNetwork(IPAddress address)
    {
        var plain = GlobalAddresses.Unwrap(address);
        return networks.Exists(network => network.Contains(plain) || network.Contains(address));
    }

    private static bool HasPlainAuthority(Uri uri) =>
        (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.UserInfo.Length == 0 && !uri.OriginalString.AsSpan(0, AuthorityEnd(uri)).Contains('@')
        && HostOf(uri) is { Length: > 0 } host && !host.EndsWith('.') && uri.Port > 0;

    // Letters that no host may have (U+FFFD among them) are found only when the name is put into ASCII.
    private static string? HostOf(Uri uri)
    {
        try
        {
            return uri.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    // "https://@host/" has no user info in Uri's eyes, yet no honest address looks so.
    private static int AuthorityEnd(Uri uri)
    {
        var text = uri.OriginalString;
        var start = text.IndexOf("//", StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.AsSpan(start + 2).IndexOfAny("/?#");
        return end < 0 ? text.Length : start + 2 + end;
    }

    private void Add(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network))
        {
            networks.Add(network);
        }
        else if (IPAddress.TryParse(entry, out var address))
        {
            networks.Add(new IPNetwork(address, GlobalAddresses.Bits(address)));
        }
        else if (Uri.TryCreate("http://" + entry, UriKind.Absolute, out var uri) && uri.PathAndQuery == "/" && entry.EndsWith(string.Create(CultureInfo.InvariantCulture, $":{uri.Port}"), StringComparison.Ordinal))
        {
            hosts.Add(HostAndPort(uri.IdnHost, uri.Port));
        }
        else
        {
            throw new ArgumentException($"Outbound:AllowedPrivate: \"{entry}\" is neither host:port, an address nor a range such as 10.20.0.0/16.", nameof(entry));
        }
    }

    private static string HostAndPort(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
}
