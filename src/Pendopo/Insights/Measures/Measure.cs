using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Insights.Measures;

/// <summary>What a channel said of a post on one day of the centre: the last reading of that day. Null is "the network does not tell".</summary>
public sealed class Measure : IBelongsToCentre
{
    private Measure()
    {
    }

    public Id<Measure> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Post> PostId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    public string Network { get; private set; } = "";
    /// <summary>The day at the centre.</summary>
    public DateOnly Day { get; private set; }
    public int? Likes { get; private set; }
    public int? Shares { get; private set; }
    public int? Replies { get; private set; }
    public int? Views { get; private set; }
    public int? Clicks { get; private set; }
    public DateTimeOffset ReadAt { get; private set; }

    public static Measure Of(PublicationCard publication, Id<Centre> centre, DateOnly day) => new()
    {
        Id = Id<Measure>.New(),
        CentreId = centre,
        PostId = publication.Post,
        ChannelId = publication.Channel,
        Network = publication.Network,
        Day = day,
    };

    public void Read(PostMeasures figures, DateTimeOffset now) =>
        (Likes, Shares, Replies, Views, Clicks, ReadAt) = (figures.Likes, figures.Shares, figures.Replies, figures.Views, figures.Clicks, now);
}
