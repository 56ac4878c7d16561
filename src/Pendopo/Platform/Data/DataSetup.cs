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
            UseRoomMigrations(options);
            options.AddInterceptors(provider.GetServices<ISaveChangesInterceptor>());
            if (installation.OnPostgres)
            {
                options.UseNpgsql(installation.ConnectionString);
                return;
            }
            var gate = provider.GetRequiredService<WriteGate>();
            options.UseSqlite(SqliteConnection(installation.DatabaseFile)).AddInterceptors(gate, new WriteGateDoor(gate));
        });
        return services;
    }

    private static void UseRoomMigrations(DbContextOptionsBuilder options)
    {
        options.ReplaceService<IMigrationsAssembly, RoomMigrations>();
        // Hand-written migrations carry no snapshot; the drift test compares the catalogs instead.
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
    }

    /// <summary>A context on a PostgreSQL database without the program around it.</summary>
    internal static void UsePostgres(DbContextOptionsBuilder options, string connectionString)
    {
        UseRoomMigrations(options);
        options.UseNpgsql(connectionString).UseApplicationServiceProvider(Bare);
    }

    // Identity asks the services around a context which of its schemas is meant.
    private static readonly ServiceProvider Bare = new ServiceCollection()
        .Configure<Microsoft.AspNetCore.Identity.IdentityOptions>(identity => identity.Stores.SchemaVersion = Microsoft.AspNetCore.Identity.IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    /// <summary>A context on an embedded database without the program around it: for looking at one that does not serve.</summary>
    internal static void UseEmbedded(DbContextOptionsBuilder options, string file)
    {
        UseRoomMigrations(options);
        options.UseSqlite(SqliteConnection(file)).UseApplicationServiceProvider(Bare);
    }

    private static string SqliteConnection(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        ForeignKeys = true,
        // A writer that had to wait at the gate still meets readers' checkpoints; 30 s is longer than any of them.
        DefaultTimeout = 30,
    }.ConnectionString;

    /// <summary>Brings the schema up to this program, or refuses when the database is newer.</summary>
    /// <param name="until">The step to stop after; the last when null.</param>
    public static async Task MigrateAsync(PendopoDb db, CancellationToken cancel, string? until = null)
    {
        var applied = await db.Database.GetAppliedMigrationsAsync(cancel);
        var unknown = applied.Except(db.Database.GetMigrations(), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw new NewerDatabaseException(unknown[^1]);
        if (!(await db.Database.GetPendingMigrationsAsync(cancel)).Any())
            return;
        if (db.Database.IsSqlite())
            await MigrateAloneAsync(db, until, cancel);
        else
            await db.Database.MigrateAsync(until, cancel);
    }

    /// <summary>On SQLite EF Core's lock is a row that outlives a killed program, and the next one would wait for it for ever. A lock on a
    /// file dies with its program; who holds it may take the row away.</summary>
    private static async Task MigrateAloneAsync(PendopoDb db, string? until, CancellationToken cancel)
    {
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource + ".lock";
        await using var alone = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        await db.Database.MigrateAsync(until, cancel);
    }
}

/// <summary>The database was written by a newer Pendopo than this program.</summary>
public sealed class NewerDatabaseException(string step) : Exception(
    $"The database was written by a newer Pendopo (it holds the schema step '{step}', which this program does not know). "
    + "Start the newer program again, or restore the backup that was made before the upgrade.");
