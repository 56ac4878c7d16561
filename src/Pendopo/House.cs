using Pendopo.Care;
using Pendopo.Channels;
using Pendopo.Community;
using Pendopo.Inbox;
using Pendopo.Insights;
using Pendopo.Platform;
using Pendopo.Publishing;
using Pendopo.Safety;

namespace Pendopo;

/// <summary>The rooms in their order: each knows only those before it.</summary>
internal static class House
{
    public static IReadOnlyList<Room> Rooms { get; } =
    [
        new PlatformRoom(),
        new SafetyRoom(),
        new ChannelsRoom(),
        new PublishingRoom(),
        new InboxRoom(),
        new CommunityRoom(),
        new CareRoom(),
        new InsightsRoom(),
    ];
}
