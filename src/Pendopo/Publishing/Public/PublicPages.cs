using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Search;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Public;

/// <summary>A post in a list of posts.</summary>
public sealed record PageCard(string Slug, PostKind Kind, string Title, string Summary, string Language, string Reviewer, DateTimeOffset PublishedAt);

/// <summary>A topic and how many posts it has.</summary>
public sealed record TopicCount(string Slug, string Name, int Posts);

/// <param name="Next">The instant to ask for older ones with, or null at the end.</param>
public sealed record PageSlice(IReadOnlyList<PageCard> Cards, DateTimeOffset? Next);

/// <summary>What anybody may read of the centre in scope.</summary>
internal sealed class PublicPages(PendopoDb db, PageIndex index, Here here)
{
    public const int Slice = 12;

    public async Task<IReadOnlyList<PageCard>> Latest(int count, CancellationToken cancel) =>
        await Cards(Shown()).Take(count).ToListAsync(cancel);

    /// <summary>The page, also a recalled one; null when there never was one.</summary>
    public Task<SitePage?> Page(string slug, CancellationToken cancel) => db.Set<SitePage>().AsNoTracking().FirstOrDefaultAsync(page => page.Slug == slug, cancel);

    /// <summary>The topics that have posts, the fullest first.</summary>
    public Task<List<TopicCount>> Topics(int most, CancellationToken cancel) => db.Set<SitePage>().AsNoTracking()
        .Where(page => page.RecalledAt == null && page.TopicSlug != "")
        .GroupBy(page => page.TopicSlug).Select(topic => new { Slug = topic.Key, Name = topic.Min(page => page.Topic)!, Posts = topic.Count() })
        .OrderByDescending(topic => topic.Posts).ThenBy(topic => topic.Slug).Take(most)
        .Select(topic => new TopicCount(topic.Slug, topic.Name, topic.Posts)).ToListAsync(cancel);

    public async Task<PageSlice> OfTopic(string topic, DateTimeOffset? before, CancellationToken cancel) =>
        Cut(await Cards(Shown().Where(page => page.TopicSlug == topic && (before == null || page.PublishedAt < before))).Take(Slice + 1).ToListAsync(cancel));

    public async Task<PageSlice> All(DateTimeOffset? before, CancellationToken cancel) =>
        Cut(await Cards(Shown().Where(page => before == null || page.PublishedAt < before)).Take(Slice + 1).ToListAsync(cancel));

    /// <summary>What a search finds, best first; null when the query holds no word that counts.</summary>
    public async Task<IReadOnlyList<PageCard>?> Search(string query, CancellationToken cancel)
    {
        if (await index.Find(here.Centre.Id.Value, query, 0, 30, cancel) is not { } found)
            return null;
        var ids = found.Select(id => new Id<Post>(id)).ToList();
        var rows = await Shown().Where(page => ids.Contains(page.Id)).ToListAsync(cancel);
        return [.. rows.OrderBy(page => ids.IndexOf(page.Id))
            .Select(page => new PageCard(page.Slug, page.Kind, page.Title, page.Summary, page.Language, page.Reviewer, page.PublishedAt))];
    }

    /// <summary>What stands in the feeds, the newest first; a recalled one stays, as a correction.</summary>
    public Task<List<SitePage>> Feed(string? topic, CancellationToken cancel) => db.Set<SitePage>().AsNoTracking()
        .Where(page => page.FeedAt != null && (topic == null || page.TopicSlug == topic)).OrderByDescending(page => page.PublishedAt).Take(30).ToListAsync(cancel);

    private IQueryable<SitePage> Shown() => db.Set<SitePage>().AsNoTracking().Where(page => page.RecalledAt == null);

    private static IQueryable<PageCard> Cards(IQueryable<SitePage> pages) => pages.OrderByDescending(page => page.PublishedAt)
        .Select(page => new PageCard(page.Slug, page.Kind, page.Title, page.Summary, page.Language, page.Reviewer, page.PublishedAt));

    private static PageSlice Cut(List<PageCard> cards) =>
        cards.Count <= Slice ? new(cards, null) : new(cards[..Slice], cards[Slice - 1].PublishedAt);
}
