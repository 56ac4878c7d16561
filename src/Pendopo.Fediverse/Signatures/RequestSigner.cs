using System.Globalization;
using System.Text;

namespace Pendopo.Fediverse.Signatures;

/// <summary>
/// Signs what goes out. Sign when sending, never when queueing, and again on every attempt: a signature lives minutes.
/// </summary>
public static class RequestSigner
{
    /// <summary>The headers to add to the request: the date, the digest of a body, the signature.</summary>
    /// <param name="request">What is to be sent; its own headers are signed only when they are <c>Content-Type</c>.</param>
    /// <param name="scheme">Which scheme.</param>
    /// <param name="key">The key of the actor that speaks.</param>
    /// <param name="now">The present instant; cut to seconds.</param>
    /// <returns>Names and values; <c>Host</c> is signed but not among them, since the client writes it from the target.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Sign(RequestDescription request, SignatureScheme scheme, SigningKey key, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(key);
        return scheme == SignatureScheme.Cavage ? Cavage(request, key, now) : Message(request, key, now);
    }

    private static List<KeyValuePair<string, string>> Cavage(RequestDescription request, SigningKey key, DateTimeOffset now)
    {
        var added = new List<KeyValuePair<string, string>> { new("Date", now.ToString("r", CultureInfo.InvariantCulture)) };
        var lines = new List<(string Name, string Value)>
        {
            ("(request-target)", CavageReader.RequestTarget(request, withQuery: true)),
            ("host", request.Target.Authority),
            ("date", added[0].Value),
        };
        if (InboundSignature.CarriesBody(request))
        {
            added.Add(new("Digest", BodyDigest.Legacy(request.Body.Span)));
            lines.Add(("digest", added[1].Value));
            if (request.Header("Content-Type") is { } type)
            {
                lines.Add(("content-type", type));
            }
        }

        var text = string.Join('\n', lines.Select(l => $"{l.Name}: {l.Value}"));
        var signature = Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(text)));
        var names = string.Join(' ', lines.Select(l => l.Name));
        added.Add(new("Signature", $"keyId=\"{key.KeyId}\",algorithm=\"rsa-sha256\",headers=\"{names}\",signature=\"{signature}\""));
        return added;
    }

    private static List<KeyValuePair<string, string>> Message(RequestDescription request, SigningKey key, DateTimeOffset now)
    {
        var added = new List<KeyValuePair<string, string>> { new("Date", now.ToString("r", CultureInfo.InvariantCulture)) };
        var covered = new List<string> { "@method", "@target-uri" };
        if (InboundSignature.CarriesBody(request))
        {
            added.Add(new("Content-Digest", BodyDigest.Modern(request.Body.Span)));
            covered.Add("content-digest");
        }

        var created = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var parameters = $"({string.Join(' ', covered.Select(c => $"\"{c}\""))});created={created};keyid=\"{key.KeyId}\";alg=\"rsa-v1_5-sha256\"";
        var complete = request with { Headers = [.. request.Headers, .. added] };
        var text = MessageSignatureReader.Base(complete, covered, parameters)!;
        added.Add(new("Signature-Input", "sig1=" + parameters));
        added.Add(new("Signature", $"sig1=:{Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(text)))}:"));
        return added;
    }
}
