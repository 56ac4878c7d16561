using System.Diagnostics;
using Npgsql;
using Pendopo.Testing;

namespace Pendopo.Scale;

/// <summary>A PostgreSQL whose databases stay in the folder after the run, with Debian's settings; it ends with the run.</summary>
internal sealed class KeptPostgres : IAsyncDisposable
{
    private readonly int port;
    private readonly ServerProcess process;

    private KeptPostgres(int port, ServerProcess process) => (this.port, this.process) = (port, process);

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Maximum Pool Size=20;Include Error Detail=true";

    public static async Task<KeptPostgres> Start(string folder)
    {
        var data = Path.Combine(folder, "postgres");
        if (!Directory.Exists(data))
        {
            // The server refuses to run as root and must pass through the folder.
            var user = Environment.IsPrivilegedProcess ? "postgres" : Environment.UserName;
            await ServerProcess.RunAsync("chmod", "a+x", folder);
            await ServerProcess.RunAsync("install", "-d", "-o", user, "-m", "700", data);
            await PostgresServer.RunAsPostgresAsync([PostgresServer.Binary("initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"]);
        }
        var free = FreePort.Next();
        // Only while millions of rows are put in does it matter that the disk is not waited for; nothing is written while pages are measured.
        string[] command = [PostgresServer.Binary("postgres"), "-D", data, "-p", $"{free}", "-k", data, "-c", "listen_addresses=127.0.0.1", "-c", "max_wal_size=8GB", "-c", "synchronous_commit=off"];
        var start = new ProcessStartInfo(Repository.PathTo("tests", "peers", "tied"), PostgresServer.AsPostgres(command)) { WorkingDirectory = "/" };
        return new(free, await ServerProcess.StartAsync(start, line => line.Contains("ready to accept connections", StringComparison.Ordinal)));
    }

    public async Task Create(string database)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS {database} WITH (FORCE); CREATE DATABASE {database} TEMPLATE template0", connection) { CommandTimeout = 600 };
        foreach (var one in command.CommandText.Split("; "))
        {
            command.CommandText = one;
            await command.ExecuteNonQueryAsync();
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
