using System.Security.Cryptography;

namespace Pendopo.Platform.Backups.Keys;

/// <summary>A few bytes under AES-256-GCM: nonce (12), tag (16), ciphertext. Nonces are random, which is safe far beyond the few times one
/// key is used here (NIST SP 800-38D 8.3: 2^32).</summary>
internal static class SealedBytes
{
    private const int Nonce = 12, Tag = 16;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> about)
    {
        var result = new byte[Nonce + Tag + plain.Length];
        RandomNumberGenerator.Fill(result.AsSpan(0, Nonce));
        using var cipher = new AesGcm(key, Tag);
        cipher.Encrypt(result.AsSpan(0, Nonce), plain, result.AsSpan(Nonce + Tag), result.AsSpan(Nonce, Tag), about);
        return result;
    }

    /// <summary>Throws a <see cref="CryptographicException"/> when key, bytes or what they are about do not fit.</summary>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> about)
    {
        if (sealedBytes.Length < Nonce + Tag)
            throw new CryptographicException("Too short to be sealed.");
        var plain = new byte[sealedBytes.Length - Nonce - Tag];
        using var cipher = new AesGcm(key, Tag);
        cipher.Decrypt(sealedBytes[..Nonce], sealedBytes[(Nonce + Tag)..], sealedBytes.Slice(Nonce, Tag), plain, about);
        return plain;
    }
}
