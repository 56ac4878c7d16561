namespace Pendopo.Channels.Contracts;

/// <summary>What a network asks of a centre before anything goes out there.</summary>
public enum OfferCost
{
    /// <summary>An account, or nothing at all.</summary>
    Nothing,
    /// <summary>An app of the installation's own that the network has to look at and allow.</summary>
    Review,
    /// <summary>Money for each post or message.</summary>
    Price,
}

/// <summary>A network whose accounts a person can connect: registered by the network, shown on the page of the channels.</summary>
/// <param name="Network">The connector's name of the network.</param>
/// <param name="Href">The page that connects.</param>
/// <param name="Cost">What it asks for first.</param>
public sealed record ConnectOffer(string Network, string Href, OfferCost Cost = OfferCost.Nothing);
