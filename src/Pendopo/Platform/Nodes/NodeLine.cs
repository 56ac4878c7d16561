using System.Data.Common;
using Npgsql;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Web;

namespace Pendopo.Platform.Nodes;

/// <summary>Carries the wire over PostgreSQL's LISTEN and NOTIFY (postgresql.org/docs/15/sql-notify.html). A line that breaks is laid again.</summary>
internal sealed class NodeLine(NodeWire wire, Installation installation, Readiness readiness, TimeProvider time, ILogger<NodeLine> log) : BackgroundService
{
    private const string Name = "pendopo";
    private const int Batch = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!installation.OnPostgres)
            return;
        await readiness.Ready.WaitAsync(stoppingToken);
        await Task.WhenAll(Keep(Listen, stoppingToken), Keep(Speak, stoppingToken));
    }

    private async Task Keep(Func<bool, CancellationToken, Task> work, CancellationToken stopping)
    {
        for (var again = false; !stopping.IsCancellationRequested; again = true)
        {
            try
            {
                await work(again, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is DbException or IOException or TimeoutException)
            {
                log.LogWarning("The line to the other nodes broke ({Fault}); laying it again", error.GetType().Name);
                await Task.Delay(Pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Listen(bool again, CancellationToken cancel)
    {
        // A connection of its own, asked every ten seconds whether it still stands: a silent line would look like a quiet day.
        await using var connection = new NpgsqlConnection(Settings(keepAlive: 10));
        connection.Notification += (_, said) => wire.Take(said.Payload);
        await connection.OpenAsync(cancel);
        await using (var command = new NpgsqlCommand($"LISTEN {Name}", connection))
            await command.ExecuteNonQueryAsync(cancel);
        if (again)
            wire.MayHaveMissed();
        while (true)
            await connection.WaitAsync(cancel);
    }

    private async Task Speak(bool again, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(Settings(keepAlive: 0));
        await connection.OpenAsync(cancel);
        if (again)
            await Send(connection, [wire.Missed], cancel);
        while (await wire.Outgoing.WaitToReadAsync(cancel))
        {
            var batch = new HashSet<string>(StringComparer.Ordinal);
            for (var read = 0; read < Batch && wire.Outgoing.TryRead(out var message); read++)
                batch.Add(message);
            await Send(connection, [.. batch], cancel);
        }
    }

    private static async Task Send(NpgsqlConnection connection, string[] messages, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"SELECT pg_notify('{Name}', said) FROM unnest($1) AS said", connection) { Parameters = { new() { Value = messages } } };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private string Settings(int keepAlive) =>
        new NpgsqlConnectionStringBuilder(installation.ConnectionString) { Pooling = false, KeepAlive = keepAlive, CommandTimeout = 10 }.ConnectionString;
}
