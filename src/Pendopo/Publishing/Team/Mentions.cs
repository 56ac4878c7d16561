using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Team;

/// <summary>Colleagues were named in a comment on a post.</summary>
internal sealed record Mentioned(Id<Post> Post, IReadOnlyList<Id<Person>> People) : IEvent;

/// <summary>Whom a comment is for, and who has reacted.</summary>
internal sealed class Mentions(PendopoDb db, PostLedger ledger, Teammates team, EventBoard events)
{
    /// <summary>Writes down whom a comment names, in the caller's transaction. What waited for the speaker on this post has its answer now.</summary>
    /// <param name="tell">Colleagues chosen besides those named in the words.</param>
    public async Task Note(Deed comment, IReadOnlyCollection<Id<Person>> tell, CancellationToken cancel)
    {
        await See(comment.PostId, cancel);
        var all = await team.All(cancel);
        var people = Teammates.NamedIn(comment.Comment, all).Select(mate => mate.Id)
            .Union(all.Select(mate => mate.Id).Where(tell.Contains)).Where(id => id != ledger.Here.Actor).ToList();
        if (people.Count == 0)
            return;
        db.AddRange(people.Select(person => Mention.Of(comment, person)));
        events.Publish(new Mentioned(comment.PostId, people));
    }

    /// <summary>What was said to this person on a post counts as seen; the caller saves.</summary>
    public async Task See(Id<Post> post, CancellationToken cancel)
    {
        var me = ledger.Here.Actor;
        foreach (var mention in await db.Set<Mention>().Where(row => row.PostId == post && row.PersonId == me && row.SeenAt == null).ToListAsync(cancel))
            mention.See(ledger.Now);
    }

    public async Task<Result<Post>> Seen(Id<Post> id, CancellationToken cancel)
    {
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        await See(id, cancel);
        return await ledger.Keep(post, cancel);
    }
}
