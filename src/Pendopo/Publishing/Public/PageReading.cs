using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Public;

/// <summary>The questions that every visitor's page asks, compiled once: putting them together anew takes longer than the database needs to
/// answer. The centre in scope filters them as it does every query.</summary>
/// <remarks>One object a program: what is compiled belongs to one database's model.</remarks>
internal sealed class PageReading
{
    public Func<PendopoDb, string, CancellationToken, Task<SitePage?>> Page { get; } = EF.CompileAsyncQuery((PendopoDb db, string slug, CancellationToken cancel) =>
        db.Set<SitePage>().AsNoTracking().FirstOrDefault(page => page.Slug == slug));

    public Func<PendopoDb, int, string, bool, IAsyncEnumerable<PageCard>> Latest { get; } = EF.CompileAsyncQuery((PendopoDb db, int count, string language, bool easy) =>
        db.Set<SitePage>().AsNoTracking().Where(page => page.RecalledAt == null)
            // The same as ReaderChoice.Suited, which cannot stand within a compiled question.
            .Where(page => page.GroupId == null || !db.Set<SitePage>().Any(other => other.GroupId == page.GroupId && other.RecalledAt == null && other.Id != page.Id
                && ((other.Language == language ? 2 : 0) + ((other.Easy == true) == easy ? 1 : 0) > (page.Language == language ? 2 : 0) + ((page.Easy == true) == easy ? 1 : 0)
                    || ((other.Language == language ? 2 : 0) + ((other.Easy == true) == easy ? 1 : 0) == (page.Language == language ? 2 : 0) + ((page.Easy == true) == easy ? 1 : 0) && other.PublishedAt < page.PublishedAt))))
            .OrderByDescending(page => page.PublishedAt).ThenByDescending(page => page.Id)
            .Select(page => new PageCard(page.Id, page.Slug, page.Kind, page.Title, page.Summary, page.Language, page.Reviewer, page.PublishedAt, page.Pictures))
            .Take(count));
}
