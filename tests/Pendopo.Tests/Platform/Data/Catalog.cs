using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Tests.Platform.Data;

/// <summary>What a database says about its own tables: one line a column, index and foreign key.</summary>
internal static class Catalog
{
    // What EF Core itself keeps, and the search tables that are made by SQL of each database's own.
    private static readonly string[] Apart = ["__EF", "\"__EF", "publishing_search", "sqlite_"];

    public static async Task<IReadOnlyList<string>> Read(PendopoDb db)
    {
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        var lines = new List<string>();
        foreach (var query in db.Database.IsSqlite() ? Sqlite : Postgres)
            lines.AddRange(await Rows(connection, query));
        return [.. lines.Where(line => !Apart.Any(name => line.Contains(" " + name, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
    }

    private static readonly string[] Sqlite =
    [
        """
        SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type || ' null=' || (1 - c."notnull") || ' pk=' || c.pk || ' default=' || coalesce(c.dflt_value, '')
        FROM sqlite_master t, pragma_table_xinfo(t.name) c WHERE t.type = 'table'
        """,
        """
        SELECT 'index ' || t.name || '.' || i.name || ' unique=' || i."unique" || ' ' || (SELECT group_concat(x.name) FROM pragma_index_info(i.name) x)
        FROM sqlite_master t, pragma_index_list(t.name) i WHERE t.type = 'table' AND i.origin <> 'pk'
        """,
        """
        SELECT 'foreign ' || t.name || '.' || f."from" || ' ' || f."table" || '.' || f."to" || ' ' || f.on_delete FROM sqlite_master t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
        """,
    ];

    private static readonly string[] Postgres =
    [
        """
        SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(character_maximum_length::text, '') || ' null=' || is_nullable
            || ' default=' || coalesce(column_default, '') || ' identity=' || is_identity
        FROM information_schema.columns WHERE table_schema = 'public'
        """,
        "SELECT 'index ' || tablename || ' ' || indexdef FROM pg_indexes WHERE schemaname = 'public'",
        """
        SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f', 'u', 'c')
        """,
    ];

    private static async Task<List<string>> Rows(DbConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
