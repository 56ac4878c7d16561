using System.Data;
using Npgsql;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Making;

namespace Pendopo.Platform.Backups.Snapshots;

/// <summary>Every table of the schema read in one repeatable-read transaction, by COPY in its text form: a line a row, columns by tabs
/// (PostgreSQL manual, COPY, Text Format). No other program is needed to make it or to read it.</summary>
internal sealed class PostgresSnapshot : Snapshot
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private PostgresSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction) => (this.connection, this.transaction) = (connection, transaction);

    public override DatabaseKind Kind => DatabaseKind.Postgres;

    public static async Task<PostgresSnapshot> Open(string connectionString, CancellationToken cancel)
    {
        var opened = new NpgsqlConnection(Unpooled(connectionString));
        try
        {
            await opened.OpenAsync(cancel);
            var begun = await opened.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            await Execute(opened, "SET TRANSACTION READ ONLY; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL bytea_output = 'hex'; SET LOCAL intervalstyle = 'iso_8601'", cancel);
            var size = (await Strings(opened, "SELECT pg_database_size(current_database())::text", cancel))[0];
            return new(opened, begun) { Steps = await StepsOf(opened, cancel), Size = long.Parse(size, System.Globalization.CultureInfo.InvariantCulture) };
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    public override async Task<IReadOnlyList<TableContent>> WriteTo(ArchiveWriter archive, CancellationToken cancel)
    {
        var tables = new List<TableContent>();
        foreach (var table in await Tables(connection, cancel))
        {
            var columns = await Columns(connection, table, cancel);
            long rows = 0;
            // The driver's text reader stands on the stream of bytes as the server sends them.
            using (var copy = (StreamReader)await connection.BeginTextExportAsync($"COPY {Quote(table)} ({string.Join(", ", columns.Select(Quote))}) TO STDOUT", cancel))
                await archive.AddPieces(ArchiveNames.Table(table), copy.BaseStream, piece => rows += piece.Count((byte)'\n'), cancel);
            tables.Add(new(table, columns, rows));
        }
        return tables;
    }

    public override async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    /// <summary>A connection of its own, so that it is gone when the work is done.</summary>
    internal static string Unpooled(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString;

    internal static async Task<IReadOnlyList<string>> StepsOf(NpgsqlConnection connection, CancellationToken cancel)
    {
        if ((await Strings(connection, "SELECT to_regclass('\"__EFMigrationsHistory\"')::text WHERE to_regclass('\"__EFMigrationsHistory\"') IS NOT NULL", cancel)).Count == 0)
            return [];
        return await Strings(connection, "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY 1", cancel);
    }

    /// <summary>The tables with data, what others refer to first.</summary>
    internal static async Task<IReadOnlyList<string>> Tables(NpgsqlConnection connection, CancellationToken cancel)
    {
        var names = await Strings(connection, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> '__EFMigrationsHistory' ORDER BY tablename", cancel);
        var references = await Strings(connection, "SELECT conrelid::regclass::text || ' ' || confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND conrelid <> confrelid", cancel);
        var pairs = references.Select(pair => pair.Replace("\"", "", StringComparison.Ordinal).Split(' ')).ToLookup(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var ordered = new List<string>();
        void Visit(string table)
        {
            if (ordered.Contains(table, StringComparer.Ordinal))
                return;
            foreach (var first in pairs[table])
                Visit(first);
            ordered.Add(table);
        }
        foreach (var name in names)
            Visit(name);
        return ordered;
    }

    internal static Task<IReadOnlyList<string>> Columns(NpgsqlConnection connection, string table, CancellationToken cancel) =>
        Strings(connection, $"SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '{table}' AND is_generated = 'NEVER' ORDER BY ordinal_position", cancel);

    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    internal static async Task<IReadOnlyList<string>> Strings(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var result = new List<string>();
        while (await reader.ReadAsync(cancel))
            result.Add(reader.GetString(0));
        return result;
    }
}
