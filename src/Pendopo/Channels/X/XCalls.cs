using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.X;

/// <summary>
/// Calls in the name of a connected account. Its limits are obeyed; its tokens are renewed in time, by one job at a time over all nodes, and the new pair is
/// kept before it is used. One instance for the program.
/// </summary>
internal sealed class XCalls(XApi api, XUsage usage, TimeProvider time)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(2);
    private readonly TokenRenewal renewal = new(time);

    public async Task<XAnswer> Do(ConnectedAccount account, XCall call, CancellationToken cancel)
    {
        var keys = account.Credentials<XKeys>();
        if (usage.PausedUntil(keys.User, call.Edge) is { } until)
            return XAnswer.Paused(until);
        if (keys.AccessEnds - Early <= time.GetUtcNow())
        {
            var (fresh, refusal) = await Renew(account, keys, cancel);
            if (fresh is null)
                return refusal!;
            keys = fresh;
        }
        var answer = await Send(keys, call, cancel);
        if (!answer.TokenRefused)
            return answer;
        var (renewed, lost) = await Renew(account, keys, cancel);
        if (renewed is null)
            return lost!;
        answer = await Send(renewed, call, cancel);
        return answer.TokenRefused ? answer with { SessionLost = true } : answer;
    }

    private async Task<XAnswer> Send(XKeys keys, XCall call, CancellationToken cancel)
    {
        var reply = await api.Send(keys.Access, call, cancel);
        var answer = XAnswer.Of(reply);
        usage.Take(keys.User, call.Edge, reply, answer);
        return answer;
    }

    private Task<(XKeys? Keys, XAnswer? Refusal)> Renew(ConnectedAccount account, XKeys stale, CancellationToken cancel) => renewal.Run(account, stale, Fetch, XAnswer.Busy, cancel);

    private async Task<Fetched<XKeys, XAnswer>> Fetch(XKeys kept)
    {
        var answer = await api.Exchange([("grant_type", "refresh_token"), ("refresh_token", kept.Refresh)], CancellationToken.None);
        if (answer.Ok && answer.Body.Text("access_token") is { Length: > 0 } access)
        {
            var (ends, refresh) = (Ends(answer, time.GetUtcNow()), answer.Body.Text("refresh_token"));
            return new(answer, keys => keys with { Access = access, AccessEnds = ends, Refresh = refresh.Length > 0 ? refresh : keys.Refresh });
        }
        // Whatever became of the renewal, the call itself was not made with it.
        return new(answer with { Sent = OutboundSent.Nothing, SessionLost = answer.Status is 400 or 401 or 403 }, null);
    }

    /// <summary>When the access token of an exchange ends; two hours where nothing is told.</summary>
    public static DateTimeOffset Ends(XAnswer answer, DateTimeOffset now) => now.AddSeconds(answer.Body.Count("expires_in") ?? 7200);
}
