using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Views;

/// <summary>How often a post was looked at on one day of the centre's calendar, and how often readers left by its links. No reader is kept.</summary>
internal sealed class ViewCount : IBelongsToCentre
{
    private ViewCount()
    {
    }

    public Id<Post> PostId { get; private set; }
    public DateOnly Day { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public int Views { get; private set; }
    public int Clicks { get; private set; }

    public static ViewCount Of(Id<Post> post, Id<Centre> centre, DateOnly day, int views, int clicks) =>
        new() { PostId = post, CentreId = centre, Day = day, Views = views, Clicks = clicks };
}
