using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Variants;

/// <summary>The words for one channel, detached from the post's own: they no longer follow it.</summary>
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
    public string Text { get; private set; } = "";
    /// <summary>The words as they were approved last; what goes out. Null before the first approval.</summary>
    public string? ApprovedText { get; private set; }
    public DateTimeOffset EditedAt { get; private set; }
    public int Version { get; set; }

    public static Variant Detach(Post post, Id<Channel> channel, string text, DateTimeOffset now) => new()
    {
        Id = Id<Variant>.New(),
        CentreId = post.CentreId,
        PostId = post.Id,
        ChannelId = channel,
        Text = text,
        EditedAt = now,
    };

    public void Edit(string text, DateTimeOffset now) => (Text, EditedAt) = (text, now);

    public void Approve() => ApprovedText = Text;
}
