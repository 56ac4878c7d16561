using System.Text.Json.Nodes;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Bluesky;

/// <summary>One call of the AT Protocol's XRPC over HTTP (atproto.com/specs/xrpc).</summary>
internal sealed class Xrpc(OutboundHttp outbound, TimeProvider time)
{
    private const string Purpose = "bluesky";

    /// <summary>A query: GET.</summary>
    /// <param name="server">Origin of the server, without a slash at its end.</param>
    public Task<XrpcAnswer> Ask(string server, string name, string? token, IEnumerable<(string Name, string Value)> parameters, CancellationToken cancel)
    {
        var query = string.Join('&', parameters.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"));
        return Send(OutboundRequest.Get($"{Address(server, name)}?{query}", Purpose), token, cancel);
    }

    /// <summary>A procedure with JSON, or without a body: POST.</summary>
    public Task<XrpcAnswer> Do(string server, string name, string? token, JsonObject? input, CancellationToken cancel) =>
        Send(new(HttpMethod.Post, Address(server, name), Purpose) { Body = input is null ? null : OutboundBody.Of(input.ToJsonString(), "application/json") }, token, cancel);

    /// <summary>Sends bytes as they are.</summary>
    public Task<XrpcAnswer> Upload(string server, string name, string token, OutboundBody body, CancellationToken cancel) =>
        Send(OutboundRequest.Post(Address(server, name), Purpose, body), token, cancel);

    private async Task<XrpcAnswer> Send(OutboundRequest request, string? token, CancellationToken cancel)
    {
        var known = token is null ? request : request with { Headers = [new("Authorization", $"Bearer {token}")] };
        return XrpcAnswer.Of(await outbound.Send(known with { Accept = "application/json" }, cancel), time.Now());
    }

    private static string Address(string server, string name) => $"{server}/xrpc/{name}";
}
