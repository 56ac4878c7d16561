namespace Pendopo.Platform.Storage;

/// <summary>What is wrong with where data is kept, and since when.</summary>
public sealed record StorageTrouble(StorageFault Fault, DateTimeOffset Since);

/// <summary>Whether data can be kept and read at this moment, as <see cref="StorageProbe"/> last found it. Requests, workers and pages go by it.</summary>
public sealed class StorageState(TimeProvider time, ILogger<StorageState> log) : IDisposable
{
    private readonly Lock turn = new();
    private volatile StorageTrouble? trouble;
    private long? healedAt;
    private TaskCompletionSource whole = Whole();
    private CancellationTokenSource reading = new();

    /// <summary>Null when all is well.</summary>
    public StorageTrouble? Trouble => trouble;

    /// <summary>False while not even pages can be read from the database.</summary>
    public bool CanRead => trouble is not { Fault: StorageFault.Away };

    /// <summary>Cancelled when the database stops answering: who waits for it waits in vain.</summary>
    public CancellationToken Reading
    {
        get
        {
            lock (turn)
                return reading.Token;
        }
    }

    /// <summary>Completes when data can be kept; at once when it can be already.</summary>
    public Task WhenWhole
    {
        get
        {
            lock (turn)
                return whole.Task;
        }
    }

    /// <summary>For how long data can be kept since it last could not; without end when it always could.</summary>
    internal TimeSpan HealedFor => healedAt is { } since ? time.GetElapsedTime(since) : TimeSpan.MaxValue;

    internal void Take(StorageFault? found)
    {
        lock (turn)
        {
            if (found == trouble?.Fault)
                return;
            if (found is { } fault)
                Begin(fault);
            else
                End();
        }
    }

    public void Dispose() => reading.Dispose();

    private void Begin(StorageFault fault)
    {
        log.LogError("Data cannot be kept: {Fault}. Pages can be {Reading}; work in the background waits", fault, fault == StorageFault.Away ? "neither read nor written" : "read and not written");
        if (trouble is null)
            whole = new(TaskCreationOptions.RunContinuationsAsynchronously);
        trouble = new(fault, trouble?.Since ?? time.GetUtcNow());
        if (fault == StorageFault.Away)
            reading.Cancel();
        else
            ReadAgain();
    }

    private void End()
    {
        log.LogWarning("Data can be kept again, after {Seconds} s", (long)(time.GetUtcNow() - trouble!.Since).TotalSeconds);
        (trouble, healedAt) = (null, time.GetTimestamp());
        ReadAgain();
        whole.TrySetResult();
    }

    private void ReadAgain()
    {
        if (!reading.IsCancellationRequested)
            return;
        // Not disposed: requests that hold its token may still be on their way out.
        reading = new();
    }

    private static TaskCompletionSource Whole()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        done.SetResult();
        return done;
    }
}
