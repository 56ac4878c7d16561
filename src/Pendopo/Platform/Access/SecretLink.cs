using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Pendopo.Platform.Access;

/// <summary>The secret of a link that opens something without an account: as a hash to find its row by, and sealed so that the link can be shown again.</summary>
internal sealed record SecretLink(string Hash, string Sealed)
{
    /// <summary>A new one of 192 bits.</summary>
    /// <param name="protector">Of the one purpose that it serves.</param>
    public static SecretLink Make(IDataProtector protector)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        return new(HashOf(secret), protector.Protect(secret));
    }

    /// <summary>A sealed secret, to be shown again; null when the data keys that sealed it are gone. The link itself opens still: that needs its hash alone.</summary>
    public static string? Shown(IDataProtector protector, string text)
    {
        try
        {
            return protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            // The data folder's keys were not restored with the database.
            return null;
        }
    }

    /// <summary>SHA-256 in lower-case hexadecimal. A secret that nobody can guess needs no salt.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
