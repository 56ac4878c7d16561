using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Live;

namespace Pendopo.Inbox.Conversations;

/// <summary>Tells open inbox pages that something changed; they ask for what they may see.</summary>
internal static class InboxLive
{
    public static string Topic(Id<Centre> centre) => $"inbox:{centre}";

    public static IResult Stream(LiveStream live, Here here, CancellationToken cancel) => live.Of(Topic(here.Centre.Id), cancel);
}
