using System.Text;
using System.Text.Json.Nodes;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.X;

/// <summary>One call of the API.</summary>
/// <param name="Edge">What the network counts as one kind.</param>
internal sealed record XCall(string Edge, HttpMethod Method, string Path, OutboundBody? Body = null)
{
    public static XCall Get(string edge, string path, params (string Name, string Value)[] query) =>
        new(edge, HttpMethod.Get, query.Length == 0 ? path : $"{path}?{string.Join('&', query.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"))}");

    public static XCall Send(string edge, HttpMethod method, string path, JsonObject input) => new(edge, method, path, OutboundBody.Of(input.ToJsonString(), "application/json"));
}

/// <summary>The API of X in the version of the settings: calls in an account's name, and the exchange of codes and tokens in the app's own.</summary>
internal sealed class XApi(OutboundHttp outbound, XSettings settings)
{
    private const string Purpose = "x";

    // A piece of a video on a slow line.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public Task<OutboundReply> Send(string token, XCall call, CancellationToken cancel) => outbound.Send(new(call.Method, $"{settings.Server}/{settings.Version.Name}/{call.Path}", Purpose)
    {
        Headers = [new("Authorization", $"Bearer {token}")],
        Accept = "application/json",
        Body = call.Body,
        Deadline = call.Body?.Length > 256 << 10 ? Patience : OutboundRequest.DefaultDeadline,
    }, cancel);

    /// <summary>Exchanges a code or a refresh token (RFC 6749): the app names itself in a header, the secrets travel in the body.</summary>
    public async Task<XAnswer> Exchange(IEnumerable<(string Name, string Value)> fields, CancellationToken cancel)
    {
        var form = string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(settings.ClientId)}:{Uri.EscapeDataString(settings.Secret)}"));
        return XAnswer.Of(await outbound.Send(OutboundRequest.Post($"{settings.Server}/{settings.Version.Name}/oauth2/token", Purpose, OutboundBody.Of(form, "application/x-www-form-urlencoded")) with
        {
            Headers = [new("Authorization", $"Basic {basic}")],
            Accept = "application/json",
        }, cancel));
    }
}
