using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pendopo.Channels.Push;

/// <summary>Encrypts a message for one browser (RFC 8291 over RFC 8188, `aes128gcm`): nobody on its way reads it, also not the push service.</summary>
internal static class SealedNotice
{
    public const int PublicLength = 65, AuthLength = 16;

    // One record: 4,096 bytes are what every push service takes (RFC 8030 section 7.2), less header, tag and the mark of the end.
    private const int RecordSize = 4096, SaltLength = 16, TagLength = 16, HeaderLength = SaltLength + 4 + 1 + PublicLength;

    /// <summary>Bytes that a message may have.</summary>
    public const int MostBytes = RecordSize - HeaderLength - TagLength - 1;

    /// <param name="receiver">The browser's public key, uncompressed.</param>
    /// <param name="auth">The secret that it shares with us.</param>
    /// <exception cref="CryptographicException">The key is no point of the curve.</exception>
    public static byte[] Of(ReadOnlySpan<byte> message, ReadOnlySpan<byte> receiver, ReadOnlySpan<byte> auth)
    {
        using var ours = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Of(message, receiver, auth, ours, RandomNumberGenerator.GetBytes(SaltLength));
    }

    /// <summary>The same with a key and a salt that are given; for the published example.</summary>
    internal static byte[] Of(ReadOnlySpan<byte> message, ReadOnlySpan<byte> receiver, ReadOnlySpan<byte> auth, ECDiffieHellman ours, ReadOnlySpan<byte> salt)
    {
        if (message.Length > MostBytes)
            throw new ArgumentOutOfRangeException(nameof(message), $"Longer than {MostBytes} bytes.");
        using var theirs = PublicKey(receiver);
        var mine = Point(ours.ExportParameters(includePrivateParameters: false).Q);
        var shared = ours.DeriveRawSecretAgreement(theirs.PublicKey);
        var keying = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, auth.ToArray(), [.. "WebPush: info\0"u8, .. receiver, .. mine]);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, keying, 16, salt.ToArray(), Encoding.ASCII.GetBytes("Content-Encoding: aes128gcm\0"));
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, keying, 12, salt.ToArray(), Encoding.ASCII.GetBytes("Content-Encoding: nonce\0"));

        // The last record ends with 2 (RFC 8188 section 2).
        byte[] plain = [.. message, 2];
        var body = new byte[HeaderLength + plain.Length + TagLength];
        salt.CopyTo(body);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(SaltLength), RecordSize);
        body[SaltLength + 4] = PublicLength;
        mine.CopyTo(body.AsSpan(SaltLength + 5));
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, plain, body.AsSpan(HeaderLength, plain.Length), body.AsSpan(HeaderLength + plain.Length));
        return body;
    }

    /// <summary>Whether this is a public key that can be written to.</summary>
    public static bool IsKey(ReadOnlySpan<byte> point)
    {
        try
        {
            using var key = PublicKey(point);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>An uncompressed point: 4, then both coordinates.</summary>
    public static byte[] Point(ECPoint point) => [4, .. point.X!, .. point.Y!];

    private static ECDiffieHellman PublicKey(ReadOnlySpan<byte> point) => point is [4, ..] && point.Length == PublicLength
        ? ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = point[1..33].ToArray(), Y = point[33..].ToArray() } })
        : throw new CryptographicException("Not an uncompressed point of P-256.");
}
