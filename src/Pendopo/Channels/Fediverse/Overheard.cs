using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;

namespace Pendopo.Channels.Fediverse;

/// <summary>What followed accounts say to everybody, told to who listens for words: also their answers to others, which the reading page leaves out.
/// Unlisted posts are not: their authors do not want them found. What is said to the centre goes into its inbox and is not told here.</summary>
internal sealed class Overheard(PendopoDb db, NoteContext context, EventBoard events, TimeProvider time)
{
    public async Task Take(Post post, RemoteActor signer, CancellationToken cancel)
    {
        if (post.Published is { } at && time.GetUtcNow() - at > FollowedPost.LongestAge || new Audience(post.To, post.Cc).Read(signer.Followers, new HashSet<string>()) != Visibility.Public)
            return;
        if (await context.Place(post, signer, cancel) is not null || await context.Channel(cancel) is not { } channel)
            return;
        var said = IncomingNote.Of(post, signer, new NotePlace(IsPublic: true, IsReply: false, Root: null), time.Now());
        if (Border.Of(said, time.Now()) is not { } message)
            return;
        events.Publish(new PublicHeard(FediverseConnector.NetworkName, channel.Id, message));
        await db.SaveChangesAsync(cancel);
    }

    public async Task Withdraw(string uri, RemoteActor signer, CancellationToken cancel)
    {
        events.Publish(new PublicWithdrawn(FediverseConnector.NetworkName, uri, signer.Uri));
        await db.SaveChangesAsync(cancel);
    }
}
