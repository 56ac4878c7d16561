using Microsoft.Data.Sqlite;
using Pendopo.Testing;

namespace Pendopo.Tests.Harness;

/// <summary>The program on the embedded database.</summary>
public sealed class SqliteApp : TestApp
{
    private static readonly Lazy<Task<string>> Template = new(Make);

    protected override async Task PrepareTemplate() => await Template.Value;

    protected override async Task<(string Folder, string? Connection)> CopyDatabase(bool sample)
    {
        var folder = TestFolder.New();
        TestFolder.CopyKeys(await Template.Value, folder);
        if (sample)
            File.Copy(Path.Combine(await Template.Value, "pendopo.db"), Path.Combine(folder, "pendopo.db"));
        return (folder, null);
    }

    protected override Task RemoveDatabase(string? connection) => Task.CompletedTask;

    private static async Task<string> Make()
    {
        var folder = TestFolder.New();
        await LoadSample(folder, null);
        var file = Path.Combine(folder, "pendopo.db");
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
        return folder;
    }
}

/// <summary>The program on PostgreSQL.</summary>
public sealed class PostgresApp : TestApp
{
    private static readonly Lazy<Task<string>> Keys = new(MakeKeys);

    protected override async Task PrepareTemplate()
    {
        var server = await PostgresServer.SharedAsync();
        await server.CreateDatabaseAsync("sample_world", async connection => await LoadSample(await Keys.Value, connection));
    }

    protected override async Task<(string Folder, string? Connection)> CopyDatabase(bool sample)
    {
        var server = await PostgresServer.SharedAsync();
        var folder = TestFolder.New();
        TestFolder.CopyKeys(await Keys.Value, folder);
        var database = sample ? await server.CreateDatabaseAsync("sample_world", _ => Task.CompletedTask) : await server.CreateDatabaseAsync();
        // Each host opens its own database: an idle pool of one that is gone would keep connections.
        return (folder, server.ConnectionString(database) + ";Maximum Pool Size=12;Connection Idle Lifetime=5;Connection Pruning Interval=5");
    }

    protected override async Task RemoveDatabase(string? connection) =>
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(new Npgsql.NpgsqlConnectionStringBuilder(connection).Database!);

    private static Task<string> MakeKeys() => Task.FromResult(TestFolder.New());
}

internal static class TestFolder
{
    private static readonly string Root = MemoryFolder.New("pendopo-tests-");
    private static int count;

    static TestFolder() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Root, recursive: true);

    public static string New() => Directory.CreateDirectory(Path.Combine(Root, $"{Interlocked.Increment(ref count)}")).FullName;

    /// <summary>The keys that protect cookies, so that not every test makes its own.</summary>
    public static void CopyKeys(string from, string to)
    {
        var keys = Directory.CreateDirectory(Path.Combine(to, "keys"));
        if (!Directory.Exists(Path.Combine(from, "keys")))
            return;
        foreach (var file in Directory.GetFiles(Path.Combine(from, "keys")))
            File.Copy(file, Path.Combine(keys.FullName, Path.GetFileName(file)), overwrite: true);
    }
}
