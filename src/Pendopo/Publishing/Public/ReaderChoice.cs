using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Public;

/// <summary>Of the versions of one post the one that a reader chose: their language first, then easier words where they asked for them. Never guessed from what they read.</summary>
internal static class ReaderChoice
{
    /// <summary>The pages without the versions that another one suits better.</summary>
    public static IQueryable<SitePage> Suited(this IQueryable<SitePage> pages, IQueryable<SitePage> all, string language, bool easy) =>
        pages.Where(page => page.GroupId == null || !all.Any(other => other.GroupId == page.GroupId && other.RecalledAt == null && other.Id != page.Id
            && ((other.Language == language ? 2 : 0) + ((other.Easy == true) == easy ? 1 : 0) > (page.Language == language ? 2 : 0) + ((page.Easy == true) == easy ? 1 : 0)
                || ((other.Language == language ? 2 : 0) + ((other.Easy == true) == easy ? 1 : 0) == (page.Language == language ? 2 : 0) + ((page.Easy == true) == easy ? 1 : 0) && other.PublishedAt < page.PublishedAt))));
}
