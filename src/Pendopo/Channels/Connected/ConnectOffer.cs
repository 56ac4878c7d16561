namespace Pendopo.Channels.Connected;

/// <summary>A network whose accounts a person can connect: registered by the network, shown on the page of the channels.</summary>
/// <param name="Network">The connector's name of the network.</param>
/// <param name="Href">The page that connects.</param>
internal sealed record ConnectOffer(string Network, string Href);
