using System.Data.Common;
using System.Globalization;
using Pendopo.Platform;
using Pendopo.Tests.Crash;

namespace Pendopo.Tests.Platform.Backups;

/// <summary>Rows in the tables that grow large, as they stand at an earlier step of the schema: numbered, and each column filled by its type, so that
/// whatever a step does to a column meets values.</summary>
internal sealed class OlderRows
{
    private static readonly string[] Large =
    [
        "platform_area", "platform_person", "platform_job", "platform_audit", "platform_file", "publishing_post", "publishing_revision", "publishing_deed", "publishing_publication", "publishing_page",
        "inbox_conversation", "inbox_message", "insights_measure", "channels_fediverse_person", "channels_fediverse_received", "channels_fediverse_post", "channels_fediverse_reaction",
        "channels_fediverse_outgoing", "channels_fediverse_followed_post",
    ];

    private readonly int rows;
    private readonly Dictionary<string, string> columns = [];
    private readonly Dictionary<string, long> sums = [];

    private OlderRows(int rows) => this.rows = rows;

    /// <summary>How many rows there are in all tables together.</summary>
    public long All => (long)rows * columns.Count;

    public static OlderRows Fill(Installation place, int rows)
    {
        var filled = new OlderRows(rows);
        using var connection = Kept.Open(place);
        using (var transaction = connection.BeginTransaction())
        {
            foreach (var table in Large)
            {
                var found = place.OnPostgres ? PostgresColumns(connection, table) : SqliteColumns(connection, table);
                if (found.Count == 0)
                    continue;
                var names = string.Join(", ", found.Select(column => column.Name));
                filled.columns[table] = names;
                var numbers = place.OnPostgres ? $"generate_series(1, {rows}) AS c(n)" : "c";
                var before = place.OnPostgres ? "" : $"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {rows}) ";
                Do(connection, transaction, $"{before}INSERT INTO {table} ({names}) SELECT {string.Join(", ", found.Select(column => column.Value))} FROM {numbers}");
            }
            transaction.Commit();
        }
        foreach (var table in filled.columns.Keys)
            filled.sums[table] = filled.Sum(connection, table);
        return filled;
    }

    /// <summary>Every row is there, and says in the columns of then what it said.</summary>
    public void ShouldStand(Installation place)
    {
        using var connection = Kept.Open(place);
        foreach (var table in columns.Keys)
            Sum(connection, table).ShouldBe(sums[table], table);
    }

    /// <summary>A sum over what each filled row says: of the lengths of its values as text, and of its number, so that a row or a value that is lost or doubled is found.
    /// Rows that the upgraded program writes by itself, as the first jobs of its clock, are not counted.</summary>
    private long Sum(DbConnection connection, string table)
    {
        var lengths = string.Join(" + ", columns[table].Split(", ").Select(name => $"COALESCE(LENGTH(CAST({name} AS text)), 7)"));
        var filled = columns[table].Split(", ").Contains("id") ? " WHERE CAST(id AS text) LIKE '%-0000-7000-8000-%'" : "";
        return Kept.Rows(connection, $"SELECT CAST(COUNT(*) AS bigint) * 1000000 + SUM({lengths}) FROM {table}{filled}", row => long.Parse(row(0), CultureInfo.InvariantCulture))[0];
    }

    private static void Do(DbConnection connection, DbTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction, command.CommandTimeout) = (sql, transaction, 0);
        command.ExecuteNonQuery();
    }

    private static List<(string Name, string Value)> SqliteColumns(DbConnection connection, string table) =>
        Kept.Rows(connection, $"SELECT name, type FROM pragma_table_info('{table}')", row => (row(0), row(1) switch
        {
            "INTEGER" when IsAge(row(0)) => $"{DateTimeOffset.UtcNow.Ticks} - n",
            "INTEGER" => "n",
            "REAL" => "n * 0.5",
            "BLOB" => "x'00'",
            _ when row(0) == "id" || row(0).EndsWith("_id", StringComparison.Ordinal) => "printf('%08X-0000-7000-8000-%012X', n, n)",
            _ => "'row ' || n",
        }));

    private static List<(string Name, string Value)> PostgresColumns(DbConnection connection, string table) =>
        Kept.Rows(connection, $"SELECT column_name, data_type, COALESCE(character_maximum_length, 1000) FROM information_schema.columns WHERE table_name = '{table}' AND is_generated = 'NEVER' ORDER BY ordinal_position", row => (row(0), row(1) switch
        {
            "uuid" => "(LPAD(TO_HEX(n), 8, '0') || '-0000-7000-8000-' || LPAD(TO_HEX(n), 12, '0'))::uuid",
            "integer" or "bigint" => "n",
            "double precision" => "n * 0.5",
            "boolean" => "FALSE",
            "bytea" => "'\\x00'::bytea",
            "date" => "DATE '2026-01-01'",
            "jsonb" => "'{}'::jsonb",
            "timestamp with time zone" => IsAge(row(0)) ? "NOW() - n * INTERVAL '1 millisecond'" : "TO_TIMESTAMP(n)",
            _ => $"LEFT('row ' || n, {row(2)})",
        }));

    /// <summary>What is old by these is swept away by the upgraded program itself, when it runs long enough.</summary>
    private static bool IsAge(string column) => column is "created_at" or "published_at";
}
