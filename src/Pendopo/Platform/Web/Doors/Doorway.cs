using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Pendopo.Platform.Web.Doors;

/// <summary>
/// Lets only so many in at once, and keeps the door free for who really asks something. A bound that refuses whoever comes last would be held by
/// one machine with a thousand idle sockets (slow-loris); here the newcomer takes the place of the one that has waited longest, of the
/// network that holds the most places. No network has a fixed share: a whole town may come from behind one address of its phone company.
/// </summary>
internal sealed class Doorway(TimeProvider time)
{
    /// <summary>Connections at once. Each costs about 20 KB, so that all of them together stay below what an idle program holds; and a thousand people who
    /// watch one queue or one talk hold a place each, and need a second one for the page that they all fetch at the same moment.</summary>
    public const int Most = 3000;

    /// <summary>From when on a request without any answer gives way. Pages answer in a tenth of this; a body may come slowly,
    /// and only where places are short is it sent away for that.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Guest> guests = new(StringComparer.Ordinal);
    private readonly long opened = time.GetTimestamp();

    public int Count => guests.Count;

    private TimeSpan Now => time.GetElapsedTime(opened);

    /// <summary>The server's connection middleware: takes the connection in, in another's place if it must, and lets it go at its end.</summary>
    public ConnectionDelegate Guard(ConnectionDelegate next) => async connection =>
    {
        var guest = Enter(connection.ConnectionId, (connection.RemoteEndPoint as System.Net.IPEndPoint)?.Address, () => connection.Abort(new ConnectionAbortedException("Another took its place.")));
        if (guest is null)
            return;
        connection.Features.Set(guest);
        try
        {
            await next(connection);
        }
        finally
        {
            guests.TryRemove(connection.ConnectionId, out _);
        }
    };

    /// <summary>The new guest; null when everybody inside is being served.</summary>
    public Guest? Enter(string id, System.Net.IPAddress? address, Action leave)
    {
        if (guests.Count >= Most && !MakeRoom())
            return null;
        var guest = new Guest(address, Now, leave);
        guests[id] = guest;
        return guest;
    }

    /// <summary>The middleware of a request: who asks is not sent away for waiting.</summary>
    public async Task Attend(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<Guest>() is not { } guest)
        {
            await next(context);
            return;
        }
        guest.Asks(Now);
        context.Response.OnStarting(static state => { ((Guest)state).Answered(); return Task.CompletedTask; }, guest);
        context.Response.OnCompleted(() => { guest.Done(Now); return Task.CompletedTask; });
        await next(context);
    }

    private bool MakeRoom()
    {
        var now = Now;
        var held = guests.GroupBy(pair => pair.Value.Network, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var giving = guests.Where(pair => GivesWay(pair.Value, now)).OrderBy(pair => pair.Value.State).ThenByDescending(pair => held[pair.Value.Network]).ThenBy(pair => pair.Value.Since).ToList();
        if (giving.Count == 0)
            return false;
        // Some at once: under an attack thousands come a second, and each look at all of them costs.
        foreach (var (id, guest) in giving.Take(Most / 20))
        {
            if (guests.TryRemove(id, out _))
                guest.Leave();
        }
        return true;
    }

    private static bool GivesWay(Guest guest, TimeSpan now) =>
        guest.State == GuestState.Waiting || (guest.State == GuestState.Asking && now - guest.Since > Patience);
}
