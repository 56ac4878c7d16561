using System.Collections.Concurrent;
using System.Globalization;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.X;

/// <summary>
/// What is left of the limits, as every answer tells: of each kind of call an account may make so many in 15 minutes and in a day, the app of all centres so
/// many in a day and a month. A call whose limit is used up is not made. Kept in memory: a node that starts anew is told again.
/// </summary>
internal sealed class XUsage(TimeProvider time)
{
    private const string App = "";

    // Where no end is told. Credits that were bought are seen after that time at the latest; a month's cap ends with the month.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15), UntilCredits = TimeSpan.FromHours(6), Longest = TimeSpan.FromDays(1);
    private readonly ConcurrentDictionary<(string Who, string Edge), DateTimeOffset> pauses = new();

    /// <summary>Until when this account may not make such a call; null when it may.</summary>
    public DateTimeOffset? PausedUntil(string user, string edge)
    {
        var until = new[] { pauses.GetValueOrDefault((user, edge)), pauses.GetValueOrDefault((App, edge)) }.Max();
        return until > time.GetUtcNow() ? until : null;
    }

    /// <summary>Takes up what an answer tells.</summary>
    public void Take(string user, string edge, OutboundReply reply, XAnswer answer)
    {
        Read(user, edge, reply, "x-rate-limit");
        Read(user, edge, reply, "x-user-limit-24hour");
        Read(App, edge, reply, "x-app-limit-24hour");
        var now = time.GetUtcNow();
        if (answer.Capped)
            pauses[(App, edge)] = Earlier(now + UntilCredits, new(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero));
        else if (answer.OverLimit && PausedUntil(user, edge) is null)
            pauses[(user, edge)] = now + (reply.RetryAfter(now) ?? Window);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset month) => one < month.AddMonths(1) ? one : month.AddMonths(1);

    private void Read(string who, string edge, OutboundReply reply, string limit)
    {
        if (reply.Header(limit + "-remaining") != "0" || !long.TryParse(reply.Header(limit + "-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799)
            return;
        var (now, reset) = (time.GetUtcNow(), DateTimeOffset.FromUnixTimeSeconds(seconds));
        if (reset > now)
            pauses[(who, edge)] = reset < now + Longest ? reset : now + Longest;
    }
}
