using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pendopo.Platform.Data;

internal static class DataSetup
{
    /// <summary>Registers the context on the embedded database, or on PostgreSQL when a connection string is given.</summary>
    public static IServiceCollection AddPendopoData(this IServiceCollection services, Installation installation)
    {
        services.AddScoped<CentreScope>();
        services.AddSingleton<WriteGate>();
        services.AddSingleton<IDialect>(installation.OnPostgres ? new PostgresDialect() : new SqliteDialect());
        services.AddDbContext<PendopoDb>((provider, options) =>
        {
            options.ReplaceService<IMigrationsAssembly, RoomMigrations>();
            // Hand-written migrations carry no snapshot; the drift test compares the catalogs instead.
            options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
            options.AddInterceptors(provider.GetServices<ISaveChangesInterceptor>());
            if (installation.OnPostgres)
            {
                options.UseNpgsql(installation.ConnectionString);
                return;
            }
            var gate = provider.GetRequiredService<WriteGate>();
            options.UseSqlite(SqliteConnection(installation)).AddInterceptors(gate, new WriteGateDoor(gate));
        });
        return services;
    }

    private static string SqliteConnection(Installation installation) => new SqliteConnectionStringBuilder
    {
        DataSource = installation.DatabaseFile,
        ForeignKeys = true,
        // A writer that had to wait at the gate still meets readers' checkpoints; 30 s is longer than any of them.
        DefaultTimeout = 30,
    }.ConnectionString;

    /// <summary>Brings the schema up to this program, or refuses when the database is newer.</summary>
    public static async Task MigrateAsync(PendopoDb db, CancellationToken cancel)
    {
        var applied = await db.Database.GetAppliedMigrationsAsync(cancel);
        var unknown = applied.Except(db.Database.GetMigrations(), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw new NewerDatabaseException(unknown[^1]);
        await db.Database.MigrateAsync(cancel);
    }
}

/// <summary>The database was written by a newer Pendopo than this program.</summary>
public sealed class NewerDatabaseException(string step) : Exception(
    $"The database was written by a newer Pendopo (it holds the schema step '{step}', which this program does not know). "
    + "Start the newer program again, or restore the backup that was made before the upgrade.");
