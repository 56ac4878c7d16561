using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Bluesky;

/// <summary>Calls in the name of a connected account: renews its tokens when the server asks for it, one renewal at a time, and keeps
/// the new pair before it uses it. One instance for the program.</summary>
internal sealed class SignedCalls(Xrpc xrpc)
{
    private readonly ConcurrentDictionary<Id<Channel>, SemaphoreSlim> renewals = new();

    public Task<XrpcAnswer> Ask(ConnectedAccount account, string name, IReadOnlyList<(string Name, string Value)> parameters, CancellationToken cancel) =>
        Signed(account, session => xrpc.Ask(session.Server, name, session.Access, parameters, cancel), cancel);

    public Task<XrpcAnswer> Do(ConnectedAccount account, string name, JsonObject input, CancellationToken cancel) =>
        Signed(account, session => xrpc.Do(session.Server, name, session.Access, input, cancel), cancel);

    public Task<XrpcAnswer> Upload(ConnectedAccount account, OutboundBody body, CancellationToken cancel) =>
        Signed(account, session => xrpc.Upload(session.Server, "com.atproto.repo.uploadBlob", session.Access, body, cancel), cancel);

    private async Task<XrpcAnswer> Signed(ConnectedAccount account, Func<Session, Task<XrpcAnswer>> call, CancellationToken cancel)
    {
        var session = account.Credentials<Session>();
        var answer = await call(session);
        if (!answer.WantsNewToken)
            return answer;
        var (renewed, refusal) = await Renew(account, session, cancel);
        return renewed is null ? refusal! : await call(renewed);
    }

    /// <summary>Returns the session to go on with, or the answer that stands for the call that could not be made.</summary>
    private async Task<(Session? Session, XrpcAnswer? Refusal)> Renew(ConnectedAccount account, Session stale, CancellationToken cancel)
    {
        var turn = renewals.GetOrAdd(account.Channel.Id, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancel);
        try
        {
            var kept = await account.Reread<Session>(cancel);
            if (kept.Access != stale.Access)
                return (kept, null);
            var answer = await xrpc.Do(kept.Server, "com.atproto.server.refreshSession", kept.Refresh, input: null, cancel);
            if (answer.Ok && Session.Read(answer.Body, kept.Server) is { } renewed)
            {
                await account.Keep(renewed, cancel);
                return (renewed, null);
            }
            // The server takes a token for a renewal once: another node may have used it a moment ago, and kept what it got.
            if (await account.Reread<Session>(cancel) is var now && now.Access != kept.Access)
                return (now, null);
            // Whatever became of the renewal, the call itself was not made with it.
            var passes = answer.WillPass || answer.OverQuota;
            return (null, answer with { Sent = OutboundSent.Nothing, SessionLost = !passes });
        }
        finally
        {
            turn.Release();
        }
    }
}
