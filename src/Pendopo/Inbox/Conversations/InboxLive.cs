using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Live;

namespace Pendopo.Inbox.Conversations;

/// <summary>Tells open inbox pages that something changed; they ask for what they may see.</summary>
internal static class InboxLive
{
    public static string Topic(Id<Centre> centre) => $"inbox:{centre}";

    public static IResult Stream(LiveFeed live, Here here, IHostApplicationLifetime life, CancellationToken cancel) =>
        TypedResults.ServerSentEvents(Changes(live, Topic(here.Centre.Id), life, cancel));

    private static async IAsyncEnumerable<SseItem<string>> Changes(LiveFeed live, string topic, IHostApplicationLifetime life, [EnumeratorCancellation] CancellationToken cancel)
    {
        // A stopping program lets its listeners go at once; they come back to the next one by themselves.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, life.ApplicationStopping);
        await foreach (var name in live.Listen(topic, either.Token))
            yield return new SseItem<string>(name, "changed");
    }
}
