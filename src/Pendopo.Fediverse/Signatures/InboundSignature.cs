using System.Text;

namespace Pendopo.Fediverse.Signatures;

/// <summary>
/// The signature of a request that came in. Everything that needs no key is checked while it is read: form, coverage, host,
/// digest, clock. The key is then fetched by <see cref="KeyId"/> and asked with <see cref="IsBy"/>; whether the key belongs
/// to the actor of the activity is the next question (<see cref="Identity.KeyOwner"/>).
/// </summary>
public sealed class InboundSignature
{
    private readonly IReadOnlyList<byte[]> signedTexts;
    private readonly byte[] signature;

    internal InboundSignature(SignatureScheme scheme, string keyId, DateTimeOffset signedAt, IReadOnlyList<string> signedTexts, byte[] signature)
    {
        Scheme = scheme;
        KeyId = keyId;
        SignedAt = signedAt;
        SignedText = signedTexts[0];
        this.signedTexts = [.. signedTexts.Select(Encoding.UTF8.GetBytes)];
        this.signature = signature;
    }

    /// <summary>Which of the two schemes.</summary>
    public SignatureScheme Scheme { get; }

    /// <summary>Where the key is said to be: an http(s) address of at most 2,048 characters.</summary>
    public string KeyId { get; }

    /// <summary>The signed <c>created</c>, else the signed <c>Date</c>.</summary>
    public DateTimeOffset SignedAt { get; }

    /// <summary>SHA-256 of the signature's own bytes, in lower-case hexadecimal: the same for one request however its headers are spelled anew, so that a replay is known by it.</summary>
    public string Fingerprint => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(signature));

    /// <summary>The signing string (cavage section 2.3) or signature base (RFC 9421 section 2.5).</summary>
    internal string SignedText { get; }

    /// <summary>Reads and checks the signature of a request.</summary>
    /// <param name="request">The request; its target holds the public host of this server.</param>
    /// <param name="now">The present instant.</param>
    public static SignatureReading Read(RequestDescription request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Header("Signature") is null)
        {
            return SignatureReading.Refused(SignatureRefusal.Missing);
        }

        return request.Header("Signature-Input") is null ? CavageReader.Read(request, now) : MessageSignatureReader.Read(request, now);
    }

    /// <summary>Whether that key made it.</summary>
    public bool IsBy(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return signedTexts.Any(text => key.Verifies(text, signature));
    }

    /// <summary>Whether requests with this method carry a body that has to be covered.</summary>
    internal static bool CarriesBody(RequestDescription request) =>
        request.Body.Length > 0 || request.Method.ToUpperInvariant() is not ("GET" or "HEAD" or "OPTIONS" or "DELETE");

    /// <summary>Whether the address can be fetched as a key.</summary>
    internal static bool IsKeyId(string keyId) => keyId.Length <= Identity.WebAddress.MaxLength && Identity.WebAddress.IsWeb(keyId);
}
