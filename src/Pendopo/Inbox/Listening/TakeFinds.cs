using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Blocks;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;

namespace Pendopo.Inbox.Listening;

/// <summary>Keeps what holds a watched word, once, and changes it when its author does. Left out: who is blocked here, who asked that nobody works with their
/// words, and what stands in the inbox already.</summary>
internal sealed class TakeFinds(PendopoDb db, CentreScope scope, CentreDirectory centres, TimeProvider time)
{
    /// <summary>New finds a centre keeps in a day: more than a team reads, and a bound for a word that is in everybody's mouth.</summary>
    public const int MostADay = 1_000;

    /// <summary>The words the centre in scope listens for just now.</summary>
    public async Task<List<WatchedWord>> Watched(CancellationToken cancel) => await db.Set<WatchedWord>().Where(row => row.PausedAt == null).OrderBy(row => row.Id).ToListAsync(cancel);

    /// <summary>Adds to the context what is to be kept; the caller saves.</summary>
    public async Task Take(string network, Id<Channel>? channel, IReadOnlyList<Incoming> said, IReadOnlyList<WatchedWord> watched, CancellationToken cancel)
    {
        if (said.Count == 0 || ListenTerms.Of(network) is null || await centres.ById(scope.Centre, cancel) is not { } centre)
            return;
        var words = watched.Where(word => word.Listens(network)).Select(word => (Word: word, word.Match)).ToList();
        var ids = said.Select(one => one.Remote.Id).Distinct().ToList();
        var known = await db.Set<Find>().Where(row => row.Network == network && ids.Contains(row.RemoteId)).ToDictionaryAsync(row => row.RemoteId, cancel);
        var linked = await Linked(known.Values, cancel);
        var (left, heard) = (await Left(network, said, cancel), await Heard(channel, ids, cancel));
        var room = MostADay - await Lately(cancel);
        foreach (var one in said.DistinctBy(one => one.Remote.Id))
        {
            var text = SaidWords.Of(one.Text);
            var held = words.Where(word => word.Match.In(text)).Select(word => word.Word).ToList();
            if (known.TryGetValue(one.Remote.Id, out var find))
                Change(find, one, held, linked[find.Id]);
            else if (held.Count > 0 && room > 0 && !left.Contains(one.Author.Id) && !heard.Contains(one.Remote.Id))
            {
                room--;
                var made = db.Add(Find.Of(centre, network, channel, one, time.Now())).Entity;
                db.AddRange(held.Select(word => FindWord.Of(made, word)));
            }
        }
    }

    private void Change(Find find, Incoming told, List<WatchedWord> held, IEnumerable<FindWord> links)
    {
        if (told.Text.Length > 0 && (told.EditedAt ?? told.SentAt) >= (find.EditedAt ?? find.SentAt))
            find.Tell(told);
        db.AddRange(held.Where(word => links.All(link => link.WatchId != word.Id)).Select(word => FindWord.Of(find, word)));
    }

    private async Task<ILookup<Id<Find>, FindWord>> Linked(IEnumerable<Find> finds, CancellationToken cancel)
    {
        var ids = finds.Select(find => find.Id).ToList();
        return (ids.Count == 0 ? [] : await db.Set<FindWord>().Where(row => ids.Contains(row.FindId)).ToListAsync(cancel)).ToLookup(row => row.FindId);
    }

    private Task<int> Lately(CancellationToken cancel)
    {
        var since = time.Now() - TimeSpan.FromDays(1);
        return db.Set<Find>().Where(row => row.FoundAt >= since).Take(MostADay).CountAsync(cancel);
    }

    private async Task<HashSet<string>> Left(string network, IReadOnlyList<Incoming> said, CancellationToken cancel)
    {
        var authors = said.Select(one => one.Author.Id).Distinct().ToList();
        var blocked = await db.Set<BlockedSender>().Where(row => row.Network == network && authors.Contains(row.AuthorId)).Select(row => row.AuthorId).ToListAsync(cancel);
        var stopped = await db.Set<Conversation>().Where(row => row.Network == network && authors.Contains(row.AuthorId) && row.RestrictedAt != null).Select(row => row.AuthorId).ToListAsync(cancel);
        return [.. blocked, .. stopped];
    }

    private async Task<HashSet<string>> Heard(Id<Channel>? channel, List<string> ids, CancellationToken cancel) =>
        channel is null ? [] : [.. await db.Set<Message>().Where(row => row.ChannelId == channel && ids.Contains(row.RemoteId!)).Select(row => row.RemoteId!).ToListAsync(cancel)];
}

/// <summary>What reached the house without being said to it.</summary>
internal sealed class TakePublic(PendopoDb db, TakeFinds finds) : IEventHandler<PublicHeard>
{
    public async Task Handle(PublicHeard happened, CancellationToken cancel)
    {
        if (await finds.Watched(cancel) is not { Count: > 0 } watched)
            return;
        await finds.Take(happened.Network, happened.Channel, [happened.Message], watched, cancel);
        // When it is told twice in the same moment, the unique key fails this save; the job's next run finds it kept.
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Forgets what its author took back, or everything of an author who is gone; what was taken into the inbox is withdrawn there.</summary>
internal sealed class ForgetPublic(PendopoDb db, EventBoard events) : IEventHandler<PublicWithdrawn>
{
    public async Task Handle(PublicWithdrawn happened, CancellationToken cancel)
    {
        var all = db.Set<Find>().Where(row => row.Network == happened.Network);
        if (happened.RemoteId is { } id)
            all = all.Where(row => row.RemoteId == id);
        if (happened.AuthorId is { } author)
            all = all.Where(row => row.AuthorId == author);
        foreach (var find in happened is { RemoteId: null, AuthorId: null } ? [] : await all.ToListAsync(cancel))
        {
            if (find is { State: FindState.Taken, ChannelId: { } channel })
                events.Publish(new MessageWithdrawn(channel, find.RemoteId));
            db.RemoveRange(await db.Set<FindWord>().Where(row => row.FindId == find.Id).ToListAsync(cancel));
            db.Remove(find);
        }
        await db.SaveChangesAsync(cancel);
    }
}
