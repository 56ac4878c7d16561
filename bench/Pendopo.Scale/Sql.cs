using System.Globalization;

namespace Pendopo.Scale;

/// <summary>The few expressions in which the two databases differ, so that one statement fills both without a row crossing the wire.</summary>
internal sealed class Sql(bool postgres, int rows, DateTimeOffset now)
{
    /// <summary>Row i is so much younger than row i-1: a month holds the same however many rows there are.</summary>
    private const long Apart = 30 * 60_000;
    public int Rows => rows;

    private readonly long newest = now.ToUnixTimeMilliseconds();

    /// <summary>`i` from 1, the oldest, to the number of rows, the newest.</summary>
    public string Insert(string table, string columns, string values) => postgres
        ? $"INSERT INTO {table} ({columns}) SELECT {values} FROM generate_series(1, {rows}) AS s(i)"
        : $"WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < {rows}) INSERT INTO {table} ({columns}) SELECT {values} FROM s";

    /// <summary>An id that sorts with the row's age; <paramref name="kind"/> tells the ids of one row apart.</summary>
    public string Id(int kind)
    {
        var tail = $"-7000-8{kind:X3}-";
        return postgres
            ? $"(substr(lpad(to_hex({Milliseconds}), 12, '0'), 1, 8) || '-' || substr(lpad(to_hex({Milliseconds}), 12, '0'), 9, 4) || '{tail}' || lpad(to_hex(i), 12, '0'))::uuid"
            : $"substr(printf('%012X', {Milliseconds}), 1, 8) || '-' || substr(printf('%012X', {Milliseconds}), 9, 4) || '{tail}' || printf('%012X', i)";
    }

    public string Guid(Guid id) => postgres ? $"'{id}'::uuid" : $"'{id.ToString().ToUpperInvariant()}'";

    /// <summary>When the row happened, or so many hours later.</summary>
    public string At(int hours = 0) => postgres
        ? $"to_timestamp(({Milliseconds} + {hours * 3_600_000L}) / 1000.0)"
        : $"(({Milliseconds} + {hours * 3_600_000L}) * 10000 + {DateTimeOffset.UnixEpoch.Ticks})";

    /// <summary>In a thousand years.</summary>
    public string Never => postgres ? "to_timestamp(33000000000)" : (DateTimeOffset.UnixEpoch.Ticks + 330_000_000_000_000_000).ToString(CultureInfo.InvariantCulture);

    public string Now => postgres ? "now()" : now.Ticks.ToString(CultureInfo.InvariantCulture);

    public string Bool(string condition) => postgres ? $"({condition})" : $"CASE WHEN {condition} THEN 1 ELSE 0 END";

    /// <summary>One of the words, in turn.</summary>
    public static string OneOf(params string[] words) =>
        $"CASE i % {words.Length} {string.Join(' ', words.Select((word, at) => $"WHEN {at} THEN '{word}'"))} END";

    // A whole number in both; PostgreSQL's series counts in 32 bits.
    private string Milliseconds => $"({newest} - ({rows} - i{(postgres ? "::bigint" : "")}) * {Apart})";
}
