using System.Security.Cryptography;

namespace Pendopo.Fediverse.Signatures;

/// <summary>The digest of a body in the two spellings: <c>Digest</c> (RFC 3230) and <c>Content-Digest</c> (RFC 9530).</summary>
public static class BodyDigest
{
    /// <summary><c>SHA-256=…</c></summary>
    public static string Legacy(ReadOnlySpan<byte> body) => "SHA-256=" + Convert.ToBase64String(SHA256.HashData(body));

    /// <summary><c>sha-256=:…:</c></summary>
    public static string Modern(ReadOnlySpan<byte> body) => "sha-256=:" + Convert.ToBase64String(SHA256.HashData(body)) + ":";

    /// <summary>Whether the header names SHA-256 exactly once and rightly; other algorithms beside it are passed over.</summary>
    internal static SignatureRefusal? CheckLegacy(string? header, ReadOnlySpan<byte> body)
    {
        if (header is null)
        {
            return SignatureRefusal.DigestMissing;
        }

        string? found = null;
        foreach (var entry in header.Split(','))
        {
            var pair = entry.Trim().Split('=', 2);
            if (pair.Length == 2 && pair[0].Equals("sha-256", StringComparison.OrdinalIgnoreCase))
            {
                if (found is not null)
                {
                    return SignatureRefusal.Malformed;
                }

                found = pair[1];
            }
        }

        return Compare(found is null ? null : Base64(found), SHA256.HashData(body));
    }

    /// <summary>Whether every digest of the field that we know is right, and there is one.</summary>
    internal static SignatureRefusal? CheckModern(string? header, ReadOnlySpan<byte> body)
    {
        if (header is null)
        {
            return SignatureRefusal.DigestMissing;
        }

        if (StructuredDictionary.TryRead(header) is not { } members)
        {
            return SignatureRefusal.Malformed;
        }

        var known = members.Where(m => m.Name is "sha-256" or "sha-512").ToList();
        if (known.Count == 0)
        {
            return SignatureRefusal.DigestMissing;
        }

        foreach (var member in known)
        {
            var actual = member.Name == "sha-256" ? SHA256.HashData(body) : SHA512.HashData(body);
            if (Compare(member.Bytes, actual) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    internal static byte[]? Base64(string text)
    {
        var buffer = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, buffer, out var length) && !text.Any(char.IsWhiteSpace) ? buffer[..length] : null;
    }

    private static SignatureRefusal? Compare(byte[]? claimed, byte[] actual)
    {
        if (claimed is null)
        {
            return SignatureRefusal.DigestMissing;
        }

        return CryptographicOperations.FixedTimeEquals(claimed, actual) ? null : SignatureRefusal.DigestMismatch;
    }
}
