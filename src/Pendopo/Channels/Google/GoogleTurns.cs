using System.Collections.Concurrent;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Google;

/// <summary>One renewal at a time an account on this node, whose others wait for it; between nodes a claim in the row settles it.</summary>
internal static class GoogleTurns
{
    private static readonly ConcurrentDictionary<Id<Channel>, SemaphoreSlim> Turns = new();

    public static async Task<IDisposable> Take(Id<Channel> channel, CancellationToken cancel)
    {
        var turn = Turns.GetOrAdd(channel, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancel);
        return new Release(turn);
    }

    private sealed class Release(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
