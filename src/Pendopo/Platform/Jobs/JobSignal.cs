using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
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

/// <summary>Wakes the queues whose jobs a save has written, once its transaction is kept: before that nobody would find them.</summary>
internal sealed class JobSignalInterceptor(JobSignals signals) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    // One interceptor serves all contexts; what each has written and not yet kept goes with it.
    private readonly ConditionalWeakTable<DbContext, HashSet<string>> written = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var context = eventData.Context!;
        foreach (var entry in context.ChangeTracker.Entries<Job>())
        {
            if (entry.State == EntityState.Added)
                written.GetOrCreateValue(context).Add(entry.Entity.Queue);
        }
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.Database.CurrentTransaction is null)
            Wake(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Wake(eventData.Context!);
        return Task.CompletedTask;
    }

    private void Wake(DbContext context)
    {
        if (!written.TryGetValue(context, out var queues))
            return;
        written.Remove(context);
        foreach (var queue in queues)
            signals.WakeAll(queue);
    }
}
