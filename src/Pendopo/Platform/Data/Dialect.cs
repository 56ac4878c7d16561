using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Pendopo.Platform.Storage;

namespace Pendopo.Platform.Data;

/// <summary>What the two databases say differently, and nothing else.</summary>
public interface IDialect
{
    /// <summary>SQL that marks up to {2} due jobs of queue {0} as running at {1} by node {3} and returns them.</summary>
    string ClaimJobs { get; }

    /// <summary>The same for a queue with lanes: of each lane the first, but of none that stands in {4}; of what has no lane as much as there is room for.</summary>
    string ClaimJobsByLane { get; }

    /// <summary>SQL that makes a full-text table; its words come stemmed (<see cref="Pendopo.Text.SearchText"/>), so that the database only finds and ranks.</summary>
    string MakeTextTable(string table);

    /// <summary>SQL that takes up, or anew, row {0} of centre {1} with the words {2} of its title and {3} of its body.</summary>
    string PutText(string table);

    /// <summary>SQL that forgets row {0}.</summary>
    string DropText(string table);

    /// <summary>So many hits are weighed against one another, the newest: a word that stands in every second post would otherwise be
    /// weighed fifty thousand times to show thirty.</summary>
    const int Weighed = 2000;

    /// <summary>SQL that finds the ids, best first, for query {0} at centre {1}: at most {2} after the first {3}.</summary>
    string FindText(string table);

    /// <summary>The query text for entries of which all must occur, each in any of its forms. The forms hold letters and digits alone.</summary>
    string TextQuery(IReadOnlyList<IReadOnlyList<string>> entries);

    /// <summary>Whether an error of the driver says that a unique key exists already.</summary>
    bool IsDuplicate(Exception error);

    /// <summary>What one error of the driver, its causes left aside, says about where data is kept; null when it is about something else.</summary>
    StorageFault? Fault(Exception error);
}

internal sealed class SqliteDialect : IDialect
{
    public string ClaimJobs =>
        """
        UPDATE platform_job SET state = 'Running', started_at = {1}, attempt = attempt + 1, node = {3}
        WHERE id IN (SELECT id FROM platform_job
                     WHERE queue = {0} AND state IN ('Available', 'Retryable') AND run_at <= {1}
                     ORDER BY run_at, id LIMIT {2})
        RETURNING *
        """;

    public string ClaimJobsByLane =>
        """
        UPDATE platform_job SET state = 'Running', started_at = {1}, attempt = attempt + 1, node = {3}
        WHERE id IN (SELECT id FROM (SELECT id, run_at, lane, ROW_NUMBER() OVER (PARTITION BY lane ORDER BY run_at, id) AS place FROM platform_job
                                     WHERE queue = {0} AND state IN ('Available', 'Retryable') AND run_at <= {1} AND instr({4}, ',' || lane || ',') = 0) AS due
                     WHERE lane = '' OR place = 1
                     ORDER BY run_at, id LIMIT {2})
        RETURNING *
        """;

    public string MakeTextTable(string table) => $"CREATE VIRTUAL TABLE {table} USING fts5(id UNINDEXED, centre UNINDEXED, title, body, tokenize = 'unicode61 remove_diacritics 0')";

    public string PutText(string table) => $"{DropText(table)}; INSERT INTO {table} (id, centre, title, body) VALUES ({{0}}, {{1}}, {{2}}, {{3}})";

    // FTS5 keeps its columns as c0, c1 … of a table of its own (sqlite.org/fts5.html, 9), on which there is an index by id.
    public string DropText(string table) => $"DELETE FROM {table} WHERE rowid IN (SELECT id FROM {table}_content WHERE c0 = {{0}})";

    // A word of the title weighs five times one of the body. Rows are numbered in the order of writing: the newest are found first.
    public string FindText(string table) =>
        $$"""
        SELECT id AS "Value" FROM (
            SELECT id, bm25({{table}}, 0, 0, 5, 1) AS weight FROM {{table}} WHERE {{table}} MATCH {0} AND centre = {1} ORDER BY rowid DESC LIMIT {{IDialect.Weighed}})
        ORDER BY weight, id LIMIT {2} OFFSET {3}
        """;

