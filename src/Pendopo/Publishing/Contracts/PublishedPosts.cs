using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Contracts;

/// <summary>A post as other rooms show it.</summary>
/// <param name="Title">As it stands now; may be empty in a draft.</param>
/// <param name="Url">Its public page: absolute; the centre's front page while it has none.</param>
/// <param name="DeskUrl">Its page at the desk: beginning with a slash.</param>
public sealed record PostCard(Id<Post> Id, string Title, string Url, string DeskUrl);

/// <summary>A post on a channel, as other rooms show it.</summary>
/// <param name="Remote">Where it stands there, or null while it is not out.</param>
public sealed record PublicationCard(Id<Post> Post, Id<Channel> Channel, string Network, RemoteRef? Remote, PublicationState State, DateTimeOffset? SentAt);

/// <summary>The posts of the centre in scope, for later rooms.</summary>
public sealed class PublishedPosts(PendopoDb db, SiteAddress site)
{
    /// <summary>The post that stands on a channel under this id, or null when it is none of ours.</summary>
    public async Task<PostCard?> ByRemote(Id<Channel> channel, string remoteId, CancellationToken cancel)
    {
        var post = await db.Set<Publication>().AsNoTracking()
            .Where(found => found.ChannelId == channel && found.RemoteId == remoteId)
            .Join(db.Set<Post>().AsNoTracking(), found => found.PostId, post => post.Id, (_, post) => post)
            .FirstOrDefaultAsync(cancel);
        return post is null ? null : await Card(post, cancel);
    }

    /// <summary>The post of this id, or null.</summary>
    public async Task<PostCard?> ById(Id<Post> id, CancellationToken cancel)
    {
        var post = await db.Set<Post>().AsNoTracking().FirstOrDefaultAsync(found => found.Id == id, cancel);
        return post is null ? null : await Card(post, cancel);
    }

    /// <summary>Every publication of a post, oldest first; empty when there is none.</summary>
    public async Task<IReadOnlyList<PublicationCard>> Of(Id<Post> post, CancellationToken cancel) =>
        await Cards(db.Set<Publication>().Where(found => found.PostId == post).OrderBy(found => found.Id)).ToListAsync(cancel);

    /// <summary>What was sent at or after an instant and still stands, newest first.</summary>
    /// <param name="atMost">How many; 1 to 1000.</param>
    public async Task<IReadOnlyList<PublicationCard>> Recent(DateTimeOffset since, int atMost, CancellationToken cancel) =>
        await Cards(db.Set<Publication>().Where(found => found.State == PublicationState.Sent && found.SentAt >= since)
            .OrderByDescending(found => found.SentAt).Take(Math.Clamp(atMost, 1, 1000))).ToListAsync(cancel);

    private static IQueryable<PublicationCard> Cards(IQueryable<Publication> rows) => rows.AsNoTracking().Select(found => new PublicationCard(
        found.PostId, found.ChannelId, found.Network,
        found.RemoteId == null ? null : new RemoteRef(found.RemoteId, found.RemoteUrl, found.RemoteVersion), found.State, found.SentAt));

    private async Task<PostCard> Card(Post post, CancellationToken cancel) =>
        new(post.Id, post.Title, await site.Of(post.CentreId, post.Slug, cancel), $"/desk/posts/{post.Id}");
}
