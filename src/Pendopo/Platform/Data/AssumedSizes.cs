using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Pendopo.Platform.Data;

/// <summary>
/// Tells SQLite that a centre is no small thing. Every query names its centre, and a planner that knows nothing of the rows takes an index
/// that begins with the centre for as good as one that leads to the single row that is wanted: it would read all the centre has. Numbers
/// written in its table of statistics (sqlite.org/fileformat2.html#stat1tab) make its choice the same everywhere, however few rows there are
/// and however many come later. PostgreSQL looks at the rows themselves.
/// </summary>
internal static class AssumedSizes
{
    // All rows, those of one centre, and of each further column: fewer and fewer.
    private static readonly string[] Rows = ["1000000", "500000", "5000", "50", "5", "1", "1"];

    // An index of a part, which is taken where the part is asked for.
    private static readonly string[] PartOfRows = ["100000", "50000", "500", "5", "1", "1", "1"];

    /// <remarks>A connection reads the statistics when it reads the schema, and reads that again only when it was changed. Connections are kept
    /// open (<see cref="KeptConnection"/>), so the table is made anew in one step with its rows: whoever sees the change sees all of them.</remarks>
    public static async Task Write(PendopoDb db, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS sqlite_stat1", cancel);
        // Makes the table, and looks at nothing else.
        await db.Database.ExecuteSqlRawAsync(Read, cancel);
        foreach (var index in db.Model.GetEntityTypes().SelectMany(entity => entity.GetIndexes()).Where(index => index.Properties[0].Name == nameof(IBelongsToCentre.CentreId)))
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ({0}, {1}, {2})",
                [index.DeclaringEntityType.GetTableName()!, index.GetDatabaseName()!, Sizes(index)], cancel);
        }
        // This connection has changed the schema itself and would not read it again.
        await db.Database.ExecuteSqlRawAsync(Read, cancel);
        await transaction.CommitAsync(cancel);
    }

    private const string Read = "ANALYZE sqlite_schema";

    private static string Sizes(IIndex index) => string.Join(' ', (index.GetFilter() is null ? Rows : PartOfRows).Take(index.Properties.Count + 1));
}
