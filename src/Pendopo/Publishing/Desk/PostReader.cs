using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Variants;

namespace Pendopo.Publishing.Desk;

/// <summary>Reads a post with all that belongs to it.</summary>
internal sealed class PostReader(PendopoDb db, Accounts accounts, OwnChannels own, Outgoing outgoing)
{
    public async Task<PostView?> Read(Id<Post> id, CancellationToken cancel)
    {
        if (await db.Set<Post>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } post)
            return null;
        await own.Ensure(cancel);
        var channels = (await accounts.All(cancel)).Where(channel => accounts.Knows(channel.Network) && accounts.Publishes(channel.Network)).OrderBy(channel => Place(channel.Network)).ThenBy(channel => channel.Id).ToList();
        var publications = await db.Set<Publication>().AsNoTracking().Where(row => row.PostId == id).ToListAsync(cancel);
        var words = await db.Set<Variant>().AsNoTracking().Where(row => row.PostId == id).ToDictionaryAsync(row => row.ChannelId, row => new OwnVariant(row.Text.Length > 0 ? row.Text : null, row.Placement), cancel);
        var editor = await db.Set<Person>().AsNoTracking().Where(person => person.Id == post.EditorId).Select(person => person.Name).FirstOrDefaultAsync(cancel);
        return new(post, channels, [.. publications.OrderBy(row => Place(row.Network)).ThenBy(row => row.Id)], words, await Deeds(id, cancel),
            await outgoing.Pictures(post.Words, cancel), editor ?? "");
    }

    private async Task<List<DeedLine>> Deeds(Id<Post> id, CancellationToken cancel) =>
        await db.Set<Deed>().AsNoTracking().Where(deed => deed.PostId == id).OrderByDescending(deed => deed.Id).Take(200)
            .Join(db.Set<Person>().AsNoTracking(), deed => deed.PersonId, person => person.Id,
                (deed, person) => new DeedLine(deed.Kind, deed.Revision, person.Name, person.Title, deed.Comment, deed.ChannelId, deed.DoneAt))
            .ToListAsync(cancel) is var lines ? [.. lines.OrderByDescending(line => line.DoneAt)] : [];

    // The own site first: everything else links to it.
    private static int Place(string network) => network switch
    {
        OwnChannels.Site => 0,
        OwnChannels.Feeds => 1,
        _ => 2,
    };
}
