using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Site;
using Pendopo.Text;

namespace Pendopo.Publishing.Search;

/// <summary>The full-text index of the public pages: stemmed by us before it is stored, so that both databases find the same.</summary>
internal sealed class PageIndex(PendopoDb db, IDialect dialect)
{
    public const string Table = "publishing_search";

    /// <summary>Takes a page up, or anew, in the caller's transaction.</summary>
    public Task Put(SitePage page, CancellationToken cancel)
    {
        var language = LanguageCodes.Parse(page.Language);
        var title = SearchText.Index($"{page.Title} {page.Topic}", language);
        var body = SearchText.Index($"{page.Summary} {HtmlWords.Of(page.Html)}", language);
        return db.Database.ExecuteSqlRawAsync(dialect.PutText(Table), [page.Id.Value, page.CentreId.Value, title, body], cancel);
    }

    /// <summary>Forgets a page, in the caller's transaction.</summary>
    public Task Drop(SitePage page, CancellationToken cancel) =>
        db.Database.ExecuteSqlRawAsync(dialect.DropText(Table), [page.Id.Value], cancel);

    /// <summary>Forgets every page of a centre, in the caller's transaction.</summary>
    public Task DropAll(Id<Centre> centre, CancellationToken cancel)
    {
        // Both databases name the column so (IDialect.MakeTextTable).
        const string command = $"DELETE FROM {Table} WHERE centre = {{0}}";
        return db.Database.ExecuteSqlRawAsync(command, [centre.Value], cancel);
    }

    /// <summary>The pages of a centre in which every word of the query occurs, best first; null when the query holds no word that counts.</summary>
    public async Task<IReadOnlyList<Guid>?> Find(Guid centre, string query, int skip, int take, CancellationToken cancel)
    {
        var entries = SearchText.Query(query);
        if (entries.Count == 0)
            return null;
        return await db.Database.SqlQueryRaw<Guid>(dialect.FindText(Table), dialect.TextQuery(entries), centre, take, skip).ToListAsync(cancel);
    }
}
