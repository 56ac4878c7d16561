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
internal sealed class Speaking(PendopoDb db, LocalActors actors, RemoteActors people, DomainBlocks blocks, Posting posting, Mentioning mentioning, TimeProvider time)
{
    private const int MostNumbers = 60;

    public async Task<SendOutcome> Publish(Centre centre, OutgoingPost post, CancellationToken cancel)
    {
        if (await ByKey(post.Key, cancel) is { } known)
            return new SendOutcome.Sent(known.Remote);
        var actor = await actors.Of(centre, cancel);
        var uri = actors.Uri(actor);
        var named = await mentioning.Find(centre, post.Mentions, cancel);
        var note = NoteMaking.Of(post, PostUri(uri, post.Key), new(uri, Root(uri), named), updated: null);
        List<DeliveryTarget> targets = [.. await posting.Followers(cancel), .. named.Select(one => one.Person.Target)];
        var said = Say(actor, FediversePost.Of(centre.Id, post.Key, note, isPublic: true, post.Revision), targets, personally: false);
        AddParts(new(centre, actor, uri, post), note, new(0, 1), targets);
        await db.SaveChangesAsync(cancel);
        return said;
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
        var said = Say(actor, FediversePost.Of(centre.Id, reply.Key, note, isPublic: !reply.Private, revision: 1), targets, reply.Private);
        await db.SaveChangesAsync(cancel);
        return said;
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
        var named = await mentioning.Find(centre, post.Mentions, cancel);
        var note = NoteMaking.Of(post, known.Uri, new(uri, Root(uri), named), now) with { Published = known.PublishedAt };
        // Who was named before hears that it changed, also when they are named no longer.
        List<DeliveryTarget> everybody = [.. await Everybody(known, cancel), .. await Named(known.Read(), cancel), .. named.Select(one => one.Person.Target)];
        known.Edit(note, post.Revision, now);
        posting.Send(actor, ActivityWriter.Update(Addresses.Activity(uri), note), known.Uri, everybody, personally: false);
        await EditParts(new(centre, actor, uri, post), note, everybody, cancel);
        await db.SaveChangesAsync(cancel);
        return new SendOutcome.Sent(known.Remote);
    }

