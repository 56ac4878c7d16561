using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Fediverse.Identity;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse.Blocks;

/// <summary>What a block would cut off.</summary>
/// <param name="People">Who lives there and has to do with us.</param>
internal sealed record Ties(IReadOnlyList<Id<RemoteActor>> People, int Followers, int Followed)
{
    public bool Any => Followers > 0 || Followed > 0;
}

/// <summary>The ties between a domain's people and the centres that block it.</summary>
internal sealed class Severing(PendopoDb db)
{
    // Parameters of one statement: short lists are planned better on both databases.
    private const int Together = 500;

    /// <param name="centre">Null for every centre of the installation.</param>
    public async Task<Ties> Find(string domain, Id<Centre>? centre, CancellationToken cancel)
    {
        var followers = await There(domain, Of(db.Set<Follower>(), centre).Select(row => row.ActorId), cancel);
        var followed = await There(domain, Of(db.Set<FollowedAccount>(), centre).Select(row => row.ActorId), cancel);
        return new([.. followers.Union(followed)], followers.Count, followed.Count);
    }

    /// <summary>Removes them at once; the people there are not told.</summary>
    public async Task Cut(Ties ties, Id<Centre>? centre, CancellationToken cancel)
    {
        foreach (var people in ties.People.Chunk(Together))
        {
            await Of(db.Set<Follower>(), centre).Where(row => people.Contains(row.ActorId)).ExecuteDeleteAsync(cancel);
            await Of(db.Set<FollowedAccount>(), centre).Where(row => people.Contains(row.ActorId)).ExecuteDeleteAsync(cancel);
            await Of(db.Set<FollowedPost>(), centre).Where(row => people.Contains(row.ActorId)).ExecuteDeleteAsync(cancel);
        }
    }

    private async Task<List<Id<RemoteActor>>> There(string domain, IQueryable<Id<RemoteActor>> ids, CancellationToken cancel)
    {
        var people = await db.Set<RemoteActor>().Where(actor => ids.Contains(actor.Id)).Select(actor => new { actor.Id, actor.Uri }).ToListAsync(cancel);
        return [.. people.Where(one => BlockedName.Covers(domain, WebAddress.DomainOf(one.Uri))).Select(one => one.Id)];
    }

    private static IQueryable<T> Of<T>(IQueryable<T> rows, Id<Centre>? centre) where T : class, IBelongsToCentre =>
        centre is { } one ? rows.AcrossCentres().Where(row => row.CentreId == one) : rows.AcrossCentres();
}
