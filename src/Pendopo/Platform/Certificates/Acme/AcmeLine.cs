using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Platform.Outbound;

namespace Pendopo.Platform.Certificates.Acme;

/// <summary>What the authority answered: its words, where it put the thing, and when it wants to be asked again.</summary>
internal sealed record AcmeAnswer(string Text, string? Location, TimeSpan? After)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);
}

/// <summary>Signed conversation with one authority: its directory, its nonces, the account's key.</summary>
/// <param name="accountUrl">The account as the authority names it; null before it is made.</param>
internal sealed class AcmeLine(OutboundHttp http, string directory, ECDsa key, string? accountUrl, TimeProvider time)
{
    private const string Purpose = "acme";
    // RFC 8555 section 6.5: a nonce that was used up or forgotten is no refusal; the error brings a fresh one.
    private const int NonceTries = 8;
    private JsonElement? addresses;
    private string? nonce;

    public ECDsa Key => key;

    public string? AccountUrl { get; set; } = accountUrl;

    /// <summary>An address of the directory, such as `newOrder`.</summary>
    public async Task<string> Address(string name, CancellationToken cancel)
    {
        addresses ??= JsonSerializer.Deserialize<JsonElement>((await Fetch(OutboundRequest.Get(directory, Purpose), cancel)).Text);
        return addresses.Value.TryGetProperty(name, out var found) && found.GetString() is { } url ? url : throw new AcmeException(AcmeTrouble.AuthorityAway, $"no {name} in {directory}");
    }

    /// <summary>Sends a signed message; null reads.</summary>
    /// <exception cref="AcmeException">The authority refused or did not answer.</exception>
    public async Task<AcmeAnswer> Post(string url, JsonNode? payload, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var head = new JsonObject { ["nonce"] = nonce ?? await FreshNonce(cancel), ["url"] = url };
            head[AccountUrl is null ? "jwk" : "kid"] = AccountUrl is null ? Jws.PublicKey(key) : AccountUrl;
            var reply = await http.Send(OutboundRequest.Post(url, Purpose, OutboundBody.Of(Jws.Sign(key, head, payload), "application/jose+json")), cancel);
            nonce = reply.Header("Replay-Nonce");
            if (reply.IsSuccess)
                return new(reply.Text, reply.Header("Location"), reply.RetryAfter(time.GetUtcNow()));
            if (attempt == NonceTries || AcmeException.Kind(reply) != "badNonce")
                throw AcmeException.Of(reply, reply.RetryAfter(time.GetUtcNow()));
        }
    }

    private async Task<string> FreshNonce(CancellationToken cancel)
    {
        var reply = await Fetch(new(HttpMethod.Head, await Address("newNonce", cancel), Purpose), cancel);
        return reply.Header("Replay-Nonce") ?? throw new AcmeException(AcmeTrouble.AuthorityAway, "no nonce");
    }

    private async Task<OutboundReply> Fetch(OutboundRequest request, CancellationToken cancel)
    {
        var reply = await http.Send(request, cancel);
        return reply.IsSuccess ? reply : throw AcmeException.Of(reply, reply.RetryAfter(time.GetUtcNow()));
    }
}
