using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Pendopo.Platform.People.SignIn;

/// <summary>Codes of an authenticator app: six digits, 30 seconds, HMAC-SHA-1 (RFC 6238), which every app knows.</summary>
internal static class Totp
{
    private const int StepSeconds = 30;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>160 bits, as RFC 4226 section 4 asks.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    public static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
        HMACSHA1.HashData(secret, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[19] & 0xf)..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is, one step of a slow clock either way, and only after <paramref name="last"/>: a code works
    /// once (RFC 6238 section 5.2). Null when it is none.</summary>
    public static long? Match(byte[] secret, string code, DateTimeOffset now, long last)
    {
        var given = System.Text.Encoding.ASCII.GetBytes(code);
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            if (step > last && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Code(secret, step)), given))
                return step;
        }
        return null;
    }

    /// <summary>The secret as a person types it (RFC 4648 base 32).</summary>
    public static string ToText(byte[] secret)
    {
        var bits = new System.Text.StringBuilder();
        var (buffer, held) = (0, 0);
        foreach (var part in secret)
        {
            (buffer, held) = ((buffer << 8) | part, held + 8);
            for (; held >= 5; held -= 5)
                bits.Append(Alphabet[(buffer >> (held - 5)) & 31]);
            buffer &= 0xff;
        }
        if (held > 0)
            bits.Append(Alphabet[(buffer << (5 - held)) & 31]);
        return bits.ToString();
    }

    /// <summary>What the QR code says (the key URI that authenticator apps read).</summary>
    public static string Address(byte[] secret, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={ToText(secret)}&issuer={Uri.EscapeDataString(issuer)}";
}
