using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Versions;

/// <summary>A version of a post, at the desk.</summary>
public sealed record VersionLine(Id<Post> Post, string Title, string Language, bool Easy, ReviewState Review)
{
    public string Href => $"/desk/posts/{Post}";
}

/// <summary>A version that everybody may read.</summary>
public sealed record VersionPage(string Slug, string Language, bool Easy);

/// <summary>Reads which posts are versions of one another, within the centre.</summary>
internal sealed class VersionReader(PendopoDb db)
{
    /// <summary>All versions, also the post itself, by language; empty where it is the only one.</summary>
    public async Task<IReadOnlyList<VersionLine>> Of(Id<Post> post, CancellationToken cancel)
    {
        var groups = db.Set<PostVersion>().AsNoTracking().Where(row => row.PostId == post).Select(row => row.GroupId);
        return await (from version in db.Set<PostVersion>().AsNoTracking()
                      where groups.Contains(version.GroupId)
                      join other in db.Set<Post>().AsNoTracking() on version.PostId equals other.Id
                      orderby other.Language, version.Easy
                      select new VersionLine(other.Id, other.Title, other.Language, version.Easy, other.Review)).ToListAsync(cancel);
    }

    /// <summary>The versions of a page that stand on the site, also itself; empty where it is the only one.</summary>
    public async Task<IReadOnlyList<VersionPage>> Pages(SitePage page, CancellationToken cancel)
    {
        if (page.GroupId is not { } group)
            return [];
        return await db.Set<SitePage>().AsNoTracking().Where(row => row.GroupId == group && row.RecalledAt == null).OrderBy(row => row.Language).ThenBy(row => row.Easy)
            .Select(row => new VersionPage(row.Slug, row.Language, row.Easy == true)).ToListAsync(cancel);
    }

    /// <summary>Of these channels those whose readers are meant: a channel with a language of its own leaves the post to the version in that language, where there is one.</summary>
    public async Task<IReadOnlyList<Channel>> Meant(Post post, IReadOnlyList<Channel> channels, CancellationToken cancel)
    {
        var others = (await Of(post.Id, cancel)).Where(version => version.Post != post.Id).Select(version => version.Language).Where(language => language != post.Language).ToHashSet(StringComparer.Ordinal);
        if (others.Count == 0)
            return channels;
        var languages = await db.Set<ChannelLanguage>().AsNoTracking().ToDictionaryAsync(row => row.ChannelId, row => row.Language, cancel);
        return [.. channels.Where(channel => !languages.TryGetValue(channel.Id, out var language) || !others.Contains(language))];
    }
}
