using System.Collections.Concurrent;

namespace Pendopo.Channels.Fediverse;

/// <summary>Keys that were read once and are used again: reading one from its text takes longer than verifying with it. One thread at a time
/// has a key. Keys are found by all that they are made of, so one that changed is never taken for the old one.</summary>
/// <param name="most">How many different keys are remembered; then all are forgotten.</param>
internal sealed class KeyShelf<TKey>(int most) : IDisposable where TKey : class, IDisposable
{
    // More of one key than this are hardly used at once.
    private const int Copies = 16;

    private ConcurrentDictionary<string, ConcurrentBag<TKey>> shelf = new(StringComparer.Ordinal);

    /// <summary>Uses the key of this name.</summary>
    /// <param name="read">Makes it when none is free; null when there is no such key.</param>
    /// <param name="use">What is done with it; it gets null when there is none.</param>
    public TResult Use<TResult>(string name, Func<TKey?> read, Func<TKey?, TResult> use)
    {
        if (shelf.Count >= most && !shelf.ContainsKey(name))
            Interlocked.Exchange(ref shelf, new(StringComparer.Ordinal));
        var copies = shelf.GetOrAdd(name, _ => []);
        if (!copies.TryTake(out var key) && (key = read()) is null)
            return use(null);
        try
        {
            return use(key);
        }
        finally
        {
            if (copies.Count < Copies)
                copies.Add(key);
            else
                key.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var key in shelf.Values.SelectMany(copies => copies))
            key.Dispose();
    }
}
