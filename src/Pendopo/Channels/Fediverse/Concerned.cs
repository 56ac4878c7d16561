using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>Whom an activity concerns. What concerns no centre is not kept at all: a stranger cannot fill the database.</summary>
internal sealed class Concerned(PendopoDb db, InboxReading reading, CentreDirectory centres, DomainBlocks blocks, Addresses addresses)
{
    /// <summary>The centres whose channel is on, that did not block the sender's server, and that the activity is about, addressed to or an answer to,
    /// or that follow its author.</summary>
    public async Task<IReadOnlyList<Id<Centre>>> By(Activity activity, RemoteActor signer, CancellationToken cancel)
    {
        var named = new HashSet<Id<Centre>>();
        var all = Uris(activity).ToHashSet(StringComparer.Ordinal);
        foreach (var handle in all.Select(addresses.Read).OfType<OwnName>().Select(name => name.Handle).Distinct(StringComparer.Ordinal))
        {
            if (await centres.ByHandle(handle, cancel) is { } centre)
                named.Add(centre.Id);
        }
        // Rows are looked for by the first few: an activity about more things than this is about nothing.
        var uris = all.Where(uri => uri != ActivityDocument.Public && addresses.Read(uri) is null).Take(100).ToList();
        named.UnionWith(await ByRows(activity, uris, signer, cancel));
        named.ExceptWith((await blocks.Reach(signer.Uri, cancel)).Centres);
        if (named.Count == 0)
            return [];
        if (named.Count > 1)
            return await reading.Open(db, [.. named]).ToListAsync(cancel);
        return await reading.IsOpen(db, named.First(), cancel) ? [.. named] : [];
    }

    private async Task<IEnumerable<Id<Centre>>> ByRows(Activity activity, List<string> uris, RemoteActor signer, CancellationToken cancel)
    {
        if (activity.Object.Id == activity.Actor && activity.Kind is ActivityKind.Delete or ActivityKind.Update)
            return await OfPerson(signer.Id, cancel);
        var followed = IsNews(activity) ? await Following(signer.Id, cancel) : [];
        return followed.Concat(await ByThings(activity, uris, cancel));
    }

    /// <summary>What those who follow somebody want to hear of them.</summary>
    private static bool IsNews(Activity activity) => activity.Kind is ActivityKind.Create or ActivityKind.Update or ActivityKind.Delete or ActivityKind.Move;

    private ValueTask<List<Id<Centre>>> Following(Id<RemoteActor> person, CancellationToken cancel) =>
        reading.Following(db, person).ToListAsync(cancel);

    private async Task<IEnumerable<Id<Centre>>> ByThings(Activity activity, List<string> uris, CancellationToken cancel)
    {
        var received = uris.Count switch
        {
            0 => [],
            <= 2 => await reading.Received(db, uris[0], uris[^1]).ToListAsync(cancel),
            _ => await db.Set<ReceivedPost>().AcrossCentres().Where(row => uris.Contains(row.Uri)).Select(row => row.CentreId).Distinct().ToListAsync(cancel),
        };
        if (activity.Kind == ActivityKind.Flag)
            return received.Concat(await ByPages(uris, cancel));
        if (activity.Kind != ActivityKind.Undo || activity.Object.Id is not { } undone)
            return received;
        var follows = await db.Set<Follower>().AcrossCentres().Where(row => row.FollowUri == undone).Select(row => row.CentreId).ToListAsync(cancel);
        var reactions = await db.Set<Reaction>().AcrossCentres().Where(row => row.Uri == undone).Select(row => row.CentreId).ToListAsync(cancel);
        return received.Concat(follows).Concat(reactions);
    }

    /// <summary>Some servers report a post by the page where people read it.</summary>
    private async Task<IEnumerable<Id<Centre>>> ByPages(List<string> uris, CancellationToken cancel)
    {
        var posts = await db.Set<FediversePost>().AcrossCentres().Where(row => uris.Contains(row.Url!)).Select(row => row.CentreId).Distinct().ToListAsync(cancel);
        var all = await centres.All(cancel);
        return posts.Concat(all.Where(centre => uris.Contains(addresses.Page(centre.Handle))).Select(centre => centre.Id));
    }

    private async Task<IEnumerable<Id<Centre>>> OfPerson(Id<RemoteActor> person, CancellationToken cancel)
    {
        var follows = await db.Set<Follower>().AcrossCentres().Where(row => row.ActorId == person).Select(row => row.CentreId).ToListAsync(cancel);
        var received = await db.Set<ReceivedPost>().AcrossCentres().Where(row => row.ActorId == person).Select(row => row.CentreId).Distinct().ToListAsync(cancel);
        var reactions = await db.Set<Reaction>().AcrossCentres().Where(row => row.ActorId == person).Select(row => row.CentreId).Distinct().ToListAsync(cancel);
        return follows.Concat(received).Concat(reactions).Concat(await Following(person, cancel));
    }

    /// <summary>Every address that may tell whom it concerns: objects, addressees, mentions, what is answered or undone.</summary>
    private static IEnumerable<string> Uris(Activity activity)
    {
        var uris = activity.ObjectIds.Concat(activity.To).Concat(activity.Cc);
        if (!activity.Object.IsEmbedded)
            return uris;
        if (PostReader.Read(activity.Object.Embedded).Value is { } post)
            uris = uris.Concat(post.To).Concat(post.Cc).Concat(post.Tags.Select(tag => tag.Href).OfType<string>()).Concat(post.InReplyTo is null ? [] : [post.InReplyTo]);
        else if (Inner(activity.Object.Embedded) is { } inner)
            uris = uris.Concat(inner.ObjectIds).Append(inner.Actor);
        return uris;
    }

    private static Activity? Inner(JsonElement embedded) => Activity.Read(embedded).Value;
}
