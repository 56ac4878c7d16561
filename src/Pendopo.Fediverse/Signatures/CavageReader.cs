using System.Globalization;
using System.Text;

namespace Pendopo.Fediverse.Signatures;

/// <summary>draft-cavage-http-signatures-12, stricter than Mastodon: request target, host and an instant are always covered.</summary>
internal static class CavageReader
{
    private const int MaxCovered = 32;

    internal static SignatureReading Read(RequestDescription request, DateTimeOffset now)
    {
        if (!request.HasOne("Signature") || CavageParameters.TryRead(request.Header("Signature")!) is not { } given
            || !InboundSignature.IsKeyId(given.KeyId) || BodyDigest.Base64(given.Signature) is not { Length: > 0 } signature)
        {
            return SignatureReading.Refused(SignatureRefusal.Malformed);
        }

        if (given.Algorithm is not ("rsa-sha256" or "hs2019"))
        {
            return SignatureReading.Refused(SignatureRefusal.UnknownAlgorithm);
        }

        var refusal = Covers(request, given) ?? Host(request) ?? Digest(request);
        if (refusal is { } early)
        {
            return SignatureReading.Refused(early);
        }

        if (SignedAt(request, given) is not { } signedAt || Text(request, given, withQuery: true) is not { } text)
        {
            return SignatureReading.Refused(SignatureRefusal.Malformed);
        }

        if (SignatureClock.Check(signedAt, given.Expires, now) is { } late)
        {
            return SignatureReading.Refused(late);
        }

        // Servers disagreed for years on whether the query is part of the target (gotosocial#894, mastodon#18638);
        // a GET changes nothing, so both are taken there.
        var texts = request.Target.Query is not null && !InboundSignature.CarriesBody(request)
            ? new[] { text, Text(request, given, withQuery: false)! }
            : [text];
        return new(new InboundSignature(SignatureScheme.Cavage, given.KeyId, signedAt, texts, signature), null);
    }

    private static SignatureRefusal? Covers(RequestDescription request, CavageParameters given)
    {
        var covered = given.Headers;
        if (covered.Count > MaxCovered || covered.Distinct(StringComparer.Ordinal).Count() != covered.Count)
        {
            return SignatureRefusal.Malformed;
        }

        // Section 2.3: (created) and (expires) may not be used with the old algorithm names.
        var pseudo = covered.Contains("(created)") || covered.Contains("(expires)");
        if (pseudo && given.Algorithm != "hs2019")
        {
            return SignatureRefusal.Malformed;
        }

        var complete = covered.Contains("(request-target)") && covered.Contains("host")
            && (covered.Contains("date") || covered.Contains("(created)"))
            && (covered.Contains("digest") || !InboundSignature.CarriesBody(request));
        return complete ? null : SignatureRefusal.NotCovered;
    }

    private static SignatureRefusal? Host(RequestDescription request)
    {
        var target = request.Target;
        return request.HasOne("Host") && TargetParts.WithoutDefaultPort(target.Scheme, request.Header("Host")!.ToLowerInvariant()) == target.Authority
            ? null
            : SignatureRefusal.WrongHost;
    }

    private static SignatureRefusal? Digest(RequestDescription request) =>
        InboundSignature.CarriesBody(request) ? BodyDigest.CheckLegacy(request.Header("Digest"), request.Body.Span) : null;

    /// <summary>The signed instant; a created that is given but not signed is nobody's word.</summary>
    private static DateTimeOffset? SignedAt(RequestDescription request, CavageParameters given)
    {
        if (given.Headers.Contains("(created)"))
        {
            return given.Created;
        }

        return request.HasOne("Date")
            && DateTimeOffset.TryParseExact(request.Header("Date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;
    }

    private static string? Text(RequestDescription request, CavageParameters given, bool withQuery)
    {
        var lines = new StringBuilder();
        foreach (var name in given.Headers)
        {
            var value = name switch
            {
                "(request-target)" => RequestTarget(request, withQuery),
                "(created)" => given.CreatedText,
                "(expires)" => given.ExpiresText,
                _ => request.Header(name),
            };
            if (value is null)
            {
                return null;
            }

            lines.Append(lines.Length > 0 ? "\n" : "").Append(name).Append(": ").Append(value);
        }

        return lines.ToString();
    }

    internal static string RequestTarget(RequestDescription request, bool withQuery) =>
        request.Method.ToLowerInvariant() + " " + (withQuery ? request.Target.PathAndQuery : request.Target.Path);
}
