using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pendopo.Platform.Certificates.Acme;

/// <summary>Signed messages as ACME wants them: flattened JSON (RFC 7515 section 7.2.2; RFC 8555 section 6.2).</summary>
internal static class Jws
{
    /// <summary>The public half of a P-256 key, its members in the order of RFC 7638 section 3.2.</summary>
    public static JsonObject PublicKey(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new() { ["crv"] = "P-256", ["kty"] = "EC", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) };
    }

    /// <summary>Fingerprint of the key (RFC 7638).</summary>
    public static string Thumbprint(ECDsa key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(PublicKey(key).ToJsonString())));

    /// <summary>Signs with ES256 (RFC 7518 section 3.4: both halves of the signature, 32 bytes each).</summary>
    /// <param name="payload">Null sends an empty payload, by which ACME reads (POST-as-GET).</param>
    public static string Sign(ECDsa key, JsonObject head, JsonNode? payload)
    {
        head["alg"] = "ES256";
        return Flat(head, payload?.ToJsonString() ?? "", message => key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    /// <summary>Ties the account's key to an account that the authority knows already (external account binding, RFC 8555 section 7.3.4).</summary>
    public static JsonNode Bind(ECDsa key, string url, string knownAs, byte[] secret)
    {
        var head = new JsonObject { ["alg"] = "HS256", ["kid"] = knownAs, ["url"] = url };
        return JsonNode.Parse(Flat(head, PublicKey(key).ToJsonString(), message => HMACSHA256.HashData(secret, message)))!;
    }

    private static string Flat(JsonObject head, string payload, Func<byte[], byte[]> sign)
    {
        var (headText, payloadText) = (Encode(head.ToJsonString()), Encode(payload));
        var signature = sign(Encoding.ASCII.GetBytes($"{headText}.{payloadText}"));
        return JsonSerializer.Serialize(new Dictionary<string, string> { ["protected"] = headText, ["payload"] = payloadText, ["signature"] = Base64Url.EncodeToString(signature) });
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
