using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Pendopo.Platform.Data;

/// <summary>A UUIDv7 that is greater than every one this process made before, also within a millisecond and when the clock is set back:
/// "the last one noted" is found by its key. RFC 9562, section 6.2, method 3: the twelve bits after the milliseconds are a fraction of them.</summary>
internal static class OrderedKey
{
    // The time in 4096ths of a millisecond.
    private static long last;

    public static Guid Next() => At(TimeProvider.System.GetUtcNow().UtcDateTime);

    internal static Guid At(DateTime instant)
    {
        var (milliseconds, rest) = Math.DivRem(instant.Ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerMillisecond);
        var now = milliseconds << 12 | rest * 4096 / TimeSpan.TicksPerMillisecond;
        long before, stamp;
        do
        {
            before = Interlocked.Read(ref last);
            stamp = Math.Max(now, before + 1);
        }
        while (Interlocked.CompareExchange(ref last, stamp, before) != before);
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes, stamp >> 12 << 16 | 0x7000 | stamp & 0xFFF);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new(bytes, bigEndian: true);
    }
}
