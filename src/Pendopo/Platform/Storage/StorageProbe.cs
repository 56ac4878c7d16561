using System.Data.Common;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Storage;

/// <summary>Finds out by trying whether data can be kept: when somebody suspects that it cannot, and again and again until it can. Nothing has
/// to be started anew after a full disk or a database that was away.</summary>
public sealed class StorageProbe(StorageState state, StorageTrial trial, IDialect dialect, Installation installation, TimeProvider time, ILogger<StorageProbe> log) : IDisposable
{
    /// <summary>How often it is tried while something is wrong, and how often PostgreSQL is asked whether it still answers.</summary>
    internal static readonly TimeSpan Step = TimeSpan.FromSeconds(1), Beat = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly JobSignal suspicion = new();

    /// <summary>Somebody met an error that may be the storage's: it is looked at now, and the caller does not wait.</summary>
    internal void Suspect() => suspicion.Wake();

    /// <summary>Tries now, and says what is wrong; null when all is well.</summary>
    public async Task<StorageTrouble?> Judge(CancellationToken cancel)
    {
        state.Take(await InTurn(trial.Keep, cancel));
        return state.Trouble;
    }

    /// <summary>Whether PostgreSQL answers at this moment. When it does not, that is noted; when it does, writing may fail all the same.</summary>
    public async Task<bool> Answers(CancellationToken cancel)
    {
        if (await InTurn(trial.Answer, cancel) is not { } fault)
            return true;
        state.Take(fault);
        return fault != StorageFault.Away;
    }

    public void Dispose() => turn.Dispose();

    internal async Task Watch(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var ill = state.Trouble is not null;
            var suspected = await suspicion.Wait(ill ? Step : Beat, time, stopping);
            if (ill || suspected)
                await Judge(stopping);
            else if (installation.OnPostgres)
                await Answers(stopping);
        }
    }

    private async Task<StorageFault?> InTurn(Func<CancellationToken, Task<StorageFault?>> look, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            return await Find(look, cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<StorageFault?> Find(Func<CancellationToken, Task<StorageFault?>> look, CancellationToken cancel)
    {
        try
        {
            return await look(cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && Fault(error) is { } fault)
        {
            log.LogDebug(error, "A trial of the storage failed");
            return fault;
        }
        catch (DbException error)
        {
            // It answers, and what it says is not about keeping: before the first start there are no tables.
            log.LogDebug(error, "A trial of the storage was refused");
            return null;
        }
    }

    private StorageFault? Fault(Exception error) => error is OperationCanceledException or TimeoutException ? StorageFault.Away : StorageFaults.Of(error, dialect);
}
