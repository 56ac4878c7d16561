using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>Where a message stands for the centre.</summary>
/// <param name="IsPublic">Everybody may read it where it was written.</param>
/// <param name="IsReply">It answers something in a thread that is known here.</param>
/// <param name="Root">The first message of the thread, when known.</param>
internal sealed record NotePlace(bool IsPublic, bool IsReply, RemoteRef? Root);

/// <summary>Finds out what a message has to do with the centre in scope.</summary>
internal sealed class NoteContext(PendopoDb db, InboxReading reading, CentreScope scope, CentreDirectory centres, Addresses addresses)
{
    public Task<Channel?> Channel(CancellationToken cancel) => reading.Channel(db, cancel);

    /// <summary>The message's place, or null when it has no reason to be kept here.</summary>
    public async Task<NotePlace?> Place(Post post, RemoteActor author, CancellationToken cancel)
    {
        var centre = await centres.ById(scope.Centre, cancel) ?? throw new InvalidOperationException("The job's centre is gone.");
        var own = addresses.Actor(centre.Handle);
        var mentioned = post.Tags.Where(tag => tag.Kind == TagKind.Mention).Select(tag => tag.Href).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var visibility = new Audience(post.To, post.Cc).Read(author.Followers, mentioned);
        var root = post.InReplyTo is null ? null : await RootOf(post.InReplyTo, cancel);
        var addressesUs = mentioned.Contains(own) || post.To.Contains(own) || post.Cc.Contains(own);
        var relation = new PostRelation(visibility, AuthorIsFollowedHere: false, AnswersOurs: root is not null, AddressesOurs: addressesUs);
        return relation.IsKept ? new NotePlace(visibility is Visibility.Public or Visibility.Unlisted, root is not null, root) : null;
    }

    private async Task<RemoteRef?> RootOf(string parent, CancellationToken cancel)
    {
        if (await db.Set<FediversePost>().AsNoTracking().FirstOrDefaultAsync(row => row.Uri == parent && row.DeletedAt == null, cancel) is { } post)
            return await RootOfOwn(post, cancel);
        return await db.Set<ReceivedPost>().AsNoTracking().FirstOrDefaultAsync(row => row.Uri == parent && row.WithdrawnAt == null, cancel) is { } received
            ? new RemoteRef(received.Root ?? received.Uri, null)
            : null;
    }

    /// <summary>An answer of ours stands in the thread of what it answers.</summary>
    private async Task<RemoteRef> RootOfOwn(FediversePost post, CancellationToken cancel)
    {
        var answered = post.Read().InReplyTo;
        var received = answered is null ? null : await db.Set<ReceivedPost>().AsNoTracking().FirstOrDefaultAsync(row => row.Uri == answered, cancel);
        return received is null ? new RemoteRef(post.Uri, post.Url) : new RemoteRef(received.Root ?? received.Uri, null);
    }
}
