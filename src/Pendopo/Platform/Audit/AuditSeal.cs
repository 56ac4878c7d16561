using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Audit;

/// <summary>A link of a chain: a batch of rows, bound to each other, to their places and to all rows before them.</summary>
public sealed class AuditSeal : IEntity
{
    /// <summary>No seal ever covered more rows (0.1.0 before its release sealed up to 500 at once).</summary>
    internal const int MostRows = 500;

    private AuditSeal()
    {
    }

    public Id<AuditSeal> Id { get; private set; }
    /// <summary>The centre whose chain it is; empty for the installation's own.</summary>
    public Guid Chain { get; private set; }
    /// <summary>Its place among the chain's seals, from 1.</summary>
    public long Number { get; private set; }
    public long First { get; private set; }
    public long Last { get; private set; }
    /// <summary>The hash of the seal before it; empty for the first.</summary>
    public string Previous { get; private set; } = "";
    public string Hash { get; private set; } = "";
    public string Proof { get; private set; } = "";
    /// <summary>Which key proved it (<see cref="AuditKey.Name"/>).</summary>
    public string KeyName { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    internal static AuditSeal Over(Guid chain, AuditSeal? before, IReadOnlyList<AuditEntry> rows, AuditKey key, DateTimeOffset now)
    {
        var seal = new AuditSeal
        {
            Id = Id<AuditSeal>.New(),
            Chain = chain,
            Number = (before?.Number ?? 0) + 1,
            First = rows[0].Sequence!.Value,
            Last = rows[^1].Sequence!.Value,
            Previous = before?.Hash ?? "",
            KeyName = key.Name,
            At = now,
        };
        seal.Hash = HashOf(seal.Previous, rows);
        seal.Proof = key.Proof(seal);
        return seal;
    }

    /// <summary>SHA-256 over the hash before, then each row's place, length and canonical bytes, in the order of the places.</summary>
    internal static string HashOf(string previous, IEnumerable<AuditEntry> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(previous));
        var frame = new byte[12];
        foreach (var row in rows)
        {
            var bytes = AuditKey.Canonical(row);
            BinaryPrimitives.WriteInt64BigEndian(frame, row.Sequence ?? 0);
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), bytes.Length);
            hash.AppendData(frame);
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal static Id<Centre>? CentreOf(Guid chain) => chain == Guid.Empty ? null : new Id<Centre>(chain);
}
