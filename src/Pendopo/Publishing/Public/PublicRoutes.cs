using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Site;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Public;

/// <summary>What robots and readers of feeds ask for, and the counter of links.</summary>
internal static class PublicRoutes
{
    private const int MostAddresses = 10_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var feeds = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute("publishing.feed"));
        foreach (var at in new[] { "", "/@{handle}" })
        {
            feeds.MapGet($"{at}/feed.atom", (string? topic, string? language, FeedSource source, HttpContext http, CancellationToken cancel) => source.Answer(topic, language, "atom", http, cancel));
            feeds.MapGet($"{at}/feed.rss", (string? topic, string? language, FeedSource source, HttpContext http, CancellationToken cancel) => source.Answer(topic, language, "rss", http, cancel));
            feeds.MapGet($"{at}/feed.json", (string? topic, string? language, FeedSource source, HttpContext http, CancellationToken cancel) => source.Answer(topic, language, "json", http, cancel));
            feeds.MapGet($"{at}/sitemap.xml", Sitemap);
        }
        EasyWords.Map(routes);
        PictureChoice.Map(routes);
        feeds.MapGet("/robots.txt", Robots);
        feeds.MapGet("/go/{post:guid}/{number:int}", Go);
    }

    private static async Task<IResult> Sitemap(PendopoDb db, Here here, SiteAddress site, ClaimCards claims, CancellationToken cancel)
    {
        if (!here.HasCentre)
            return TypedResults.NotFound();
        var pages = await db.Set<SitePage>().AsNoTracking().Where(page => page.RecalledAt == null)
            .OrderByDescending(page => page.PublishedAt).Take(MostAddresses).Select(page => new { page.Slug, page.ChangedAt }).ToListAsync(cancel);
        var text = new StringBuilder("""<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">""");
        text.Append(CultureInfo.InvariantCulture, $"<url><loc>{site.Home(here.Centre)}</loc></url>");
        foreach (var page in pages)
            text.Append(CultureInfo.InvariantCulture, $"<url><loc>{site.Post(here.Centre, page.Slug)}</loc><lastmod>{page.ChangedAt.UtcDateTime:yyyy-MM-dd}</lastmod></url>");
        foreach (var claim in await claims.All(cancel))
            text.Append(CultureInfo.InvariantCulture, $"<url><loc>{site.Home(here.Centre)}/true-or-not/{claim.Id}</loc><lastmod>{claim.ReviewedAt.UtcDateTime:yyyy-MM-dd}</lastmod></url>");
        return TypedResults.Text(text.Append("</urlset>").ToString(), "application/xml", Encoding.UTF8);
    }

    private static async Task<IResult> Robots(SiteAddress site, CentreDirectory centres, CancellationToken cancel)
    {
        var lines = new List<string> { "User-agent: *", "Disallow: /desk", "Disallow: /admin", "Disallow: /me", "Disallow: /go/", "Disallow: /api/" };
        lines.AddRange((await centres.All(cancel)).Select(centre => $"Sitemap: {site.Home(centre)}/sitemap.xml"));
        return TypedResults.Text(string.Join('\n', lines) + "\n");
    }

    /// <summary>Counts a click and leads on, only to an address that stands in the post itself: this is no open redirect.</summary>
    private static async Task<IResult> Go(Guid post, int number, PendopoDb db, CentreDirectory centres, ViewTally tally, HttpContext http, CancellationToken cancel)
    {
        var id = new Id<Post>(post);
        // The address carries no handle, so the centre in scope may be another one; the page is public either way.
        var page = await db.Set<SitePage>().AcrossCentres().AsNoTracking().FirstOrDefaultAsync(found => found.Id == id && found.RecalledAt == null, cancel);
        if (page is null || number is < 0 or > 1000 || OutLinks.Target(page.Html, number) is not { } target || await centres.ById(page.CentreId, cancel) is not { } centre)
            return TypedResults.NotFound();
        tally.Click(centre, id, http.Request);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Redirect(target);
    }
}

/// <summary>Answers a feed reader: with what changed, or that nothing did.</summary>
internal sealed class FeedSource(PublicPages pages, Here here, SiteAddress site)
{
    /// <param name="language">The language asked for; the centre's own when none of ours is.</param>
    public async Task<IResult> Answer(string? topic, string? language, string form, HttpContext http, CancellationToken cancel)
    {
        if (!here.HasCentre || (CentreMiddleware.HandleIn(http.Request.Path) is { } handle && !handle.Equals(here.Centre.Handle, StringComparison.OrdinalIgnoreCase)))
            return TypedResults.NotFound();
        var slug = topic is null ? null : Slugs.Of(topic);
        var asked = language is not null && PostLanguages.Knows(language) ? language : null;
        var query = string.Join('&', new[] { slug is null ? "" : $"topic={slug}", asked is null ? "" : $"language={asked}" }.Where(part => part.Length > 0));
        var self = $"{site.Home(here.Centre)}/feed.{form}{(query.Length == 0 ? "" : "?" + query)}";
        var feed = Feed.Of(here.Centre, site, self, await pages.Feed(slug, asked ?? here.Centre.Language, cancel)) with { Language = asked ?? here.Centre.Language };
        var (bytes, type) = form switch
        {
            "atom" => (FeedWriters.WriteAtom(feed), "application/atom+xml; charset=utf-8"),
            "rss" => (FeedWriters.WriteRss(feed), "application/rss+xml; charset=utf-8"),
            _ => (FeedWriters.WriteJson(feed), "application/feed+json; charset=utf-8"),
        };
        http.Response.Headers.CacheControl = "public, max-age=300";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"");
        // Answers 304 by itself when the reader has this version.
        return TypedResults.Bytes(bytes, type, lastModified: feed.Updated, entityTag: tag);
    }
}
