using System.Data.Common;
using System.Security.Cryptography;
using Npgsql;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Storage;

/// <summary>Tries whether data can be kept, by keeping some: a file of a megabyte in the data folder, a row in the database. Less would fit into
/// what a full disk still holds ready for the database alone.</summary>
public sealed class StorageTrial(IServiceScopeFactory scopes, Installation installation, TimeProvider time) : IAsyncDisposable
{
    private const int Room = 1 << 20;
    private const string FileName = ".trial";

    // A database that needs longer for nothing is one that people need not wait for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Temporary tables grow on the same disk as the others, and nobody else sees them (postgresql.org/docs/15/sql-createtable.html).
    private const string Grow = "CREATE TEMPORARY TABLE pendopo_trial ON COMMIT DROP AS SELECT repeat(md5(n::text), 60) AS words FROM generate_series(1, 500) AS n";

    private const string Follows = "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean";

    private NpgsqlConnection? line;

    /// <summary>Null when data can be kept; an error of the storage is thrown as it comes.</summary>
    public async Task<StorageFault?> Keep(CancellationToken cancel)
    {
        if (installation.OnPostgres && await Ask(KeepRows, cancel) is { } fault)
            return fault;
        KeepFile();
        if (!installation.OnPostgres)
            await KeepRow(cancel);
        return null;
    }

    /// <summary>Null when PostgreSQL answers.</summary>
    public Task<StorageFault?> Answer(CancellationToken cancel) => Ask(async (connection, limit) => await Says(connection, Follows, limit) ? StorageFault.ReadOnly : null, cancel);

    public async ValueTask DisposeAsync()
    {
        if (line is not null)
            await line.DisposeAsync();
    }

    private void KeepFile()
    {
        var path = Path.Combine(installation.DataFolder, FileName);
        try
        {
            using var file = PrivateFiles.Create(path, FileMode.Create);
            // Random, so that no file system keeps it in less room.
            file.Write(RandomNumberGenerator.GetBytes(Room));
            file.Flush(flushToDisk: true);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task KeepRow(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<JobRescue>().SignAlive(cancel);
    }

    private static async Task<StorageFault?> KeepRows(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (await Says(connection, Follows, cancel))
            return StorageFault.ReadOnly;
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var command = new NpgsqlCommand(Grow, connection, transaction))
            await command.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    private static async Task<bool> Says(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    /// <summary>On a connection of its own: the pool may be used up by those who wait, which is no fault of the database.</summary>
    private async Task<StorageFault?> Ask(Func<NpgsqlConnection, CancellationToken, Task<StorageFault?>> question, CancellationToken cancel)
    {
        var asked = line ??= new NpgsqlConnection(PostgresConnection.Alone(installation.ConnectionString!));
        try
        {
            // Not cancelled but left behind: Npgsql asks the server to cancel and waits for its answer, and this one may not answer anybody.
            return await Put(asked, question).WaitAsync(Patience, time, cancel);
        }
        catch (Exception error) when (error is DbException or OperationCanceledException or IOException or TimeoutException)
        {
            line = null;
            _ = Leave(asked);
            throw;
        }
    }

    private static async Task<StorageFault?> Put(NpgsqlConnection connection, Func<NpgsqlConnection, CancellationToken, Task<StorageFault?>> question)
    {
        await Task.Yield();
        if (connection.State != System.Data.ConnectionState.Open)
            await connection.OpenAsync(CancellationToken.None);
        return await question(connection, CancellationToken.None);
    }

    private static async Task Leave(NpgsqlConnection connection)
    {
        await Task.Yield();
        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception error) when (error is DbException or IOException or InvalidOperationException)
        {
            // It was broken already, or its question is still under way and ends by its own time.
        }
    }
}
