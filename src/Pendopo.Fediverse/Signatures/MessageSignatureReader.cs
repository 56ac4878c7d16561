using System.Globalization;
using System.Text;

namespace Pendopo.Fediverse.Signatures;

/// <summary>RFC 9421, with what Mastodon asks since 4.5: one signature, <c>keyid</c> and <c>created</c>, method and target covered, and the digest of a body.</summary>
internal static class MessageSignatureReader
{
    internal static SignatureReading Read(RequestDescription request, DateTimeOffset now)
    {
        if (StructuredDictionary.TryRead(request.Header("Signature-Input")!) is not [{ Items: { } covered } input]
            || StructuredDictionary.TryRead(request.Header("Signature")!) is not [{ Bytes: { Length: > 0 } signature } value]
            || value.Name != input.Name || covered.Distinct(StringComparer.Ordinal).Count() != covered.Count
            || input.Parameters.GetValueOrDefault("keyid") is not { } keyId || !InboundSignature.IsKeyId(keyId)
            || Seconds(input, "created") is not { } signedAt || (input.Parameters.ContainsKey("expires") && Seconds(input, "expires") is null))
        {
            return SignatureReading.Refused(SignatureRefusal.Malformed);
        }

        if (input.Parameters.GetValueOrDefault("alg", "rsa-v1_5-sha256") != "rsa-v1_5-sha256")
        {
            return SignatureReading.Refused(SignatureRefusal.UnknownAlgorithm);
        }

        var refusal = Covers(request, covered) ?? Digest(request) ?? SignatureClock.Check(signedAt, Seconds(input, "expires"), now);
        if (refusal is { } found)
        {
            return SignatureReading.Refused(found);
        }

        return Base(request, covered, input.Raw) is { } text
            ? new(new InboundSignature(SignatureScheme.MessageSignatures, keyId, signedAt, [text], signature), null)
            : SignatureReading.Refused(SignatureRefusal.Malformed);
    }

    private static SignatureRefusal? Covers(RequestDescription request, IReadOnlyList<string> covered) =>
        covered.Contains("@method") && covered.Contains("@target-uri") && (covered.Contains("content-digest") || !InboundSignature.CarriesBody(request))
            ? null
            : SignatureRefusal.NotCovered;

    private static SignatureRefusal? Digest(RequestDescription request) =>
        InboundSignature.CarriesBody(request) ? BodyDigest.CheckModern(request.Header("Content-Digest"), request.Body.Span) : null;

    /// <summary>The signature base (section 2.5); null when a covered component is not there or is one we do not build.</summary>
    internal static string? Base(RequestDescription request, IReadOnlyList<string> covered, string parameters)
    {
        var lines = new StringBuilder();
        foreach (var name in covered)
        {
            if (Component(request, name) is not { } value)
            {
                return null;
            }

            lines.Append('"').Append(name).Append("\": ").Append(value).Append('\n');
        }

        return lines.Append("\"@signature-params\": ").Append(parameters).ToString();
    }

    private static string? Component(RequestDescription request, string name)
    {
        var target = request.Target;
        return name switch
        {
            "@method" => request.Method.ToUpperInvariant(),
            "@target-uri" => request.TargetUri.Split('#', 2)[0],
            "@authority" => target.Authority,
            "@scheme" => target.Scheme,
            "@path" => target.Path,
            "@query" => "?" + target.Query,
            "@request-target" => target.PathAndQuery,
            _ => name.Any(c => c is '@' || char.IsAsciiLetterUpper(c)) ? null : request.Header(name),
        };
    }

    private static DateTimeOffset? Seconds(DictionaryMember input, string name) =>
        input.Parameters.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            ? SignatureClock.FromSeconds(seconds)
            : null;
}
