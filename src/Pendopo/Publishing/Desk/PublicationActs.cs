using Pendopo.Channels.Contracts;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;

namespace Pendopo.Publishing.Desk;

/// <summary>What a person may press where a publication waits for one: the same on the post's page and on the calendar.</summary>
internal static class PublicationActs
{
    public static IReadOnlyList<Decision> Of(Publication publication, ChannelState? channel) => publication switch
    {
        { State: PublicationState.Failed, TroubleCode: not "Reconnect" } => [Decision.Retry],
        { State: PublicationState.Failed } => channel == ChannelState.Connected ? [Decision.Retry] : [],
        { State: PublicationState.Unknown, NeedsPerson: true } => [Decision.ItWentOut, Decision.SendAgain],
        { Chore: not Chore.None } => [Decision.DidByHand],
        { NeedsPerson: true } => [Decision.Retry],
        _ => [],
    };
}