    public string TextQuery(IReadOnlyList<IReadOnlyList<string>> entries) =>
        string.Join(" AND ", entries.Select(forms => $"({string.Join(" OR ", forms.Select(form => $"\"{form}\""))})"));

    public bool IsDuplicate(Exception error) =>
        // 2067 SQLITE_CONSTRAINT_UNIQUE, 1555 SQLITE_CONSTRAINT_PRIMARYKEY (sqlite.org/rescode.html)
        Root(error) is SqliteException { SqliteExtendedErrorCode: 2067 or 1555 };

    // sqlite.org/rescode.html: 5 BUSY, 6 LOCKED, 8 READONLY, 10 IOERR, 13 FULL, 14 CANTOPEN. The memory that readers share needs room, too:
    // 4618 SHMOPEN, 4874 SHMSIZE, 5386 SHMMAP.
    public StorageFault? Fault(Exception error) => error is not SqliteException sqlite ? null : (sqlite.SqliteErrorCode, sqlite.SqliteExtendedErrorCode) switch
    {
        (5 or 6, _) => StorageFault.Busy,
        (8, _) => StorageFault.ReadOnly,
        (13, _) or (_, 4618 or 4874 or 5386) => StorageFault.Full,
        (10, _) => StorageFault.Broken,
        (14, _) => StorageFault.Away,
        _ => null,
    };

    private static Exception? Root(Exception error) => error is DbUpdateException update ? update.InnerException : error;
}

internal sealed class PostgresDialect : IDialect
{
    // What is picked is picked once: as a plain subquery the planner may read it again for every row, and then claims more than the limit.
    public string ClaimJobs =>
        """
        WITH picked AS MATERIALIZED (
            SELECT id FROM platform_job
            WHERE queue = {0} AND state IN ('Available', 'Retryable') AND run_at <= {1}
            ORDER BY run_at, id LIMIT {2} FOR UPDATE SKIP LOCKED)
        UPDATE platform_job SET state = 'Running', started_at = {1}, attempt = attempt + 1, node = {3}
        FROM picked WHERE platform_job.id = picked.id
        RETURNING platform_job.*
        """;

    // Rows cannot be locked where they are numbered; one that another node took meanwhile is looked at again as it is locked.
    public string ClaimJobsByLane =>
        """
        WITH due AS (
            SELECT id, lane, ROW_NUMBER() OVER (PARTITION BY lane ORDER BY run_at, id) AS place FROM platform_job
            WHERE queue = {0} AND state IN ('Available', 'Retryable') AND run_at <= {1} AND strpos({4}, ',' || lane || ',') = 0),
        picked AS MATERIALIZED (
            SELECT id FROM platform_job
            WHERE id IN (SELECT id FROM due WHERE lane = '' OR place = 1) AND state IN ('Available', 'Retryable')
            ORDER BY run_at, id LIMIT {2} FOR UPDATE SKIP LOCKED)
        UPDATE platform_job SET state = 'Running', started_at = {1}, attempt = attempt + 1, node = {3}
        FROM picked WHERE platform_job.id = picked.id
        RETURNING platform_job.*
        """;

    public string MakeTextTable(string table) =>
        $"CREATE TABLE {table} (id uuid PRIMARY KEY, centre uuid NOT NULL, words tsvector NOT NULL); CREATE INDEX ix_{table}_words ON {table} USING gin (words)";

    public string PutText(string table) =>
        $$"""
        INSERT INTO {{table}} (id, centre, words)
        VALUES ({0}, {1}, setweight(to_tsvector('simple', {2}), 'A') || setweight(to_tsvector('simple', {3}), 'C'))
        ON CONFLICT (id) DO UPDATE SET centre = excluded.centre, words = excluded.words
        """;

    public string DropText(string table) => $"DELETE FROM {table} WHERE id = {{0}}";

    // The weights D, C, B, A: a word of the title weighs five times one of the body, as on SQLite.
    public string FindText(string table) =>
        $$"""
        SELECT id AS "Value" FROM (SELECT id, words FROM {{table}} WHERE centre = {1} AND words @@ to_tsquery('simple', {0}) ORDER BY id DESC LIMIT {{IDialect.Weighed}}) AS newest
        ORDER BY ts_rank(ARRAY[0.1, 0.2, 0.4, 1.0]::real[], words, to_tsquery('simple', {0})) DESC, id LIMIT {2} OFFSET {3}
        """;

    public string TextQuery(IReadOnlyList<IReadOnlyList<string>> entries) =>
        string.Join(" & ", entries.Select(forms => $"({string.Join(" | ", forms.Select(form => $"'{form}'"))})"));

    public bool IsDuplicate(Exception error) => Root(error) is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    // postgresql.org/docs/15/errcodes-appendix.html. A pool that is used up, as a command that took too long, is a TimeoutException within.
    public StorageFault? Fault(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => StorageFault.Full,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => StorageFault.ReadOnly,
        PostgresException { SqlState: PostgresErrorCodes.IoError } => StorageFault.Broken,
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.LockNotAvailable } => StorageFault.Busy,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } => StorageFault.Away,
        PostgresException { SqlState: ['0', '8', ..] } => StorageFault.Away,
        PostgresException => null,
        NpgsqlException { InnerException: TimeoutException } => StorageFault.Busy,
        NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException } => StorageFault.Away,
        _ => null,
    };

    private static Exception? Root(Exception error) => error is DbUpdateException update ? update.InnerException : error;
}
