using System.Collections.Concurrent;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Jobs;

/// <summary>This running program, told apart from others on the same database.</summary>
public sealed class Node
{
    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>Worker and ticker start together; their first sign of life is written once.</summary>
    internal SemaphoreSlim Signing { get; } = new(1, 1);

    /// <summary>The jobs this program claimed and has not kept the outcome of.</summary>
    internal ConcurrentDictionary<Id<Job>, bool> Underway { get; } = new();
}

/// <summary>A node's sign of life; jobs of a node that gave none for a minute are taken up by others.</summary>
public sealed class NodeSign : IEntity
{
    public Guid Id { get; init; }
    public DateTimeOffset SeenAt { get; set; }
}
