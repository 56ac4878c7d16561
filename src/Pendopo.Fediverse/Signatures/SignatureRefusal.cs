namespace Pendopo.Fediverse.Signatures;

/// <summary>Why a request's signature is not looked at further.</summary>
public enum SignatureRefusal
{
    /// <summary>There is none. Answer 401.</summary>
    Missing,

    /// <summary>It cannot be read, or a part of it stands there twice. Answer 400.</summary>
    Malformed,

    /// <summary>An algorithm that is not RSASSA-PKCS1-v1_5 with SHA-256. Answer 401.</summary>
    UnknownAlgorithm,

    /// <summary>It does not cover what it must. Answer 401.</summary>
    NotCovered,

    /// <summary>The host that was signed is not the one that was asked. Answer 401.</summary>
    WrongHost,

    /// <summary>A body without a SHA-256 digest. Answer 401.</summary>
    DigestMissing,

    /// <summary>The body is not the one that was signed. Answer 401.</summary>
    DigestMismatch,

    /// <summary>Too old. Answer 401.</summary>
    Expired,

    /// <summary>From further ahead than clocks go wrong. Answer 401.</summary>
    FromTheFuture,
}

/// <summary>The two ways to sign a request.</summary>
public enum SignatureScheme
{
    /// <summary>draft-cavage-http-signatures-12, which every server speaks.</summary>
    Cavage,

    /// <summary>RFC 9421.</summary>
    MessageSignatures,
}

/// <summary>What came of reading a signature: exactly one of the two is set.</summary>
/// <param name="Signature">The signature, sound but for its key.</param>
/// <param name="Refusal">Why there is none.</param>
public readonly record struct SignatureReading(InboundSignature? Signature, SignatureRefusal? Refusal)
{
    internal static SignatureReading Refused(SignatureRefusal refusal) => new(null, refusal);

    /// <summary>The status to answer with when refused: 400 for what cannot be read, else 401.</summary>
    public int Status => Refusal is SignatureRefusal.Malformed ? 400 : 401;
}
