using System.Text.Json.Nodes;
using Pendopo.Channels.Graph;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Threads;

/// <summary>One call of the Threads API, which answers as the Graph API does: the token in a header, its proof beside it, the usage obeyed.</summary>
internal sealed class ThreadsApi(OutboundHttp outbound, ThreadsSettings settings, TimeProvider time)
{
    private const string Purpose = "threads";
    private readonly GraphUsage usage = new(time);

    /// <summary>What an answer means for what was to be sent; the limits are those of this app.</summary>
    public GraphOutcomes Outcomes => new(usage, time);

    public Task<GraphAnswer> Get(GraphAccess access, string path, CancellationToken cancel, params IEnumerable<(string Name, string Value)> query) =>
        Send(access, OutboundRequest.Get(Address(access, path, query), Purpose), cancel);

    public Task<GraphAnswer> Post(GraphAccess access, string path, JsonObject input, CancellationToken cancel) =>
        Send(access, OutboundRequest.Post(Address(access, path, []), Purpose, OutboundBody.Of(input.ToJsonString(), "application/json")), cancel);

    public Task<GraphAnswer> Delete(GraphAccess access, string path, CancellationToken cancel) =>
        Send(access, new(HttpMethod.Delete, Address(access, path, []), Purpose), cancel);

    /// <summary>Gives a code for a token of an hour.</summary>
    public async Task<GraphAnswer> Exchange(IEnumerable<(string Name, string Value)> fields, CancellationToken cancel)
    {
        var form = Query([("client_id", settings.AppId), ("client_secret", settings.Secret), ("grant_type", "authorization_code"), .. fields]);
        var request = OutboundRequest.Post($"{settings.Server}/oauth/access_token", Purpose, OutboundBody.Of(form, "application/x-www-form-urlencoded"));
        return GraphAnswer.Of(await outbound.Send(request with { Accept = "application/json" }, cancel));
    }

    /// <summary>Gives a token of an hour for one of 60 days. The network takes these fields in the address alone.</summary>
    public Task<GraphAnswer> Lengthen(string token, CancellationToken cancel) => Tokens("access_token", [("grant_type", "th_exchange_token"), ("client_secret", settings.Secret), ("access_token", token)], cancel);

    /// <summary>Gives a token that is a day old for another of 60 days.</summary>
    public Task<GraphAnswer> Extend(string token, CancellationToken cancel) => Tokens("refresh_access_token", [("grant_type", "th_refresh_token"), ("access_token", token)], cancel);

    private async Task<GraphAnswer> Tokens(string path, IEnumerable<(string, string)> query, CancellationToken cancel) =>
        GraphAnswer.Of(await outbound.Send(OutboundRequest.Get($"{settings.Server}/{path}?{Query(query)}", Purpose) with { Accept = "application/json" }, cancel));

    private async Task<GraphAnswer> Send(GraphAccess access, OutboundRequest request, CancellationToken cancel)
    {
        if (usage.PausedUntil(access.Account) is { } until)
            return GraphAnswer.Paused(until);
        var reply = await outbound.Send(request with { Headers = [new("Authorization", $"Bearer {access.Token}")], Accept = "application/json" }, cancel);
        var answer = GraphAnswer.Of(reply);
        usage.Take(access.Account, reply, answer);
        return answer;
    }

    private string Address(GraphAccess access, string path, IEnumerable<(string Name, string Value)> query)
    {
        var all = settings.Secret.Length > 0 ? [.. query, ("appsecret_proof", settings.Proof(access.Token))] : query;
        return $"{settings.Server}/{settings.Version.Name}/{path}?{Query(all)}";
    }

    private static string Query(IEnumerable<(string Name, string Value)> fields) => string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
}
