using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Pendopo.Testing;

/// <summary>A PostgreSQL of one test class that may be stopped, killed, paused and used up. It comes up again by itself, unless it is held.
/// What it acknowledged survives its own crash: commits are written before they are answered.</summary>
internal sealed class FrailPostgres : IAsyncDisposable
{
    private const string Loop = "while :; do while [ -e \"$0/hold\" ]; do sleep 0.05; done; \"$@\" & wait $!; done";
    private const string Taker = "takes all";
    private readonly string folder;
    private readonly string data;
    private readonly int port;
    private readonly ServerProcess process;

    private FrailPostgres(string folder, string data, int port, ServerProcess process) => (this.folder, this.data, this.port, this.process) = (folder, data, port, process);

    /// <summary>How many connections it takes at all.</summary>
    public static int MaxConnections => 60;

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Maximum Pool Size=12";

    public static async Task<FrailPostgres> StartAsync()
    {
        var home = Directory.CreateTempSubdirectory("pendopo-frail-").FullName;
        var kept = Path.Combine(home, "data");
        var user = Environment.IsPrivilegedProcess ? "postgres" : Environment.UserName;
        await ServerProcess.RunAsync("chmod", "711", home);
        await ServerProcess.RunAsync("install", "-d", "-o", user, "-m", "700", kept);
        await PostgresServer.RunAsPostgresAsync([PostgresServer.Binary("initdb"), "-D", kept, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        var chosen = FreePort.Next();
        string[] command =
        [
            "bash", "-c", Loop, home, .. PostgresServer.AsPostgres([PostgresServer.Binary("postgres"), "-D", kept, "-p", $"{chosen}", "-k", kept,
                "-c", "listen_addresses=127.0.0.1", "-c", $"max_connections={MaxConnections}", "-c", "fsync=off"]),
        ];
        var start = new ProcessStartInfo(Repository.PathTo("tests", "peers", "tied"), ["--remove", home, "--signal", "TERM", .. command]) { WorkingDirectory = "/" };
        var running = await ServerProcess.StartAsync(start, line => line.Contains("ready to accept connections", StringComparison.Ordinal));
        return new(home, kept, chosen, running);
    }

    public async Task<string> CreateDatabaseAsync(string name)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Stops it: `fast` as an administrator does, `immediate` as a crash. Returns when it is down; it comes up again, unless it is held.</summary>
    public async Task Stop(string mode)
    {
        var first = await FirstProcess();
        await PostgresServer.RunAsPostgresAsync([PostgresServer.Binary("pg_ctl"), "stop", "-D", data, "-m", mode, "-W", "-s"]);
        while (Directory.Exists($"/proc/{first}"))
            await Task.Delay(5);
    }

    /// <summary>Whether it stays down once it is stopped.</summary>
    public bool Held
    {
        set
        {
            var mark = Path.Combine(folder, "hold");
            if (value)
                File.WriteAllText(mark, "");
            else
                File.Delete(mark);
        }
    }

    /// <summary>Stops all its processes where they stand: connections stay open and nothing answers.</summary>
    public async Task Pause() => await Signal("STOP");

    public async Task Continue() => await Signal("CONT");

    /// <summary>Ends every connection of others.</summary>
    public async Task Terminate()
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'", connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Takes every connection there is, those of others too, until the result is disposed.</summary>
    public async Task<IAsyncDisposable> UseUp()
    {
        var taken = new List<NpgsqlConnection>();
        do
            await TakeTheRest(taken);
        while (taken.Count == 0 || await ThrowOthersOut(taken[0]) > 0);
        return new Taken(taken);
    }

    private async Task TakeTheRest(List<NpgsqlConnection> taken)
    {
        try
        {
            while (true)
            {
                var connection = new NpgsqlConnection($"{ConnectionString("postgres")};Pooling=false;Application Name={Taker}");
                await connection.OpenAsync();
                taken.Add(connection);
            }
        }
        catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            return;
        }
    }

    // Others may take a place that has just become free: it is seen here, and they are thrown out again.
    private static async Task<long> ThrowOthersOut(NpgsqlConnection asking)
    {
        await using var command = new NpgsqlCommand($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name <> '{Taker}' AND backend_type = 'client backend'", asking);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        Held = true;
        if (File.Exists(Path.Combine(data, "postmaster.pid")))
        {
            await Signal("CONT");
            await Stop("immediate");
        }
        await process.DisposeAsync();
    }

    private async Task Signal(string name)
    {
        var first = await FirstProcess();
        var children = (await File.ReadAllTextAsync($"/proc/{first}/task/{first}/children")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // A child may have ended meanwhile; the first process decides whether anybody new is answered.
        await ServerProcess.RunAsync("bash", ["-c", $"kill -{name} \"$1\"; shift; kill -{name} \"$@\" 2>/dev/null; true", "kill", $"{first}", .. children]);
    }

    private async Task<int> FirstProcess() =>
        int.Parse((await File.ReadAllLinesAsync(Path.Combine(data, "postmaster.pid")))[0], CultureInfo.InvariantCulture);

    private sealed class Taken(List<NpgsqlConnection> connections) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var connection in connections)
                await connection.DisposeAsync();
        }
    }
}
