using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Pendopo.Platform.Data;

/// <summary>What the two databases say differently, and nothing else.</summary>
public interface IDialect
{
    /// <summary>SQL that marks up to {2} due jobs of queue {0} as running at {1} by node {3} and returns them.</summary>
    string ClaimJobs { get; }

    /// <summary>Whether an error of the driver says that a unique key exists already.</summary>
    bool IsDuplicate(Exception error);

    /// <summary>Whether an error of the driver is about the database being away, busy or full: worth trying again.</summary>
    bool IsTransient(Exception error);
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

    public bool IsDuplicate(Exception error) =>
        // 2067 SQLITE_CONSTRAINT_UNIQUE, 1555 SQLITE_CONSTRAINT_PRIMARYKEY (sqlite.org/rescode.html)
        Root(error) is SqliteException { SqliteExtendedErrorCode: 2067 or 1555 };

    public bool IsTransient(Exception error) =>
        // 5 BUSY, 6 LOCKED, 10 IOERR, 13 FULL
        Root(error) is SqliteException { SqliteErrorCode: 5 or 6 or 10 or 13 };

    private static Exception? Root(Exception error) => error is DbUpdateException update ? update.InnerException : error;
}

internal sealed class PostgresDialect : IDialect
{
    public string ClaimJobs =>
        """
        UPDATE platform_job SET state = 'Running', started_at = {1}, attempt = attempt + 1, node = {3}
        WHERE id IN (SELECT id FROM platform_job
                     WHERE queue = {0} AND state IN ('Available', 'Retryable') AND run_at <= {1}
                     ORDER BY run_at, id LIMIT {2} FOR UPDATE SKIP LOCKED)
        RETURNING *
        """;

    public bool IsDuplicate(Exception error) => Root(error) is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public bool IsTransient(Exception error) => Root(error) is NpgsqlException { IsTransient: true };

    private static Exception? Root(Exception error) => error is DbUpdateException update ? update.InnerException : error;
}
