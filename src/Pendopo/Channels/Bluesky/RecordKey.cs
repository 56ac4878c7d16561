using System.Security.Cryptography;

namespace Pendopo.Channels.Bluesky;

/// <summary>The key of a record that we choose ourselves: a TID, made of what stays the same over all attempts, so that the
/// same post always has the same address and can stand there only once.</summary>
/// <remarks>TID (atproto.com/specs/tid): 64 bits, top bit 0, then 53 bits of microseconds since 1970 and 10 bits of a clock's id,
/// in 13 characters of a base32 that sorts. Below the second we put bits of the key's hash instead of the clock's: two posts that
/// are due at the same moment then share a key once in a thousand million, and putRecord refuses even that.</remarks>
internal static class RecordKey
{
    private const string Alphabet = "234567abcdefghijklmnopqrstuvwxyz";
    private const int Length = 13;
    private const int ClockBits = 10;
    private const long MicrosecondsPerSecond = 1_000_000;

    public static string Of(Guid key, DateTimeOffset intendedAt)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key.ToByteArray(bigEndian: true), hash);
        var bits = BitConverter.ToUInt32(hash);
        var micros = (intendedAt.ToUnixTimeSeconds() * MicrosecondsPerSecond) + (bits >> ClockBits) % MicrosecondsPerSecond;
        return Encode((micros << ClockBits) | (bits & ((1u << ClockBits) - 1)));
    }

    /// <summary>The key of a part below a post: as many microseconds later, so that the parts of a post are found by its own key alone.</summary>
    /// <param name="root">The key of the post.</param>
    /// <param name="part">1 for the first answer.</param>
    public static string Part(string root, int part) => Encode(root.Aggregate(0L, (value, sign) => (value << 5) | (uint)Alphabet.IndexOf(sign, StringComparison.Ordinal)) + ((long)part << ClockBits));

    private static string Encode(long value) => string.Create(Length, value, static (text, rest) =>
    {
        for (var i = text.Length - 1; i >= 0; i--, rest >>= 5)
            text[i] = Alphabet[(int)(rest & 31)];
    });
}