    /// <summary>The counts of a poll, to all who follow and all who voted. Without a new time of editing: readers take it for no change of words.</summary>
    public async Task<SendOutcome> Tally(Centre centre, RemoteRef remote, OutgoingPoll poll, CancellationToken cancel)
    {
        if (await ByUri(remote, cancel) is not { DeletedAt: null } known)
            return new SendOutcome.Refused("PostGone", "The post is not there any more.");
        var question = known.Read();
        var told = NoteMaking.Of(poll);
        if (question.Kind != PostKind.Question || (question.Poll is { } before && before with { Options = [] } == told with { Options = [] } && before.Options.SequenceEqual(told.Options)))
            return new SendOutcome.Sent(known.Remote);
        var actor = await actors.Of(centre, cancel);
        var uri = actors.Uri(actor);
        known.Count(question with { Poll = told });
        posting.Send(actor, ActivityWriter.Update(Addresses.Activity(uri), known.Read()), known.Uri, await Everybody(known, cancel), personally: false);
        // Who voted is known only so that they hear of the end; after it nobody needs to know.
        if (poll.ClosedAt is not null)
            db.RemoveRange(await db.Set<Reaction>().Where(row => row.PostId == known.Id && row.Kind == ReactionKind.Vote).ToListAsync(cancel));
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
        List<DeliveryTarget> everybody = [.. await Everybody(known, cancel), .. await Named(post, cancel)];
        foreach (var part in (await EveryPart(known.Key, cancel)).Where(part => part.Row.DeletedAt is null).Reverse())
            TakeBack(actor, uri, part.Row, known.Uri, everybody);
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

    private SendOutcome.Sent Say(LocalActor actor, FediversePost post, IEnumerable<DeliveryTarget> targets, bool personally)
    {
        db.Add(post);
        posting.Send(actor, ActivityWriter.Create(post.Uri + "/activity", post.Read()), post.Uri, targets, personally);
        return new SendOutcome.Sent(post.Remote);
    }

    /// <summary>A post that is being said, with who says it.</summary>
    private sealed record Speech(Centre Centre, LocalActor Actor, string Uri, OutgoingPost Post);

    /// <param name="Said">How many parts stand already.</param>
    /// <param name="Number">The first number that no part ever had: one that was taken back is not said again under its name.</param>
    private sealed record PartsFrom(int Said, int Number);

    // In the transaction of the post itself: all of it is said, or nothing.
    private void AddParts(Speech speech, Post above, PartsFrom from, IReadOnlyCollection<DeliveryTarget> targets)
    {
        var (root, post, number) = (PostUri(speech.Uri, speech.Post.Key), speech.Post, from.Number);
        foreach (var text in post.Parts.Skip(from.Said))
        {
            var key = PartKey(post.Key, number);
            above = NoteMaking.Part(new(text, post.Language, above.Id, post.IntendedAt.AddSeconds(number++)), PostUri(speech.Uri, key), new(speech.Uri, Root(speech.Uri), []));
            var row = FediversePost.Of(speech.Centre.Id, key, above, isPublic: true, post.Revision);
            db.Add(row);
            posting.Send(speech.Actor, ActivityWriter.Create(row.Uri + "/activity", above), root, targets, personally: false, place: number);
        }
    }

    private async Task EditParts(Speech speech, Post root, IReadOnlyCollection<DeliveryTarget> everybody, CancellationToken cancel)
    {
        var ever = await EveryPart(speech.Post.Key, cancel);
        var (post, now, above) = (speech.Post, time.Now(), root);
        var standing = ever.Where(part => part.Row.DeletedAt is null).Select(part => part.Row).ToList();
        var place = 0;
        foreach (var (row, text) in standing.Zip(post.Parts))
        {
            var note = NoteMaking.Part(new(text, post.Language, above.Id, row.PublishedAt), row.Uri, new(speech.Uri, Root(speech.Uri), [])) with { Updated = now };
            row.Edit(note, post.Revision, now);
            posting.Send(speech.Actor, ActivityWriter.Update(Addresses.Activity(speech.Uri), note), root.Id, everybody, personally: false, place: ++place);
            above = note;
        }
        foreach (var gone in standing.Skip(post.Parts.Count))
            TakeBack(speech.Actor, speech.Uri, gone, root.Id, everybody);
        AddParts(speech, above, new(standing.Count, ever.Count == 0 ? 1 : ever[^1].Number + 1), everybody);
    }

    private void TakeBack(LocalActor actor, string uri, FediversePost part, string about, IReadOnlyCollection<DeliveryTarget> everybody)
    {
        var to = part.Read().To;
        part.Delete(time.Now());
        posting.Send(actor, ActivityWriter.Delete(Addresses.Activity(uri), uri, part.Uri, to), about, everybody, personally: false);
    }

    // More numbers than parts: an edit may take some back and say others.
    private async Task<List<(int Number, FediversePost Row)>> EveryPart(Guid key, CancellationToken cancel)
    {
        var numbers = Enumerable.Range(1, MostNumbers).ToDictionary(number => PartKey(key, number));
        var keys = numbers.Keys.ToList();
        var rows = await db.Set<FediversePost>().Where(row => keys.Contains(row.Key)).ToListAsync(cancel);
        return [.. rows.Select(row => (numbers[row.Key], row)).OrderBy(part => part.Item1)];
    }

    // The first half of a SHA-256: the same at every attempt.
    private static Guid PartKey(Guid post, int part) =>
        new(System.Security.Cryptography.SHA256.HashData([.. post.ToByteArray(bigEndian: true), (byte)part]).AsSpan(0, 16), bigEndian: true);

    private async Task<List<DeliveryTarget>> Everybody(FediversePost post, CancellationToken cancel) =>
        [.. post.IsPublic ? await posting.Followers(cancel) : [], .. await posting.Reached(post, cancel)];

    /// <summary>Those to whom a post is addressed by name.</summary>
    private async Task<List<DeliveryTarget>> Named(Post post, CancellationToken cancel)
    {
        var named = new List<DeliveryTarget>();
        foreach (var to in post.To.Concat(post.Cc).Where(to => to != ActivityDocument.Public))
        {
            if (await people.Known(to, cancel) is { } person)
                named.Add(person.Target);
        }
        return named;
    }

    private Task<FediversePost?> ByKey(Guid key, CancellationToken cancel) => db.Set<FediversePost>().FirstOrDefaultAsync(row => row.Key == key, cancel);

    private Task<FediversePost?> ByUri(RemoteRef remote, CancellationToken cancel) => db.Set<FediversePost>().FirstOrDefaultAsync(row => row.Uri == remote.Id, cancel);

    private static string PostUri(string actor, Guid key) => $"{actor}/posts/{key:N}";

    private static string Root(string actor) => new Uri(actor).GetLeftPart(UriPartial.Authority);
}
