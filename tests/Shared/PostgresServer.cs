using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Pendopo.Testing;

/// <summary>
/// One throw-away PostgreSQL a test run, on a free port of loopback. Nothing is written through to disk: what a crash
/// would lose is of no use to anyone.
/// </summary>
internal sealed class PostgresServer
{
    private static readonly Lazy<Task<PostgresServer>> Started = new(StartAsync);
    private readonly ConcurrentDictionary<string, Lazy<Task>> templates = new();
    private readonly int port;
    private readonly ServerProcess process;
    private int databases;

    private PostgresServer(int port, ServerProcess process)
    {
        this.port = port;
        this.process = process;
    }

    /// <summary>The server of this run; started by the first test that asks.</summary>
    public static Task<PostgresServer> SharedAsync() => Started.Value;

    /// <summary>What the server printed last.</summary>
    public string Output => process.Output;

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Maximum Pool Size=20;Include Error Detail=true";

    /// <summary>The same server as clients written in JavaScript name it.</summary>
    public string Url(string database) => $"postgresql://postgres@127.0.0.1:{port}/{database}";

    /// <summary>Creates an empty database and returns its name.</summary>
    public Task<string> CreateDatabaseAsync() => CreateAsync("template0");

    /// <summary>
    /// Creates a database as a copy of a template and returns its name. The template is prepared once a run, by
    /// <paramref name="prepare"/>, which gets its connection string; a copy takes a fraction of what migrations take.
    /// </summary>
    public async Task<string> CreateDatabaseAsync(string template, Func<string, Task> prepare)
    {
        await templates.GetOrAdd(template, name => new Lazy<Task>(() => PrepareAsync(name, prepare))).Value;
        return await CreateAsync(template);
    }

    private async Task PrepareAsync(string template, Func<string, Task> prepare)
    {
        await ExecuteAsync($"CREATE DATABASE \"{template}\" TEMPLATE template0");
        // A template cannot be copied while anyone is connected to it, so its connections are not kept in a pool.
        await prepare(ConnectionString(template) + ";Pooling=false");
    }

    private async Task<string> CreateAsync(string template)
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE \"{template}\" STRATEGY file_copy");
        return name;
    }

    /// <summary>Removes a database, also one that somebody is still connected to.</summary>
    public Task DropDatabaseAsync(string name) => ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var folder = MemoryFolder.New("pendopo-postgres-");
        var data = Path.Combine(folder, "data");
        var user = Environment.IsPrivilegedProcess ? "postgres" : Environment.UserName;
        // The server refuses to run as root and must pass through the folder.
        await ServerProcess.RunAsync("chmod", "711", folder);
        await ServerProcess.RunAsync("install", "-d", "-o", user, "-m", "700", data);
        await RunAsPostgresAsync([Binary("initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        var chosenPort = FreePort.Next();
        string[] command =
        [
            Binary("postgres"), "-D", data, "-p", $"{chosenPort}", "-k", data, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=400",
            "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_wal_size=256MB",
        ];
        var start = new ProcessStartInfo(Repository.PathTo("tests", "peers", "tied"), ["--remove", folder, .. AsPostgres(command)]) { WorkingDirectory = "/" };
        var server = await ServerProcess.StartAsync(start, line => line.Contains("ready to accept connections", StringComparison.Ordinal));
        return new PostgresServer(chosenPort, server);
    }

    internal static Task RunAsPostgresAsync(string[] command)
    {
        var all = AsPostgres(command);
        return ServerProcess.RunAsync(all[0], all[1..]);
    }

    internal static string[] AsPostgres(string[] command) => Environment.IsPrivilegedProcess
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command]
        : command;

    internal static string Binary(string name) =>
        Directory.GetDirectories("/usr/lib/postgresql")
            .OrderByDescending(folder => int.Parse(Path.GetFileName(folder)))
            .Select(folder => Path.Combine(folder, "bin", name))
            .First(File.Exists);
}
