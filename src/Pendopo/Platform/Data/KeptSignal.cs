using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Pendopo.Platform.Data;

/// <summary>Tells of rows that a save has written, once its transaction is kept: before that nobody would find them.</summary>
internal abstract class KeptSignal<TRow> : SaveChangesInterceptor, IDbTransactionInterceptor where TRow : class
{
    // One interceptor serves all contexts; what each has written and not yet kept goes with it.
    private readonly ConditionalWeakTable<DbContext, HashSet<string>> written = [];

    /// <summary>What is to be told of a row that is about to be written; null for nothing.</summary>
    protected abstract string? Read(EntityEntry<TRow> entry);

    protected abstract void Tell(string what);

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var context = eventData.Context!;
        foreach (var entry in context.ChangeTracker.Entries<TRow>())
        {
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && Read(entry) is { } what)
                written.GetOrCreateValue(context).Add(what);
        }
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.Database.CurrentTransaction is null)
            TellAll(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        TellAll(eventData.Context!);
        return Task.CompletedTask;
    }

    private void TellAll(DbContext context)
    {
        if (!written.TryGetValue(context, out var told))
            return;
        written.Remove(context);
        foreach (var what in told)
            Tell(what);
    }
}
