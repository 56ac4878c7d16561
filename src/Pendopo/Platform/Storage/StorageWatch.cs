using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Storage;

/// <summary>Hears of every error of the database, whoever met it, and has the storage looked at when the error may come from there.</summary>
internal sealed class StorageWatch(StorageProbe probe, IDialect dialect, Installation installation) : DbCommandInterceptor, IDbConnectionInterceptor, IDbTransactionInterceptor
{
    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Hear(eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default) => Heard(eventData.Exception);

    public void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) => Hear(eventData.Exception);

    public Task ConnectionFailedAsync(DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default) => Heard(eventData.Exception);

    public void TransactionFailed(DbTransaction transaction, TransactionErrorEventData eventData) => Hear(eventData.Exception);

    public Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default) => Heard(eventData.Exception);

    private Task Heard(Exception error)
    {
        Hear(error);
        return Task.CompletedTask;
    }

    private void Hear(Exception error)
    {
        if (StorageFaults.Of(error, dialect) is not { } fault || fault == StorageFault.Busy)
            return;
        // One connection that broke is seldom alone: those that wait in the pool were opened to the same server.
        if (installation.OnPostgres && fault == StorageFault.Away)
            NpgsqlConnection.ClearAllPools();
        probe.Suspect();
    }
}

/// <summary>Looks after the storage as long as the program runs.</summary>
internal sealed class StorageGuard(StorageProbe probe) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => probe.Watch(stoppingToken);
}
