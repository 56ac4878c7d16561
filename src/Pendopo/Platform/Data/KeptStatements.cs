using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Pendopo.Platform.Data;

/// <summary>Keeps the prepared statements of a kept connection. SQLite parses and plans a statement each time it is made from its text, which for the
/// small queries of a page costs as much as running them; EF Core makes a new command for each.</summary>
internal sealed class KeptStatements : DbCommandInterceptor
{
    private readonly ConditionalWeakTable<DbConnection, StatementShelf> shelves = [];

    public override InterceptionResult<DbCommand> CommandCreating(CommandCorrelatedEventData eventData, InterceptionResult<DbCommand> result) =>
        eventData.Connection is SqliteConnection connection ? InterceptionResult<DbCommand>.SuppressWithResult(new KeptCommand(shelves.GetValue(connection, static _ => new()), connection)) : result;
}

/// <summary>The statements of one connection that nobody uses just now, by their text. Like the connection, for one thread at a time.</summary>
internal sealed class StatementShelf
{
    // A page asks some ten different things; the whole program a few hundred.
    private const int Most = 96;

    // Longer ones are large batches, seldom of the same size again.
    private const int Longest = 6000;

    private readonly Dictionary<string, SqliteCommand> idle = new(StringComparer.Ordinal);

    public SqliteCommand Take(string text, SqliteConnection connection)
    {
        if (idle.Remove(text, out var kept))
            return kept;
        var made = connection.CreateCommand();
        made.CommandText = text;
        return made;
    }

    public void GiveBack(SqliteCommand command)
    {
        if (command.CommandText.Length > Longest || idle.ContainsKey(command.CommandText))
        {
            command.Dispose();
            return;
        }
        if (idle.Count >= Most)
            Forget();
        command.Parameters.Clear();
        command.Transaction = null;
        idle[command.CommandText] = command;
    }

    private void Forget()
    {
        foreach (var command in idle.Values)
            command.Dispose();
        idle.Clear();
    }
}
