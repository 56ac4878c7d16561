using System.Text.Json.Nodes;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.WhatsApp;

/// <summary>One call of the Cloud API: the token in the header, the proof of the app beside it.</summary>
internal sealed class Cloud(OutboundHttp outbound)
{
    private const string Purpose = "whatsapp";

    /// <summary>The largest medium that is handed on (WhatsApp's own bound for documents is 100 MB; pictures and voices are far smaller).</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <param name="path">Behind the version, with its question, such as `123?fields=id`.</param>
    public Task<CloudAnswer> Ask(WhatsAppKeys keys, string path, CancellationToken cancel) => Send(keys, OutboundRequest.Get(Address(keys, path), Purpose), cancel);

    public Task<CloudAnswer> Do(WhatsAppKeys keys, string path, JsonObject input, CancellationToken cancel) =>
        Send(keys, OutboundRequest.Post(Address(keys, path), Purpose, OutboundBody.Of(input.ToJsonString(), "application/json")), cancel);

    public Task<CloudAnswer> Delete(WhatsAppKeys keys, string path, CancellationToken cancel) => Send(keys, new(HttpMethod.Delete, Address(keys, path), Purpose), cancel);

    /// <summary>The bytes behind the address of a medium, which asks for the token too.</summary>
    public Task<OutboundReply> Fetch(WhatsAppKeys keys, string url, CancellationToken cancel) =>
        outbound.Send(OutboundRequest.Get(url, Purpose) with { Headers = Bearer(keys), MaxReplyBytes = MostBytes }, cancel);

    private async Task<CloudAnswer> Send(WhatsAppKeys keys, OutboundRequest request, CancellationToken cancel) =>
        CloudAnswer.Of(await outbound.Send(request with { Headers = Bearer(keys), Accept = "application/json" }, cancel));

    private static string Address(WhatsAppKeys keys, string path) => $"{keys.Server}/{keys.Version}/{path}{(path.Contains('?') ? '&' : '?')}appsecret_proof={keys.Proof}";

    private static List<KeyValuePair<string, string>> Bearer(WhatsAppKeys keys) => [new("Authorization", $"Bearer {keys.Token}")];
}
