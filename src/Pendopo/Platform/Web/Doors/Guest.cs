using System.Net;
using System.Net.Sockets;

namespace Pendopo.Platform.Web.Doors;

/// <summary>One connection to the server, and what it is doing.</summary>
internal sealed class Guest(IPAddress? address, TimeSpan arrived, Action leave)
{
    private readonly Lock gate = new();
    private int asking;
    private bool answered;

    /// <summary>Where it comes from: a household's /64 counts as one (RFC 6177), an address of version 4 as itself.</summary>
    public string Network { get; } = NetworkOf(address);

    /// <summary>Since when it does what it does, on the clock that only goes forward.</summary>
    public TimeSpan Since { get; private set; } = arrived;

    public GuestState State
    {
        get
        {
            lock (gate)
                return asking == 0 ? GuestState.Waiting : answered ? GuestState.Answered : GuestState.Asking;
        }
    }

    public void Asks(TimeSpan now)
    {
        lock (gate)
        {
            (asking, answered, Since) = (asking + 1, false, now);
        }
    }

    public void Answered()
    {
        lock (gate)
            answered = true;
    }

    public void Done(TimeSpan now)
    {
        lock (gate)
        {
            (asking, Since) = (asking - 1, now);
        }
    }

    public void Leave() => leave();

    private static string NetworkOf(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}

internal enum GuestState
{
    /// <summary>Nothing is asked: it is idle, or its headers are still coming.</summary>
    Waiting,

    /// <summary>A request is under way and nothing of its answer was sent: its body may still be coming.</summary>
    Asking,

    /// <summary>An answer is on its way, which may take long: a download, a live page.</summary>
    Answered,
}
