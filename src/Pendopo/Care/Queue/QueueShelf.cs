using System.Collections.Concurrent;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Live;

namespace Pendopo.Care.Queue;

/// <summary>Queues as they were read last. When a number is called hundreds of phones look at the same moment: one look reads, and all of them see it.</summary>
internal sealed class QueueShelf(LiveFeed live, TimeProvider time)
{
    // What nobody tells the phones, such as a room that has another name now, shows after this long.
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);

    // More lines than a district has on one day; those of yesterday go.
    private const int Most = 500;
    private readonly ConcurrentDictionary<Id<QueueLine>, Look> shelf = new();

    public async Task<QueueState?> Of(Id<Centre> centre, Id<QueueLine> line, Func<Task<QueueState?>> read)
    {
        var (version, now) = (live.Version(QueueTopic.Of(centre)), time.GetUtcNow());
        var known = shelf.GetValueOrDefault(line);
        if (known is not null && known.Version == version && now - known.At < Kept)
            return await known.Done.Task is (true, var seen) ? seen : await read();
        var mine = new Look(version, now, new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (shelf.Count >= Most)
            shelf.Clear();
        shelf[line] = mine;
        var found = (Read: false, State: (QueueState?)null);
        try
        {
            found = (true, await read());
            return found.State;
        }
        finally
        {
            // Who waited for a look that failed looks alone.
            mine.Done.SetResult(found);
            if (!found.Read)
                shelf.TryRemove(new(line, mine));
        }
    }

    private sealed record Look(int Version, DateTimeOffset At, TaskCompletionSource<(bool Read, QueueState? State)> Done);
}
