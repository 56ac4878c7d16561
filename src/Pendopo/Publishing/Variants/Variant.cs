using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Variants;

/// <summary>What is different on one channel: words that no longer follow the post's own, and where it stands there.</summary>
internal sealed class Variant : IBelongsToCentre, IVersioned
{
    public const int TextLength = 10_000;

    private Variant()
    {
    }

    public Id<Variant> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Post> PostId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    /// <summary>Empty while the channel follows the post.</summary>
    public string Text { get; private set; } = "";
    /// <summary>The words as they were approved last; what goes out. Null before the first approval, and where the channel followed the post then.</summary>
    public string? ApprovedText { get; private set; }
    public Placement Placement { get; private set; }
    /// <summary>The place as it was approved last.</summary>
    public Placement ApprovedPlacement { get; private set; }
    public DateTimeOffset EditedAt { get; private set; }
    public int Version { get; set; }

    /// <summary>Whether nothing is different.</summary>
    public bool IsUsual => Text.Length == 0 && Placement == Placement.Post;

    public static Variant Of(Post post, Id<Channel> channel, DateTimeOffset now) => new()
    {
        Id = Id<Variant>.New(),
        CentreId = post.CentreId,
        PostId = post.Id,
        ChannelId = channel,
        EditedAt = now,
    };

    public void Edit(string text, DateTimeOffset now) => (Text, EditedAt) = (text, now);

    public void Place(Placement placement, DateTimeOffset now) => (Placement, EditedAt) = (placement, now);

    public void Approve() => (ApprovedText, ApprovedPlacement) = (Text.Length > 0 ? Text : null, Placement);
}

/// <summary>What is different on one channel.</summary>
/// <param name="Text">Its own words; null where it follows the post.</param>
public sealed record OwnVariant(string? Text, Placement Placement);
