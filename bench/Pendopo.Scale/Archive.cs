using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Search;
using Pendopo.Text;

namespace Pendopo.Scale;

/// <summary>A centre with so many published posts of real words, each with its page and in the full-text index as the program writes it.</summary>
internal sealed class Archive(PendopoDb db)
{
    private const int Batch = 2000;

    public async Task Fill(int posts, Writer writer)
    {
        var centre = await db.Set<Centre>().Where(row => row.Handle == "melati").Select(row => row.Id).SingleAsync();
        IDialect dialect = db.Database.IsNpgsql() ? new PostgresDialect() : new SqliteDialect();
        var now = DateTimeOffset.UtcNow;
        for (var from = 0; from < posts; from += Batch)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            for (var i = from; i < Math.Min(posts, from + Batch); i++)
            {
                var (title, body) = writer.Post();
                var id = Guid.CreateVersion7(now.AddMinutes(-10 * (posts - i)));
                await Page(id, centre.Value, i, title, body, now.AddMinutes(-10 * (posts - i)));
                await db.Database.ExecuteSqlRawAsync(dialect.PutText(PageIndex.Table), [id, centre.Value, SearchText.Index(title), SearchText.Index(body)]);
            }
            await transaction.CommitAsync();
        }
    }

    private Task<int> Page(Guid id, Guid centre, int number, string title, string body, DateTimeOffset at)
    {
        object when = db.Database.IsNpgsql() ? at.ToUniversalTime() : at.UtcTicks;
        return db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO publishing_page (id, centre_id, slug, kind, title, summary, html, topic, topic_slug, language, sources, pictures, reviewer, revision, published_at, changed_at, recall_reason, version)
            VALUES ({0}, {1}, {2}, 'Article', {3}, {4}, {5}, 'Imunisasi', 'imunisasi', 'id', '', '[]', '', 1, {6}, {6}, '', 1)
            """,
            id, centre, number.ToString(CultureInfo.InvariantCulture), title, body[..Math.Min(body.Length, 160)], $"<p>{body}</p>", when);
    }
}
