using System.Text.Json.Nodes;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Graph;

/// <summary>One call of the Graph API: the token in a header, its proof beside it, the version of the settings before the path, and the usage obeyed.</summary>
internal sealed class GraphApi(OutboundHttp outbound, GraphSettings settings, GraphUsage usage)
{
    private const string Purpose = "graph";

    public Task<GraphAnswer> Get(GraphAccess access, string path, IEnumerable<(string Name, string Value)> query, CancellationToken cancel) =>
        Send(access, OutboundRequest.Get(Address(access, path, query), Purpose), cancel);

    public Task<GraphAnswer> Post(GraphAccess access, string path, JsonObject input, CancellationToken cancel) =>
        Send(access, OutboundRequest.Post(Address(access, path, []), Purpose, OutboundBody.Of(input.ToJsonString(), "application/json")), cancel);

    public Task<GraphAnswer> Delete(GraphAccess access, string path, CancellationToken cancel) =>
        Send(access, new(HttpMethod.Delete, Address(access, path, []), Purpose), cancel);

    /// <summary>A call with files beside its fields.</summary>
    public Task<GraphAnswer> Upload(GraphAccess access, string path, OutboundBody form, CancellationToken cancel) =>
        Send(access, OutboundRequest.Post(Address(access, path, []), Purpose, form) with { Deadline = TimeSpan.FromSeconds(90) }, cancel);

    /// <summary>Bytes to the address that the network told for them, from a place in the whole on. The token goes to Meta's own servers and to no other.</summary>
    public async Task<GraphAnswer> Bytes(GraphAccess access, string address, (long Offset, long Size) place, OutboundBody bytes, CancellationToken cancel)
    {
        if (!IsOwn(address))
            return GraphAnswer.Strange;
        var request = OutboundRequest.Post(address, Purpose, bytes) with { Deadline = TimeSpan.FromSeconds(90) };
        (string, string)[] headers = [("offset", $"{place.Offset}"), ("file_size", $"{place.Size}")];
        var answer = await Send(access, request, "OAuth", headers, cancel);
        // Whether these addresses want the proof, too, is not proven.
        return answer.Message.Contains("appsecret_proof", StringComparison.Ordinal)
            ? await Send(access, request with { Url = $"{address}{(address.Contains('?') ? '&' : '?')}appsecret_proof={settings.Proof(access.Token)}" }, "OAuth", headers, cancel) : answer;
    }

    private bool IsOwn(string address) => Uri.TryCreate(address, UriKind.Absolute, out var told)
        && (told.Host.EndsWith(".facebook.com", StringComparison.OrdinalIgnoreCase) || address.StartsWith(settings.Server + "/", StringComparison.Ordinal));

    /// <summary>A call of the app itself, whose fields hold secrets and so travel in the body: codes and tokens are exchanged by it.</summary>
    public async Task<GraphAnswer> Exchange(IEnumerable<(string Name, string Value)> fields, CancellationToken cancel)
    {
        var form = Query([("client_id", settings.AppId), ("client_secret", settings.Secret), .. fields]);
        var request = OutboundRequest.Post($"{settings.Server}/{settings.Version}/oauth/access_token", Purpose, OutboundBody.Of(form, "application/x-www-form-urlencoded"));
        return GraphAnswer.Of(await outbound.Send(request with { Accept = "application/json" }, cancel));
    }

    private Task<GraphAnswer> Send(GraphAccess access, OutboundRequest request, CancellationToken cancel) => Send(access, request, "Bearer", [], cancel);

    private async Task<GraphAnswer> Send(GraphAccess access, OutboundRequest request, string scheme, (string Name, string Value)[] more, CancellationToken cancel)
    {
        if (usage.PausedUntil(access.Account) is { } until)
            return GraphAnswer.Paused(until);
        var reply = await outbound.Send(request with { Headers = [new("Authorization", $"{scheme} {access.Token}"), .. more.Select(header => KeyValuePair.Create(header.Name, header.Value))], Accept = "application/json" }, cancel);
        var answer = GraphAnswer.Of(reply);
        usage.Take(access.Account, reply, answer);
        return answer;
    }

    private string Address(GraphAccess access, string path, IEnumerable<(string Name, string Value)> query)
    {
        var all = settings.Secret.Length > 0 ? [.. query, ("appsecret_proof", settings.Proof(access.Token))] : query;
        return $"{settings.Server}/{settings.Version}/{path}?{Query(all)}";
    }

    private static string Query(IEnumerable<(string Name, string Value)> fields) => string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
}
