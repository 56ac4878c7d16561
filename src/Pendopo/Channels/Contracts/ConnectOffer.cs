namespace Pendopo.Channels.Contracts;

/// <summary>A network whose accounts a person can connect: registered by the network, shown on the page of the channels.</summary>
/// <param name="Network">The connector's name of the network.</param>
/// <param name="Href">The page that connects.</param>
public sealed record ConnectOffer(string Network, string Href);
