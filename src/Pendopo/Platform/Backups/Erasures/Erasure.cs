using Pendopo.Platform.Data;

namespace Pendopo.Platform.Backups.Erasures;

/// <summary>That this database knows of an erasure and carried it out. What the ledger knows besides is done at the next start.</summary>
public sealed class Erasure : IEntity
{
    public Guid Person { get; init; }
    public DateTimeOffset At { get; init; }
}
