using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Letters;

/// <summary>What became of a copy.</summary>
/// <param name="RunAt">When it is tried again; null for never.</param>
internal sealed record SettledCopy(Id<IssueCopy> Id, CopyState State, string Reason, DateTimeOffset? RunAt = null);

/// <summary>Keeps what became of the last copy and that the next is about to leave, before it leaves. Connections that ask at the same moment share
/// one transaction: what costs is the disk, not the rows.</summary>
internal sealed class CopyLedger : IAsyncDisposable
{
    private const int MostAtOnce = 64;

    private readonly Channel<Step> steps = System.Threading.Channels.Channel.CreateUnbounded<Step>(new() { SingleReader = true });
    private readonly AsyncServiceScope scope;
    private readonly PendopoDb db;
    private readonly Guid claim;
    private readonly TimeProvider time;
    private readonly Task writing;

    public CopyLedger(IServiceScopeFactory scopes, Issue issue, Guid claim, TimeProvider time)
    {
        scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(issue.CentreId);
        (db, this.claim, this.time) = (scope.ServiceProvider.GetRequiredService<PendopoDb>(), claim, time);
        writing = Write();
    }

    /// <summary>Returns when both are on the disk.</summary>
    /// <param name="settled">What became of the copy before; null when there was none.</param>
    /// <param name="next">The copy that is to leave; null for none.</param>
    /// <returns>Whether the next may leave: false when another run has it or it was taken back.</returns>
    public Task<bool> Keep(SettledCopy? settled, Id<IssueCopy>? next)
    {
        var step = new Step(settled, next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        return steps.Writer.TryWrite(step) ? step.Kept.Task : throw new InvalidOperationException("The ledger is closed.");
    }

    /// <summary>Puts off a copy that was not begun. Returns when that is on the disk.</summary>
    public Task Delay(Id<IssueCopy> copy, DateTimeOffset until)
    {
        var step = new Step(null, null, new(TaskCreationOptions.RunContinuationsAsynchronously)) { Delayed = copy, Until = until };
        return steps.Writer.TryWrite(step) ? step.Kept.Task : throw new InvalidOperationException("The ledger is closed.");
    }

    public async ValueTask DisposeAsync()
    {
        steps.Writer.TryComplete();
        await writing;
        await scope.DisposeAsync();
    }

    private sealed record Step(SettledCopy? Settled, Id<IssueCopy>? Next, TaskCompletionSource<bool> Kept)
    {
        public Id<IssueCopy>? Delayed { get; init; }

        public DateTimeOffset Until { get; init; }
    }

    private async Task Write()
    {
        var batch = new List<Step>();
        while (await steps.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MostAtOnce && steps.Reader.TryRead(out var step))
                batch.Add(step);
            try
            {
                var ours = await Write(batch);
                batch.ForEach(step => step.Kept.TrySetResult(step.Next is not { } next || ours.Contains(next)));
            }
            catch (Exception error)
            {
                batch.ForEach(step => step.Kept.TrySetException(error));
            }
        }
    }

    private async Task<HashSet<Id<IssueCopy>>> Write(List<Step> batch)
    {
        var now = time.Now();
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var alike in batch.Select(step => step.Settled).OfType<SettledCopy>().GroupBy(copy => (copy.State, copy.Reason, copy.RunAt)))
        {
            var (ids, (state, reason, at)) = (alike.Select(copy => copy.Id).ToList(), alike.Key);
            var mine = db.Set<IssueCopy>().Where(row => ids.Contains(row.Id) && row.Claim == claim);
            await (at is { } again
                ? mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state).SetProperty(row => row.Reason, reason).SetProperty(row => row.RunAt, again))
                : mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state).SetProperty(row => row.Reason, reason).SetProperty(row => row.SettledAt, now)));
        }
        foreach (var alike in batch.Where(step => step.Delayed is not null).GroupBy(step => step.Until))
        {
            var (ids, until) = (alike.Select(step => step.Delayed!.Value).ToList(), alike.Key);
            await db.Set<IssueCopy>().Where(row => ids.Contains(row.Id) && row.State == CopyState.Waiting).ExecuteUpdateAsync(set => set.SetProperty(row => row.RunAt, until));
        }
        var wanted = batch.Select(step => step.Next).OfType<Id<IssueCopy>>().ToList();
        var ours = wanted.ToHashSet();
        if (wanted.Count > 0)
        {
            var taken = await db.Set<IssueCopy>().Where(row => wanted.Contains(row.Id) && row.State == CopyState.Waiting).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.State, CopyState.Leaving).SetProperty(row => row.Claim, claim).SetProperty(row => row.IntendedAt, now).SetProperty(row => row.Attempts, row => row.Attempts + 1));
            if (taken < wanted.Count)
                ours = [.. await db.Set<IssueCopy>().AsNoTracking().Where(row => wanted.Contains(row.Id) && row.State == CopyState.Leaving && row.Claim == claim).Select(row => row.Id).ToListAsync()];
        }
        await transaction.CommitAsync();
        return ours;
    }
}
