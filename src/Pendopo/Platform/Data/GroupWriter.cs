namespace Pendopo.Platform.Data;

/// <summary>Writes together what several ask for at the same time: one transaction, and one wait for the disk, instead of one each. Whoever comes while
/// a group is written is in the next; alone, nobody waits for company. Each hears of its own only when it is kept.</summary>
/// <param name="most">The largest group.</param>
/// <param name="write">Writes a group in one transaction of its own. It is asked again for each alone when the group fails.</param>
/// <param name="company">Waits a moment when more are about to come than the given number, who wait already; nobody waits when null.</param>
internal sealed class GroupWriter<T>(int most, Func<IReadOnlyList<T>, Task> write, Func<int, Task>? company = null)
{
    private readonly Lock turn = new();
    private readonly Queue<Waiting> waiting = new();
    private bool isWriting;

    /// <summary>Returns when it is kept, and throws what its own writing threw.</summary>
    public Task Write(T item)
    {
        var mine = new Waiting(item, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (turn)
        {
            waiting.Enqueue(mine);
            if (isWriting)
                return mine.Kept.Task;
            isWriting = true;
        }
        // The writing goes on for others: nothing of this request (its language, its trace) flows into it.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(WriteGroups);
        return mine.Kept.Task;
    }

    private async Task WriteGroups()
    {
        do
        {
            if (company is not null)
                await company(Count());
        }
        while (await WriteNext());
    }

    private async Task<bool> WriteNext()
    {
        if (Next() is not { Count: > 0 } group)
            return false;
        if (await TryWrite(group) || group.Count == 1)
            return true;
        foreach (var one in group)
            await TryWrite([one]);
        return true;
    }

    private int Count()
    {
        lock (turn)
            return waiting.Count;
    }

    private List<Waiting> Next()
    {
        lock (turn)
        {
            var group = new List<Waiting>(Math.Min(most, waiting.Count));
            while (group.Count < most && waiting.TryDequeue(out var one))
                group.Add(one);
            isWriting = group.Count > 0;
            return group;
        }
    }

    private async Task<bool> TryWrite(List<Waiting> group)
    {
        try
        {
            await write([.. group.Select(one => one.Item)]);
            group.ForEach(one => one.Kept.SetResult());
            return true;
        }
        catch (Exception error)
        {
            // Who was in a group is tried once more alone, and told then.
            if (group is [var alone])
                alone.Kept.SetException(error);
            return false;
        }
    }

    private sealed record Waiting(T Item, TaskCompletionSource Kept);
}
