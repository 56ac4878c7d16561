using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>What the centre settled for a number, and what the network says of it.</summary>
internal sealed class Number : IBelongsToCentre, IVersioned
{
    public const int CurrencyLength = 3, QualityLength = 40, MostPrice = 1_000_000;

    private Number()
    {
    }

    public Id<Number> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    /// <summary>GREEN, YELLOW, RED, as the network last told; empty when it did not.</summary>
    public string Quality { get; private set; } = "";
    /// <summary>How many people a day may be written to who did not write themselves; null when the network does not tell.</summary>
    public int? MostPeople { get; private set; }
    /// <summary>The template that carries posts, or null.</summary>
    public Id<WordTemplate>? PostTemplateId { get; private set; }
    /// <summary>What one message costs, as the centre noted it from its contract; null when nobody did.</summary>
    public int? Price { get; private set; }
    public string Currency { get; private set; } = "IDR";
    public int Version { get; set; }

    public static Number Of(Channel channel) => new() { Id = Id<Number>.New(), CentreId = channel.CentreId, ChannelId = channel.Id };

    public void Told(string quality, int? mostPeople)
    {
        Quality = quality.Length <= QualityLength ? quality : "";
        MostPeople = mostPeople ?? MostPeople;
    }

    public void Settle(Id<WordTemplate>? template, int? price, string currency) => (PostTemplateId, Price, Currency) = (template, price, currency);

    /// <summary>People a day of a step as the network names it (`TIER_250`, `TIER_1K`, `TIER_UNLIMITED`); null for what is not known. The steps between
    /// 250 and unlimited are from a secondary source.</summary>
    public static int? PeopleOf(string tier) => tier.ToUpperInvariant() switch
    {
        "TIER_50" => 50,
        "TIER_250" => 250,
        "TIER_1K" => 1_000,
        "TIER_2K" => 2_000,
        "TIER_10K" => 10_000,
        "TIER_100K" => 100_000,
        "TIER_UNLIMITED" => int.MaxValue,
        _ => null,
    };
}
