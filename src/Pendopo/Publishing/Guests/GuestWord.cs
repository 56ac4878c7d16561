using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Guests;

/// <summary>What somebody said between a guest and the centre.</summary>
public enum GuestWordKind
{
    /// <summary>The guest says something about the campaign or a post.</summary>
    Comment,
    /// <summary>Words of the guest that the centre may publish under their consent.</summary>
    Quote,
    /// <summary>The centre answers the guest.</summary>
    Answer,
}

/// <summary>A word between one guest and the centre; other guests never see it.</summary>
public sealed class GuestWord : IBelongsToCentre
{
    public const int TextLength = 2_000;

    private GuestWord()
    {
    }

    public Id<GuestWord> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Guest> GuestId { get; private set; }
    public GuestWordKind Kind { get; private set; }
    /// <summary>The post it is about, or null for the campaign.</summary>
    public Id<Post>? PostId { get; private set; }
    public string Text { get; private set; } = "";
    public DateTimeOffset SaidAt { get; private set; }
    /// <summary>The colleague who answered; null for the guest's own words.</summary>
    public Id<Person>? PersonId { get; private set; }
    /// <summary>The consent under which a quote may be shown; null for all else.</summary>
    public Id<Consent>? ConsentId { get; private set; }
    /// <summary>The post that a quote was put into, or null.</summary>
    public Id<Post>? UsedInId { get; private set; }

    public static GuestWord Of(Guest guest, GuestWordKind kind, Id<Post>? post, string text, DateTimeOffset now) =>
        new() { Id = Id<GuestWord>.New(), CentreId = guest.CentreId, GuestId = guest.Id, Kind = kind, PostId = post, Text = text, SaidAt = now };

    public GuestWord Under(Id<Consent> consent)
    {
        ConsentId = consent;
        return this;
    }

    public GuestWord By(Id<Person> person)
    {
        PersonId = person;
        return this;
    }

    public void UseIn(Id<Post> post) => UsedInId = post;

    public void Forget() => Text = "";
}

/// <summary>A post of a campaign that its guests may read, also before it is out.</summary>
internal sealed class SharedPost : IBelongsToCentre
{
    private SharedPost()
    {
    }

    public Id<Post> PostId { get; private set; }
    public Id<Campaign> CampaignId { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public DateTimeOffset SharedAt { get; private set; }

    public static SharedPost Of(Id<Post> post, Campaign campaign, DateTimeOffset now) => new() { PostId = post, CampaignId = campaign.Id, CentreId = campaign.CentreId, SharedAt = now };
}

/// <summary>The short link by which what a guest brings to a post is counted.</summary>
internal sealed class GuestLink : IBelongsToCentre
{
    private GuestLink()
    {
    }

    public Id<Guest> GuestId { get; private set; }
    public Id<Post> PostId { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Links.ShortLink> LinkId { get; private set; }

    public static GuestLink Of(Guest guest, Id<Post> post, Links.ShortLink link) => new() { GuestId = guest.Id, PostId = post, CentreId = guest.CentreId, LinkId = link.Id };

    public void Lead(Links.ShortLink link) => LinkId = link.Id;
}
