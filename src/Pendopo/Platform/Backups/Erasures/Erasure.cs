using Pendopo.Platform.Data;

namespace Pendopo.Platform.Backups.Erasures;

/// <summary>That this database knows of an erasure and carried it out. What the ledger knows besides is done at the next start.</summary>
public sealed class Erasure : IEntity
{
    /// <summary>A person's id, or the mark of somebody outside.</summary>
    public Guid Person { get; init; }
    public DateTimeOffset At { get; set; }
}
