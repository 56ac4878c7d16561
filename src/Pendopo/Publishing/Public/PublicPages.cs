using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Search;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Public;

/// <summary>A post in a list of posts.</summary>
public sealed record PageCard(Id<Post> Id, string Slug, PostKind Kind, string Title, string Summary, string Language, string Reviewer, DateTimeOffset PublishedAt, string Pictures)
{
    /// <summary>The first picture, or null.</summary>
    internal PagePicture? Picture => JsonSerializer.Deserialize<List<PagePicture>>(Pictures) is [var first, ..] ? first : null;
}

/// <summary>A topic and how many posts it has.</summary>
public sealed record TopicCount(string Slug, string Name, int Posts);

/// <param name="Next">The mark to ask for older ones with, or null at the end.</param>
public sealed record PageSlice(IReadOnlyList<PageCard> Cards, string? Next);

/// <summary>What anybody may read of the centre in scope.</summary>
internal sealed class PublicPages(PendopoDb db, PageReading reading, PageIndex index, TopicShelf topics, Here here, IHttpContextAccessor http)
{
    public const int Slice = 12;
    private const int MostTopics = 200, InFeed = 30;

    public async Task<IReadOnlyList<PageCard>> Latest(int count, CancellationToken cancel) => await reading.Latest(db, count, Language, Easy).ToListAsync(cancel);

    /// <summary>The page, also a recalled one; null when there never was one.</summary>
    public Task<SitePage?> Page(string slug, CancellationToken cancel) => reading.Page(db, slug, cancel);

    /// <summary>The topics that have posts, the fullest first.</summary>
    public async Task<IReadOnlyList<TopicCount>> Topics(int most, CancellationToken cancel) =>
        [.. (await topics.Of(here.Centre.Id, () => CountTopics(cancel))).Take(most)];

    /// <summary>What a topic is called, or null when no post has it.</summary>
    public Task<string?> TopicName(string topic, CancellationToken cancel) =>
        Shown().Where(page => page.TopicSlug == topic).OrderByDescending(page => page.PublishedAt).Select(page => page.Topic).FirstOrDefaultAsync(cancel);

    private Task<List<TopicCount>> CountTopics(CancellationToken cancel) => db.Set<SitePage>().AsNoTracking()
        .Where(page => page.RecalledAt == null && page.TopicSlug != "")
        .GroupBy(page => page.TopicSlug).Select(topic => new { Slug = topic.Key, Name = topic.Min(page => page.Topic)!, Posts = topic.Count() })
        .OrderByDescending(topic => topic.Posts).ThenBy(topic => topic.Slug).Take(MostTopics)
        .Select(topic => new TopicCount(topic.Slug, topic.Name, topic.Posts)).ToListAsync(cancel);

    public Task<PageSlice> OfTopic(string topic, PageMark? before, CancellationToken cancel) => Cut(Suited().Where(page => page.TopicSlug == topic), before, cancel);

    public Task<PageSlice> All(PageMark? before, CancellationToken cancel) => Cut(Suited(), before, cancel);

    /// <summary>What a search finds, best first; null when the query holds no word that counts.</summary>
    public async Task<IReadOnlyList<PageCard>?> Search(string query, CancellationToken cancel)
    {
        if (await index.Find(here.Centre.Id.Value, query, 0, 30, cancel) is not { } found)
            return null;
        var ids = found.Select(id => new Id<Post>(id)).ToList();
        var cards = await Cards(Shown().Where(page => ids.Contains(page.Id))).ToListAsync(cancel);
        return [.. cards.OrderBy(card => ids.IndexOf(card.Id))];
    }

    /// <summary>What stands in the feeds, the newest first; a recalled one stays, as a correction.</summary>
    /// <param name="language">Of a post with versions the one in this language stands in it.</param>
    public async Task<List<SitePage>> Feed(string? topic, string language, CancellationToken cancel)
    {
        // More than are told, for versions that stand in another language fall away.
        var pages = await db.Set<SitePage>().AsNoTracking().Where(page => page.FeedAt != null && (topic == null || page.TopicSlug == topic)).NewestFirst(page => page.PublishedAt, page => page.Id, null).Take(2 * InFeed).ToListAsync(cancel);
        var groups = pages.Where(page => page.GroupId != null).Select(page => page.GroupId).Distinct().ToList();
        if (groups.Count == 0)
            return [.. pages.Take(InFeed)];
        var best = (await db.Set<SitePage>().AsNoTracking().Where(page => groups.Contains(page.GroupId) && page.FeedAt != null && page.RecalledAt == null)
            .Select(page => new { page.Id, page.GroupId, page.Language, Easy = page.Easy == true, page.PublishedAt }).ToListAsync(cancel))
            .GroupBy(page => page.GroupId).Select(group => group.OrderBy(page => page.Language == language ? 0 : 1).ThenBy(page => page.Easy ? 1 : 0).ThenBy(page => page.PublishedAt).First().Id).ToHashSet();
        return [.. pages.Where(page => page.GroupId is null || page.RecalledAt is not null || best.Contains(page.Id)).Take(InFeed)];
    }

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private bool Easy => EasyWords.Wanted(http.HttpContext);

    private IQueryable<SitePage> Suited() => Shown().Suited(db.Set<SitePage>(), Language, Easy);

    private IQueryable<SitePage> Shown() => db.Set<SitePage>().AsNoTracking().Where(page => page.RecalledAt == null);

    private static IQueryable<PageCard> Cards(IQueryable<SitePage> pages) => pages
        .Select(page => new PageCard(page.Id, page.Slug, page.Kind, page.Title, page.Summary, page.Language, page.Reviewer, page.PublishedAt, page.Pictures));

    private static async Task<PageSlice> Cut(IQueryable<SitePage> pages, PageMark? before, CancellationToken cancel)
    {
        var cards = await Cards(pages.NewestFirst(page => page.PublishedAt, page => page.Id, before).Take(Slice + 1)).ToListAsync(cancel);
        return cards.Count <= Slice ? new(cards, null) : new(cards[..Slice], new PageMark(cards[Slice - 1].PublishedAt, cards[Slice - 1].Id.Value).ToString());
    }
}
