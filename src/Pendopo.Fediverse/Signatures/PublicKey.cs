using System.Security.Cryptography;

namespace Pendopo.Fediverse.Signatures;

/// <summary>An RSA public key of an actor. Verification is RSASSA-PKCS1-v1_5 with SHA-256, the one algorithm every server speaks.</summary>
public sealed class PublicKey : IDisposable
{
    /// <summary>Smaller keys count as broken (NIST SP 800-131A rev. 2).</summary>
    public const int MinBits = 2048;

    /// <summary>Larger keys only serve to make verification slow.</summary>
    public const int MaxBits = 8192;

    /// <summary>Longest PEM text that is looked at, in characters.</summary>
    public const int MaxPemLength = 4096;

    private readonly RSA algorithm;

    private PublicKey(RSA algorithm) => this.algorithm = algorithm;

    /// <summary>Reads <c>BEGIN PUBLIC KEY</c> (SPKI) or <c>BEGIN RSA PUBLIC KEY</c> (PKCS#1).</summary>
    /// <returns>Null when the text is too long, is not one such key, or the key's size is out of bounds.</returns>
    public static PublicKey? TryRead(string? pem)
    {
        if (pem is null || pem.Length > MaxPemLength || !PemEncoding.TryFind(pem, out var fields)
            || pem.AsSpan(fields.Label.Start.Value, fields.Label.End.Value - fields.Label.Start.Value) is not ("PUBLIC KEY" or "RSA PUBLIC KEY"))
        {
            return null;
        }

        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            if (rsa.KeySize is >= MinBits and <= MaxBits)
            {
                return new PublicKey(rsa);
            }
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            // Not a key; the caller hears it as null.
        }

        rsa.Dispose();
        return null;
    }

    internal bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) =>
        algorithm.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <inheritdoc/>
    public void Dispose() => algorithm.Dispose();
}

/// <summary>The key an actor of ours signs with.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly RSA algorithm;

    private SigningKey(string keyId, RSA algorithm)
    {
        KeyId = keyId;
        this.algorithm = algorithm;
    }

    /// <summary>The address under which others find the public half, mostly <c>&lt;actor&gt;#main-key</c>.</summary>
    public string KeyId { get; }

    /// <summary>The public half as SPKI PEM.</summary>
    public string PublicKeyPem => algorithm.ExportSubjectPublicKeyInfoPem();

    /// <summary>The private half as PKCS#8 PEM, for the encrypted store and for nothing else.</summary>
    public string ExportPrivateKeyPem() => algorithm.ExportPkcs8PrivateKeyPem();

    /// <summary>A new RSA-2048 key.</summary>
    public static SigningKey Generate(string keyId) => new(keyId, RSA.Create(2048));

    /// <summary>The key from its PKCS#8 PEM.</summary>
    /// <exception cref="CryptographicException">The text is not a private RSA key.</exception>
    /// <exception cref="ArgumentException">The text is no PEM.</exception>
    public static SigningKey FromPem(string keyId, string privateKeyPem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(privateKeyPem);
            return new SigningKey(keyId, rsa);
        }
        catch
        {
            rsa.Dispose();
            throw;
        }
    }

    internal byte[] Sign(ReadOnlySpan<byte> text) => algorithm.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <inheritdoc/>
    public void Dispose() => algorithm.Dispose();
}
