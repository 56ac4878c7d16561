using Microsoft.EntityFrameworkCore;

namespace Pendopo.Platform.Data;

/// <summary>Lets PostgreSQL look at tables that have just grown by much. It looks by itself about once a minute (autovacuum_naptime), and until then plans for the
/// few rows it knew of: a month with 2,000 publications took twenty times as long. SQLite plans by <see cref="AssumedSizes"/>.</summary>
internal static class FreshCounts
{
    // PostgreSQL itself waits for 50 rows and a tenth of the table (autovacuum_analyze_threshold, autovacuum_analyze_scale_factor).
    private const int Many = 50;

    public static async Task Take(PendopoDb db, int added, IEnumerable<Type> entities, CancellationToken cancel)
    {
        if (added < Many || !db.Database.IsNpgsql())
            return;
        // What is to be looked at cannot be a parameter: the tables by their names, which are our own.
        var look = $"ANALYZE {string.Join(", ", entities.Select(entity => $"\"{db.Model.FindEntityType(entity)!.GetTableName()}\""))}";
        await db.Database.ExecuteSqlRawAsync(look, cancel);
    }
}
