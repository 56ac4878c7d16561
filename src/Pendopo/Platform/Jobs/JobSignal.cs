using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Pendopo.Platform.Data;
using Pendopo.Platform.Nodes;

namespace Pendopo.Platform.Jobs;

/// <summary>Wakes the workers of one queue on this node, so that nobody waits for the next look at the table.</summary>
public sealed class JobSignal
{
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => wake.Writer.TryWrite(true);

    /// <summary>Returns when woken (true) or after the given time (false).</summary>
    public async Task<bool> Wait(TimeSpan atMost, TimeProvider time, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The time is up: look at the table again.
            return false;
        }
    }
}

/// <summary>One signal a queue.</summary>
public sealed class JobSignals
{
    private const string Kind = "jobs";
    private readonly Dictionary<string, JobSignal> byQueue;
    private readonly NodeWire wire;

    public JobSignals(IReadOnlyList<Room> rooms, NodeWire wire)
    {
        byQueue = rooms.SelectMany(room => room.Queues).ToDictionary(queue => queue.Name, _ => new JobSignal(), StringComparer.Ordinal);
        this.wire = wire;
        wire.Hear(Kind, queue => byQueue.GetValueOrDefault(queue)?.Wake(), () => byQueue.Values.ToList().ForEach(signal => signal.Wake()));
    }

    public JobSignal Of(string queue) => byQueue[queue];

    /// <summary>Wakes the workers of a queue on every node: there is new work, and this node may be busy.</summary>
    internal void WakeAll(string queue)
    {
        Of(queue).Wake();
        wire.Tell(Kind, queue);
    }
}

/// <summary>Wakes the queues whose jobs a save has written.</summary>
internal sealed class JobSignalInterceptor(JobSignals signals) : KeptSignal<Job>
{
    protected override string? Read(EntityEntry<Job> entry) => entry.State == EntityState.Added ? entry.Entity.Queue : null;

    protected override void Tell(string what) => signals.WakeAll(what);
}
