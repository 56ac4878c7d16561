using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Pendopo.Platform.Data;

namespace Pendopo.Tests.Platform.Data;

/// <summary>A query as it went to the database.</summary>
internal sealed record HeardQuery(string Text, IReadOnlyList<DbParameter> Parameters);

/// <summary>Listens to what EF Core sends to one database.</summary>
internal sealed class HeardQueries : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentQueue<HeardQuery> heard = new();
    private readonly ConcurrentBag<IDisposable> listening = [];
    private readonly string connection;

    public HeardQueries(string connection)
    {
        this.connection = connection;
        listening.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public IReadOnlyList<HeardQuery> Queries => [.. heard];

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            listening.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: var command, Context: PendopoDb db } && db.Database.GetConnectionString() == connection
            && !command.CommandText.StartsWith("INSERT", StringComparison.Ordinal))
            heard.Enqueue(new(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(Copy)]));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var one in listening)
            one.Dispose();
    }

    private static DbParameter Copy(DbParameter parameter) =>
        parameter is NpgsqlParameter npgsql ? npgsql.Clone() : new SqliteParameter(parameter.ParameterName, parameter.Value);
}

/// <summary>How a database would answer a query.</summary>
internal sealed partial class QueryPlan(PendopoDb db, HeardQuery query)
{
    private static readonly string[] Growing =
    [
        "publishing_post", "publishing_page", "publishing_publication", "publishing_revision", "publishing_deed", "publishing_view", "inbox_conversation", "inbox_message", "platform_audit", "platform_job",
        "channels_fediverse_received", "channels_fediverse_post", "channels_fediverse_person", "channels_fediverse_follower", "channels_fediverse_reaction",
    ];

    // Indexes of a small part of their table: all of it may be read.
    private static readonly string[] Parts = ["_needs_person ", "_waits_for_answer_assignee_id ", "_edited_at_review "];

    /// <summary>The steps that look at a growing table as a whole, or at all that one centre has in it; none when it is read by an index.
    /// Walking along an index until enough is found is no such step. Counting the topics is one, and kept (TopicShelf).</summary>
    public async Task<IReadOnlyList<string>> Whole()
    {
        // "WHERE 0" is how EF Core asks for none of an empty list.
        if (query.Text.EndsWith("WHERE 0", StringComparison.Ordinal) || query.Text.EndsWith("WHERE FALSE", StringComparison.Ordinal))
            return [];
        if (query.Text.Contains("GROUP BY", StringComparison.Ordinal) && query.Text.Contains("topic_slug", StringComparison.Ordinal))
            return [];
        return db.Database.IsSqlite() ? WholeOnSqlite(await Explain("EXPLAIN QUERY PLAN ", 3)) : await WholeOnPostgres();
    }

    // Lines of the plan: "SCAN p USING INDEX …", "SEARCH p USING INDEX … (centre_id=? AND published_at<?)", "USE TEMP B-TREE FOR ORDER BY"
    // (sqlite.org/eqp.html). By the sizes that it is told (AssumedSizes) it plans as if every table were large.
    private List<string> WholeOnSqlite(IReadOnlyList<string> plan)
    {
        var stopsEarly = query.Text.Contains("LIMIT", StringComparison.Ordinal) && !plan.Any(line => line.StartsWith("USE TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal));
        return [.. plan.Where(line => Step().Match(line) is { Success: true } step && Growing.Contains(Table(step.Groups[2].Value), StringComparer.Ordinal) && !stopsEarly
            && !Parts.Any(part => line.Contains(part, StringComparison.Ordinal)) && (step.Groups[1].Value == "SCAN" || line.EndsWith("(centre_id=?)", StringComparison.Ordinal)))];
    }

    // Small tables are read as a whole, and rightly: so it is forbidden, and only a table that no index fits is still read so.
    private async Task<IReadOnlyList<string>> WholeOnPostgres()
    {
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("SET enable_seqscan = off");
        var plan = await Explain("EXPLAIN (COSTS OFF) ", 0);
        await db.Database.ExecuteSqlRawAsync("RESET enable_seqscan");
        await db.Database.CloseConnectionAsync();
        return [.. plan.Where(line => Growing.Any(table => line.Contains($"Seq Scan on {table}", StringComparison.Ordinal)))];
    }

    /// <summary>The step that reads a table when nothing may be sorted: the name of the index and the columns that it is entered with. Fails
    /// when whole rows are sorted all the same, for then no index holds them in the order asked for.</summary>
    public async Task<string> InOrder(string table)
    {
        if (db.Database.IsSqlite())
        {
            var steps = await Explain("EXPLAIN QUERY PLAN ", 3);
            return steps.Contains("USE TEMP B-TREE FOR ORDER BY") ? "sorted" : steps.Single(line => Step().Match(line) is { Success: true } step && Table(step.Groups[2].Value) == table);
        }
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off");
        var plan = await Explain("EXPLAIN (COSTS OFF) ", 0);
        await db.Database.ExecuteSqlRawAsync("RESET enable_seqscan; RESET enable_bitmapscan; RESET enable_sort");
        await db.Database.CloseConnectionAsync();
        var sorted = plan.Any(line => line.Contains("Sort Key", StringComparison.Ordinal)) && !plan.Any(line => line.Contains("Presorted Key", StringComparison.Ordinal));
        return sorted ? "sorted" : string.Join(' ', plan.Where(line => line.Contains($" on {table}", StringComparison.Ordinal) || line.Contains("Index Cond", StringComparison.Ordinal)));
    }

    private async Task<IReadOnlyList<string>> Explain(string how, int column)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = how + query.Text;
        foreach (var parameter in query.Parameters)
            command.Parameters.Add(parameter);
        var lines = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                lines.Add(reader.GetString(column));
        }
        await db.Database.CloseConnectionAsync();
        return lines;
    }

    private string Table(string alias) => Regex.Match(query.Text, $"\"(\\w+)\" AS \"{alias}\"") is { Success: true } named ? named.Groups[1].Value : alias;

    [GeneratedRegex("^(SCAN|SEARCH) (\\w+)")]
    private static partial Regex Step();
}
