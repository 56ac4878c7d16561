using Npgsql;

namespace Pendopo.Platform.Data;

/// <summary>Nodes that start at the same moment prepare the database one after the other. On the embedded database there is only one.</summary>
internal sealed class StartTurn : IAsyncDisposable
{
    // An arbitrary number that only Pendopo's start uses (postgresql.org/docs/15/explicit-locking.html, advisory locks).
    private const long Lock = 0x50656e646f706f;
    private readonly IAsyncDisposable? held;

    private StartTurn(IAsyncDisposable? connection) => held = connection;

    /// <summary>Waits for the turn, which lasts until it is disposed or the program dies.</summary>
    public static async Task<StartTurn> Take(Installation installation, CancellationToken cancel)
    {
        return installation.OnPostgres ? await TakeOnPostgres(installation, cancel) : new(null);
    }

    // Apart, so that the embedded database does not load the other's driver.
    private static async Task<StartTurn> TakeOnPostgres(Installation installation, CancellationToken cancel)
    {
        // Without a pool: the lock goes with the connection, whatever happens.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(installation.ConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { Parameters = { new() { Value = Lock } } };
        await command.ExecuteNonQueryAsync(cancel);
        return new(connection);
    }

    public ValueTask DisposeAsync() => held?.DisposeAsync() ?? default;
}
