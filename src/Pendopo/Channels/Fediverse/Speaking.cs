using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Fediverse.Delivery;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>What a centre says: kept and sent in one transaction, once for each key and revision.</summary>
internal sealed class Speaking(PendopoDb db, LocalActors actors, RemoteActors people, DomainBlocks blocks, Posting posting, TimeProvider time)
{
    public async Task<SendOutcome> Publish(Centre centre, OutgoingPost post, CancellationToken cancel)
    {
        if (await ByKey(post.Key, cancel) is { } known)
            return new SendOutcome.Sent(known.Remote);
        var actor = await actors.Of(centre, cancel);
        var uri = actors.Uri(actor);
        var note = NoteMaking.Of(post, PostUri(uri, post.Key), uri, Root(uri), updated: null);
        return await Say(actor, FediversePost.Of(centre.Id, post.Key, note, isPublic: true, post.Revision), await posting.Followers(cancel), personally: false, cancel);
    }

    public async Task<SendOutcome> Find(Guid key, CancellationToken cancel) =>
        await ByKey(key, cancel) is { } known ? new SendOutcome.Sent(known.Remote) : new SendOutcome.RetryAt(null, "It was not sent.");

    public async Task<SendOutcome> Reply(Centre centre, OutgoingReply reply, CancellationToken cancel)
    {
        if (await ByKey(reply.Key, cancel) is { } known)
            return new SendOutcome.Sent(known.Remote);
        if (await blocks.Hold(reply.Author.Id, centre.Id, cancel))
            return new SendOutcome.Refused("ServerBlocked", "The server of the person is blocked here.");
        var found = await people.Find(reply.Author.Id, cancel);
        if (found.Actor is not { } author)
            return found.Fault == FetchFault.Later
                ? new SendOutcome.RetryAt(null, "The server of the person did not answer.")
                : new SendOutcome.Refused("PersonGone", "The person is not there any more.");
        var actor = await actors.Of(centre, cancel);
        var uri = actors.Uri(actor);
        var note = NoteMaking.Of(reply, PostUri(uri, reply.Key), uri);
        List<DeliveryTarget> targets = reply.Private ? [author.Target] : [author.Target, .. await posting.Followers(cancel)];
        return await Say(actor, FediversePost.Of(centre.Id, reply.Key, note, isPublic: !reply.Private, revision: 1), targets, reply.Private, cancel);
    }

    public async Task<SendOutcome> Edit(Centre centre, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        if (await ByUri(remote, cancel) is not { DeletedAt: null } known)
            return new SendOutcome.Refused("PostGone", "The post is not there any more.");
        if (known.Revision >= post.Revision)
            return new SendOutcome.Sent(known.Remote);
        var actor = await actors.Of(centre, cancel);
        var uri = actors.Uri(actor);
        var now = time.Now();
        var note = NoteMaking.Of(post, known.Uri, uri, Root(uri), now) with { Published = known.PublishedAt };
        known.Edit(note, post.Revision, now);
        posting.Send(actor, ActivityWriter.Update(Addresses.Activity(uri), note), known.Uri, await Everybody(known, cancel), personally: false);
        await db.SaveChangesAsync(cancel);
        return new SendOutcome.Sent(known.Remote);
    }

    public async Task<SendOutcome> Recall(Centre centre, RemoteRef remote, CancellationToken cancel)
    {
        if (await ByUri(remote, cancel) is not { DeletedAt: null } known)
            return new SendOutcome.Sent(remote);
        var actor = await actors.Of(centre, cancel);
        var uri = actors.Uri(actor);
        var post = known.Read();
        var everybody = await Everybody(known, cancel);
        foreach (var named in post.To.Concat(post.Cc).Where(to => to != ActivityDocument.Public))
        {
            if (await people.Known(named, cancel) is { } person)
                everybody.Add(person.Target);
        }
        known.Delete(time.Now());
        posting.Send(actor, ActivityWriter.Delete(Addresses.Activity(uri), uri, known.Uri, post.To), known.Uri, everybody, personally: !known.IsPublic);
        await db.SaveChangesAsync(cancel);
        return new SendOutcome.Sent(known.Remote);
    }

    public async Task<PostMeasures> Measure(RemoteRef remote, CancellationToken cancel)
    {
        if (await ByUri(remote, cancel) is not { } post)
            return new(null, null, null);
        var reactions = db.Set<Reaction>().Where(row => row.PostId == post.Id);
        return new(
            await reactions.CountAsync(row => row.Kind == ReactionKind.Like, cancel),
            await reactions.CountAsync(row => row.Kind == ReactionKind.Share, cancel),
            await db.Set<ReceivedPost>().CountAsync(row => row.InReplyTo == post.Uri && row.WithdrawnAt == null, cancel));
    }

    /// <summary>Whether the centre can sign: nothing else of the network is needed.</summary>
    public async Task<AccountHealth> Check(Centre centre, CancellationToken cancel)
    {
        using var key = actors.Key(await actors.Of(centre, cancel));
        return new(Works: true);
    }

    private async Task<SendOutcome> Say(LocalActor actor, FediversePost post, IEnumerable<DeliveryTarget> targets, bool personally, CancellationToken cancel)
    {
        db.Add(post);
        posting.Send(actor, ActivityWriter.Create(post.Uri + "/activity", post.Read()), post.Uri, targets, personally);
        await db.SaveChangesAsync(cancel);
        return new SendOutcome.Sent(post.Remote);
    }

    private async Task<List<DeliveryTarget>> Everybody(FediversePost post, CancellationToken cancel) =>
        [.. post.IsPublic ? await posting.Followers(cancel) : [], .. await posting.Reached(post, cancel)];

    private Task<FediversePost?> ByKey(Guid key, CancellationToken cancel) => db.Set<FediversePost>().FirstOrDefaultAsync(row => row.Key == key, cancel);

    private Task<FediversePost?> ByUri(RemoteRef remote, CancellationToken cancel) => db.Set<FediversePost>().FirstOrDefaultAsync(row => row.Uri == remote.Id, cancel);

    private static string PostUri(string actor, Guid key) => $"{actor}/posts/{key:N}";

    private static string Root(string actor) => new Uri(actor).GetLeftPart(UriPartial.Authority);
}
