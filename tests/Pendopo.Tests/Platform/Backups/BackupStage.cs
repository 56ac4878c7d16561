using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Recovery;
using Pendopo.Platform.Backups.Restoring;
using Pendopo.Platform.Data;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Backups;

/// <summary>Makes backups of the test's installation and brings them back on what stands for another machine.</summary>
internal static class BackupStage
{
    /// <summary>Sets a fresh recovery code, as who typed it back.</summary>
    public static async Task<string> SetCode(this TestApp app)
    {
        var code = RecoveryCode.Make();
        await using var scope = await app.Scope();
        await scope.ServiceProvider.GetRequiredService<RecoveryKeys>().Set(code, default);
        return code;
    }

    public static async Task<MadeBackup> Backup(this TestApp app, string? folder = null, BackupReason reason = BackupReason.Asked)
    {
        await using var scope = await app.Scope();
        return await scope.ServiceProvider.GetRequiredService<MakeBackup>().Run(new(folder ?? TestFolder.New(), reason), default);
    }

    /// <summary>An empty data folder, and an empty database where the backup is of PostgreSQL.</summary>
    public static Task<Installation> EmptyMachine(this TestApp app) => EmptyMachine(app.Services.GetRequiredService<Installation>().OnPostgres);

    public static async Task<Installation> EmptyMachine(bool onPostgres)
    {
        string? connection = null;
        if (onPostgres)
        {
            var server = await PostgresServer.SharedAsync();
            connection = server.ConnectionString(await server.CreateDatabaseAsync()) + ";Maximum Pool Size=12;Connection Idle Lifetime=5;Connection Pruning Interval=5";
        }
        return new() { DataFolder = TestFolder.New(), ConnectionString = connection };
    }

    public static async Task<BackupManifest> Restore(Installation machine, string file, string code, IConfiguration? settings = null)
    {
        var restore = new RestoreBackup(machine, settings ?? new ConfigurationBuilder().Build(), () => Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(machine));
        return (await restore.Run(file, BackupUnlock.ByCode(code), null, default)).Manifest;
    }

    /// <summary>Every row of every table, as text, in an order that does not depend on where it lies.</summary>
    public static async Task<List<string>> Rows(Installation machine)
    {
        await using System.Data.Common.DbConnection connection = machine.OnPostgres
            ? new NpgsqlConnection(machine.ConnectionString + ";Pooling=false")
            : new SqliteConnection($"Data Source={machine.DatabaseFile};Pooling=False");
        await connection.OpenAsync();
        var tables = await Strings(connection, machine.OnPostgres
            ? "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            : "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%'");
        var all = new List<string>();
        foreach (var table in tables)
            all.AddRange((await Strings(connection, $"SELECT * FROM \"{table}\"")).Select(row => table + "\t" + row));
        // Each machine wraps the house key with its own.
        all.RemoveAll(row => row.StartsWith("platform_setting\tkeys:house", StringComparison.Ordinal));
        all.Sort(StringComparer.Ordinal);
        return all;
    }

    private static async Task<List<string>> Strings(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var result = new List<string>();
        while (await reader.ReadAsync())
        {
            var row = new StringBuilder();
            for (var i = 0; i < reader.FieldCount; i++)
                row.Append(i > 0 ? "\t" : "").Append(reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reader.GetValue(i)}"));
            result.Add(row.ToString());
        }
        return result;
    }
}
