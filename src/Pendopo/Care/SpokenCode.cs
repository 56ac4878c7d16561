using System.Security.Cryptography;

namespace Pendopo.Care;

/// <summary>Codes that people read aloud, write on a slip and type on any keyboard.</summary>
internal static class SpokenCode
{
    /// <summary>The signs of a code by which something is found: ten of 31 are 8·10¹⁴, so nobody finds one by trying.</summary>
    public const int SecretLength = 10;

    // Neither 0 and O nor 1, I and L.
    private const string Signs = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    public static string New(int length) => RandomNumberGenerator.GetString(Signs, length);

    /// <summary>What somebody typed as a code, as it is kept, whatever stands between its signs.</summary>
    public static string Typed(string? code) => new([.. (code ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);

    /// <summary>"ABCDE-FGHJK", as a secret one is read aloud.</summary>
    public static string Shown(string code) => $"{code[..(SecretLength / 2)]}-{code[(SecretLength / 2)..]}";
}
