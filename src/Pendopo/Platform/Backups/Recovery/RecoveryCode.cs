using System.Security.Cryptography;

namespace Pendopo.Platform.Backups.Recovery;

/// <summary>The code that opens the backups anywhere: 24 signs of Crockford's base 32 (120 bits), a check sign, in five groups of five.
/// Small and capital letters, O and 0, I, L and 1, spaces and dashes are all taken as they were meant.</summary>
internal static class RecoveryCode
{
    public const int Signs = 25, Group = 5;
    // OWASP Password Storage Cheat Sheet (2023) for PBKDF2-HMAC-SHA512. The code has 120 random bits, so that the count is a second door.
    public const int Iterations = 210_000;
    private const int SaltSize = 16, KeySize = 32, Base = 32;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Make()
    {
        Span<char> signs = stackalloc char[Signs];
        RandomNumberGenerator.GetItems(Alphabet, signs[..^1]);
        signs[^1] = Check(signs[..^1]);
        return Show(signs);
    }

    /// <summary>The code in its one form, or null when it cannot be one: a sign too few, a sign mistyped.</summary>
    public static string? Parse(string? typed)
    {
        if (typed is null or { Length: > 100 })
            return null;
        Span<char> signs = stackalloc char[Signs];
        var count = 0;
        foreach (var character in typed)
        {
            if (char.IsWhiteSpace(character) || character is '-' or '–')
                continue;
            var sign = char.ToUpperInvariant(character) switch { 'O' => '0', 'I' or 'L' => '1', 'U' => 'V', var other => other };
            if (count == Signs || !Alphabet.Contains(sign, StringComparison.Ordinal))
                return null;
            signs[count++] = sign;
        }
        return count == Signs && Check(signs[..^1]) == signs[^1] ? Show(signs) : null;
    }

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltSize);

    /// <summary>The key that the code stands for (RFC 8018 5.2).</summary>
    public static byte[] Derive(string code, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(code, salt, iterations, HashAlgorithmName.SHA512, KeySize);

    // A weighted sum with odd weights finds every single mistyped sign; of swapped neighbours it finds all but those 16 apart.
    private static char Check(ReadOnlySpan<char> signs)
    {
        var sum = 0;
        for (var i = 0; i < signs.Length; i++)
            sum += Alphabet.IndexOf(signs[i], StringComparison.Ordinal) * ((2 * i) + 1);
        return Alphabet[sum % Base];
    }

    private static string Show(ReadOnlySpan<char> signs)
    {
        var groups = new string[Signs / Group];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = signs.Slice(i * Group, Group).ToString();
        return string.Join('-', groups);
    }
}
