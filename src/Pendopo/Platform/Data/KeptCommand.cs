using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Pendopo.Platform.Data;

/// <summary>A command that is made of a kept one as soon as its text is known, and gives it back when it is disposed. One that failed, or whose answer was
/// not read to its end, is not kept.</summary>
internal sealed class KeptCommand(StatementShelf shelf, SqliteConnection connection) : DbCommand
{
    private SqliteCommand? inner;
    private SqliteDataReader? reader;
    private bool failed;

    [AllowNull]
    public override string CommandText
    {
        get => inner?.CommandText ?? "";
        set
        {
            if (inner is null)
                inner = shelf.Take(value ?? "", connection);
            else
                inner.CommandText = value;
        }
    }

    public override int CommandTimeout
    {
        get => Inner.CommandTimeout;
        set => Inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set => Inner.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => Inner.Connection;
        set => Inner.Connection = (SqliteConnection?)value;
    }

    protected override DbParameterCollection DbParameterCollection => Inner.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => Inner.Transaction;
        set => Inner.Transaction = (SqliteTransaction?)value;
    }

    private SqliteCommand Inner => inner ??= shelf.Take("", connection);

    public override void Cancel() => Inner.Cancel();

    public override void Prepare() => Inner.Prepare();

    public override int ExecuteNonQuery() => Try(command => command.ExecuteNonQuery());

    public override object? ExecuteScalar() => Try(command => command.ExecuteScalar());

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => reader = Try(command => command.ExecuteReader(behavior));

    protected override void Dispose(bool disposing)
    {
        if (disposing && inner is { } used)
        {
            inner = null;
            if (failed || reader is { IsClosed: false } || used.Connection != connection)
                used.Dispose();
            else
                shelf.GiveBack(used);
        }
        base.Dispose(disposing);
    }

    private T Try<T>(Func<SqliteCommand, T> run)
    {
        try
        {
            return run(Inner);
        }
        catch
        {
            failed = true;
            throw;
        }
    }
}
