using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace Pendopo.Platform.Data;

/// <summary>Works on a connection to the embedded database that is lent for as long as a question or a transaction lasts. Each connection has a cache of
/// pages, the schema and prepared statements of its own, some five megabytes: so there are as many as work at the same moment and not one for every
/// context that somebody holds. Opening one makes EF Core register some twenty functions with SQLite, so they stay open.</summary>
internal sealed class KeptConnection(RelationalConnectionDependencies dependencies, IRawSqlCommandBuilder commands, IDiagnosticsLogger<DbLoggerCategory.Infrastructure> log)
    : SqliteRelationalConnection(dependencies, commands, log)
{
    private readonly KeptConnections? all = House(dependencies)?.GetService<KeptConnections>();
    private readonly WriteGate? gate = House(dependencies)?.GetService<WriteGate>();
    private SqliteConnection? lent;
    private int opened;
    private bool isBorrowing;

    /// <summary>Whoever makes a command asks for it before it is opened: from then on it is lent to this context.</summary>
    [AllowNull]
    public override DbConnection DbConnection
    {
        get
        {
            Borrow();
            return base.DbConnection;
        }
        set => base.DbConnection = value;
    }

    public override bool Open(bool errorsExpected = false)
    {
        try
        {
            var wasOpened = base.Open(errorsExpected);
            opened++;
            return wasOpened;
        }
        catch
        {
            GiveBackUnused();
            throw;
        }
    }

    public override async Task<bool> OpenAsync(CancellationToken cancellationToken, bool errorsExpected = false)
    {
        try
        {
            var wasOpened = await base.OpenAsync(cancellationToken, errorsExpected);
            opened++;
            return wasOpened;
        }
        catch
        {
            GiveBackUnused();
            throw;
        }
    }

    public override bool Close()
    {
        var closed = base.Close();
        Left();
        return closed;
    }

    public override async Task<bool> CloseAsync()
    {
        var closed = await base.CloseAsync();
        Left();
        return closed;
    }

    protected override void OpenDbConnection(bool errorsExpected)
    {
        base.OpenDbConnection(errorsExpected);
        Settle();
    }

    protected override async Task OpenDbConnectionAsync(bool errorsExpected, CancellationToken cancellationToken)
    {
        await base.OpenDbConnectionAsync(errorsExpected, cancellationToken);
        Settle();
    }

    protected override void CloseDbConnection()
    {
        if (all is null)
            base.CloseDbConnection();
    }

    protected override Task CloseDbConnectionAsync() => all is null ? base.CloseDbConnectionAsync() : Task.CompletedTask;

    protected override void ResetState(bool disposeDbConnection)
    {
        base.ResetState(disposeDbConnection);
        GiveBack();
    }

    protected override async ValueTask ResetStateAsync(bool disposeDbConnection)
    {
        await base.ResetStateAsync(disposeDbConnection);
        GiveBack();
    }

    // A plan that was made once stays, whatever is bound: SQLite otherwise plans a kept statement anew for each new value of a LIMIT
    // (sqlite.org/c3ref/c_dbconfig_enable_fkey.html, SQLITE_DBCONFIG_ENABLE_QPSG).
    private void Settle() => SQLitePCL.raw.sqlite3_db_config(((SqliteConnection)DbConnection).Handle, SQLitePCL.raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);

    private void Borrow()
    {
        if (all is null || lent is not null || isBorrowing)
            return;
        isBorrowing = true;
        try
        {
            var taken = all.Take() ?? (SqliteConnection)CreateDbConnection();
            SetDbConnection(taken, contextOwnsConnection: false);
            lent = taken;
        }
        finally
        {
            isBorrowing = false;
        }
    }

    private void Left()
    {
        if (opened > 0)
            opened--;
        // A transaction that is disposed without commit or rollback raises no event of its own, but it gives its connection back.
        if (CurrentTransaction is null)
            gate?.Leave(ConnectionId);
        GiveBackUnused();
    }

    private void GiveBackUnused()
    {
        if (opened == 0)
            GiveBack();
    }

    private void GiveBack()
    {
        opened = 0;
        if (lent is not { } used)
            return;
        lent = null;
        all!.GiveBack(used);
    }

    private static IServiceProvider? House(RelationalConnectionDependencies dependencies) => dependencies.ContextOptions.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider;
}

/// <summary>The open connections that nobody works with just now; the one that was used last is lent first, for its cache is the freshest. They are
/// closed when the program ends: who opens the database next, a test or a command in the same process, has to be the first to do so, for only the first
/// looks at what a killed program wrote last.</summary>
internal sealed class KeptConnections : IDisposable
{
    // A question is answered by the processor: more than these are at work only in a crowd, and are closed after it.
    private static readonly int Most = Math.Clamp(4 * Environment.ProcessorCount, 8, 48);

    private readonly Lock turn = new();
    private readonly Stack<SqliteConnection> idle = new();
    private bool isOver;

    /// <summary>One that nobody works with, or null when each has its work.</summary>
    public SqliteConnection? Take()
    {
        lock (turn)
            return idle.TryPop(out var kept) ? kept : null;
    }

    /// <summary>Takes one back. One that is closed, or whose transaction could not be ended, is not lent again.</summary>
    public void GiveBack(SqliteConnection used)
    {
        if (used.State == System.Data.ConnectionState.Open && SQLitePCL.raw.sqlite3_get_autocommit(used.Handle) != 0)
        {
            lock (turn)
            {
                if (!isOver && idle.Count < Most)
                {
                    idle.Push(used);
                    return;
                }
            }
        }
        used.Dispose();
    }

    public void Dispose()
    {
        lock (turn)
        {
            isOver = true;
            while (idle.TryPop(out var kept))
                kept.Dispose();
        }
    }
}
