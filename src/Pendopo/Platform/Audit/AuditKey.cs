using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Pendopo.Platform.Backups.Keys;

namespace Pendopo.Platform.Audit;

/// <summary>Marks rows and proves seals with a key that does not stand in the database: who can write there, but does not hold the key, can
/// neither change a row nor put one in without being found (HMAC-SHA-256, RFC 2104).</summary>
public sealed class AuditKey
{
    private readonly Lazy<byte[]> key;

    internal AuditKey(HouseKey house) => key = new(() => house.For("audit"));

    /// <summary>Tells apart seals that were made with another key.</summary>
    internal string Name => Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, "name"u8).AsSpan(0, 8));

    /// <summary>128 bits are enough: a forger would have to guess against the doctor.</summary>
    internal string Mark(AuditEntry entry) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Canonical(entry)).AsSpan(0, 16));

    internal bool Wrote(AuditEntry entry) => entry.Mark.Length > 0
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(entry.Mark), Encoding.ASCII.GetBytes(Mark(entry)));

    internal string Proof(AuditSeal seal)
    {
        var text = FormattableString.Invariant($"seal {seal.Chain:N} {seal.Number} {seal.First} {seal.Last} {seal.Previous} {seal.Hash}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Encoding.ASCII.GetBytes(text)));
    }

    /// <summary>A row as bytes that can be read in one way only: ids in network order, the instant in microseconds since 0001, each text with
    /// its length before it.</summary>
    internal static byte[] Canonical(AuditEntry entry)
    {
        using var bytes = new MemoryStream();
        Span<byte> number = stackalloc byte[16];
        foreach (var id in new[] { entry.Id.Value, entry.CentreId?.Value ?? Guid.Empty, entry.ActorId?.Value ?? Guid.Empty })
        {
            id.TryWriteBytes(number, bigEndian: true, out _);
            bytes.Write(number);
        }
        BinaryPrimitives.WriteInt64BigEndian(number, entry.At.UtcTicks / TimeSpan.TicksPerMicrosecond);
        bytes.Write(number[..8]);
        foreach (var text in new[] { entry.Act, entry.Subject, entry.Detail })
        {
            var part = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(number, part.Length);
            bytes.Write(number[..4]);
            bytes.Write(part);
        }
        return bytes.ToArray();
    }
}
