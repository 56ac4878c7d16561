using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Bluesky;

/// <summary>Calls in the name of a connected account: renews its tokens when the server asks for it, once over all nodes, and keeps the new pair before it uses
/// it. One instance for the program.</summary>
internal sealed class SignedCalls(Xrpc xrpc, TimeProvider time)
{
    private readonly TokenRenewal renewal = new(time);

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

    private Task<(Session? Session, XrpcAnswer? Refusal)> Renew(ConnectedAccount account, Session stale, CancellationToken cancel) => renewal.Run(account, stale, Fetch, XrpcAnswer.Busy, cancel);

    private async Task<Fetched<Session, XrpcAnswer>> Fetch(Session kept)
    {
        var answer = await xrpc.Do(kept.Server, "com.atproto.server.refreshSession", kept.Refresh, input: null, CancellationToken.None);
        if (answer.Ok && Session.Read(answer.Body, kept.Server) is { } renewed)
            return new(answer, _ => renewed);
        // Whatever became of the renewal, the call itself was not made with it.
        return new(answer with { Sent = OutboundSent.Nothing, SessionLost = !answer.WillPass && !answer.OverQuota }, null);
    }
}
