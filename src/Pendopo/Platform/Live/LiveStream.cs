using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Pendopo.Platform.Live;

/// <summary>Topics as server-sent events (WHATWG HTML 9.2): the event `changed` says that a page should look again.</summary>
public sealed class LiveStream(LiveFeed live, IHostApplicationLifetime life, TimeProvider time)
{
    // Proxies close what is silent for a minute (nginx's proxy_read_timeout); phones' networks are kept awake no more often than needed.
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(25);

    public IResult Of(string topic, CancellationToken cancel) => Of([topic], cancel);

    public IResult Of(IReadOnlyList<string> topics, CancellationToken cancel) => TypedResults.ServerSentEvents(Events(topics, cancel));

    internal async IAsyncEnumerable<SseItem<string>> Events(IReadOnlyList<string> topics, [EnumeratorCancellation] CancellationToken cancel)
    {
        // A stopping program lets its listeners go at once; they come back to the next one by themselves.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, life.ApplicationStopping);
        await using var changes = live.Listen(topics, either.Token).GetAsyncEnumerator(either.Token);
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            // The first words open the stream: without them a proxy would wait for headers.
            yield return new SseItem<string>("", "open");
            while (!either.IsCancellationRequested)
            {
                if (await Task.WhenAny(next, Task.Delay(Breath, time, either.Token)) == next)
                {
                    if (!await Goes(next))
                        yield break;
                    yield return new SseItem<string>(changes.Current, "changed");
                    next = changes.MoveNextAsync().AsTask();
                }
                else if (!either.IsCancellationRequested)
                {
                    yield return new SseItem<string>("", "breath");
                }
            }
        }
        finally
        {
            // Whoever is gone still waits here for the next change: that wait ends before what it waits on is put away.
            await either.CancelAsync();
            await Goes(next);
        }
    }

    private static async Task<bool> Goes(Task<bool> next)
    {
        try
        {
            return await next;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
