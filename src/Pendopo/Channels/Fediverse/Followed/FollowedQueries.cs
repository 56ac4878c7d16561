using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse.Followed;

/// <summary>An account that the centre follows, with who it is.</summary>
internal sealed record FollowedRow(FollowedAccount Follow, RemoteActor Actor);

/// <summary>A post with who wrote it.</summary>
internal sealed record FollowedPostRow(FollowedPost Post, RemoteActor Author);

/// <summary>Whom the centre in scope follows, and what they write.</summary>
internal sealed class FollowedQueries(PendopoDb db)
{
    public const int Page = 30;

    public Task<int> Accepted(CancellationToken cancel) => db.Set<FollowedAccount>().CountAsync(row => row.State == FollowState.Accepted, cancel);

    /// <summary>Somebody elsewhere who is there to be followed, or null.</summary>
    public Task<RemoteActor?> Person(Id<RemoteActor> id, CancellationToken cancel) => db.Set<RemoteActor>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.GoneAt == null, cancel);

    /// <summary>All of them, by name; at most <see cref="FollowedAccount.MostOfOneCentre"/>.</summary>
    public async Task<IReadOnlyList<FollowedRow>> All(CancellationToken cancel)
    {
        var rows = await db.Set<FollowedAccount>().AsNoTracking()
            .Join(db.Set<RemoteActor>().AsNoTracking(), follow => follow.ActorId, actor => actor.Id, (follow, actor) => new { follow, actor }).ToListAsync(cancel);
        return [.. rows.Select(row => new FollowedRow(row.follow, row.actor)).OrderBy(row => row.Actor.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(row => row.Actor.Uri, StringComparer.Ordinal)];
    }

    /// <summary>The latest first, after the mark of a page. Whom their own server suspended is not shown (Mastodon CVE-2026-23961).</summary>
    public async Task<IReadOnlyList<FollowedPostRow>> Posts(PageMark? after, CancellationToken cancel)
    {
        var posts = await db.Set<FollowedPost>().AsNoTracking().Where(row => db.Set<RemoteActor>().Any(actor => actor.Id == row.ActorId && actor.GoneAt == null))
            .NewestFirst(row => row.PublishedAt, row => row.Id, after).Take(Page).ToListAsync(cancel);
        var ids = posts.Select(post => post.ActorId).Distinct().ToList();
        var authors = await db.Set<RemoteActor>().AsNoTracking().Where(actor => ids.Contains(actor.Id)).ToDictionaryAsync(actor => actor.Id, cancel);
        return [.. posts.Select(post => new FollowedPostRow(post, authors[post.ActorId]))];
    }
}
