using System.Collections.Concurrent;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Public;

/// <summary>The topics of each centre and how many posts they have. Counting looks at every post there is, and the front page shows the
/// outcome to everybody: so it is kept for a little while, and until this node writes a page of the centre.</summary>
internal sealed class TopicShelf(TimeProvider time)
{
    /// <summary>What another node wrote shows after this long at the latest.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Id<Centre>, Counted> shelf = new();

    /// <summary>The topics as they were counted, or counted now. While one reader counts anew the others take what was counted before.</summary>
    public async Task<IReadOnlyList<TopicCount>> Of(Id<Centre> centre, Func<Task<List<TopicCount>>> count)
    {
        var known = shelf.GetValueOrDefault(centre);
        if (known is not null && (time.GetUtcNow() - known.At < Kept || !known.TakeTurn()))
            return known.Topics;
        var begun = time.GetUtcNow();
        var counted = new Counted(await count(), begun);
        // A page that was written meanwhile has emptied the place: then the next reader counts again.
        if (known is null)
            shelf.TryAdd(centre, counted);
        else
            shelf.TryUpdate(centre, counted, known);
        return counted.Topics;
    }

    /// <summary>Told after a page of the centre was written or taken back.</summary>
    public void Forget(Id<Centre> centre) => shelf.TryRemove(centre, out _);

    private sealed class Counted(IReadOnlyList<TopicCount> topics, DateTimeOffset at)
    {
        private int taken;

        public IReadOnlyList<TopicCount> Topics => topics;

        public DateTimeOffset At => at;

        public bool TakeTurn() => Interlocked.Exchange(ref taken, 1) == 0;
    }
}
