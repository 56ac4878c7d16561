using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.Caching.Memory;
using Pendopo.Platform.Storage;

namespace Pendopo.Platform.Data;

internal static class DataSetup
{
    private static readonly SoundParameters Sound = new();

    /// <summary>Registers the context on the embedded database, or on PostgreSQL when a connection string is given.</summary>
    public static IServiceCollection AddPendopoData(this IServiceCollection services, Installation installation)
    {
        services.AddScoped<CentreScope>();
        services.AddSingleton<WriteGate>();
        services.AddSingleton<KeptConnections>();
        services.AddSingleton<IDialect>(installation.OnPostgres ? new PostgresDialect() : new SqliteDialect());
        StorageSetup.Add(services);
        services.AddPooledDbContextFactory<PendopoDb>((provider, options) =>
        {
            UseOurs(options);
            options.UseMemoryCache(installation.OnPostgres ? CompiledForPostgres : CompiledForSqlite);
            options.AddInterceptors(provider.GetServices<ISaveChangesInterceptor>()).AddInterceptors(Sound);
            options.AddInterceptors(provider.GetRequiredService<StorageWatch>());
            // Whoever meets the error tells it; EF Core besides would write a page for each of the hundreds while a database is away.
            options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.ConnectionError, CoreEventId.QueryIterationFailed));
            if (installation.OnPostgres)
                options.UseNpgsql(PostgresConnection.Of(installation.ConnectionString!));
            else
                options.UseSqlite(SqliteConnection(installation.DatabaseFile)).AddInterceptors(provider.GetRequiredService<WriteGate>(), new KeptStatements()).ReplaceService<ISqliteRelationalConnection, KeptConnection>();
        }, KeptContexts);
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PendopoDb>>().CreateDbContext().For(provider.GetRequiredService<CentreScope>()));
        return services;
    }

    // EF Core's own cache ends at 10,240, of which a compiled query counts ten: the rooms ask more than a thousand different ones, and each
    // that was let go is compiled anew when it is asked again. The mapping lies there, too, under a name that does not tell the database.
    private static readonly MemoryCache CompiledForSqlite = new(Roomy), CompiledForPostgres = new(Roomy);

    private static MemoryCacheOptions Roomy => new() { SizeLimit = 102_400 };

    // Making a context and opening its connection costs as much as a page's queries, so they are kept: as many as work at once on a busy node,
    // each with a cache of pages of its own. More than these are made when needed and thrown away.
    private static readonly int KeptContexts = Math.Clamp(4 * Environment.ProcessorCount, 8, 64);

    /// <summary>What a context of ours needs on either database.</summary>
    internal static void UseOurs(DbContextOptionsBuilder options)
    {
        options.ReplaceService<IValueConverterSelector, IdConverters>();
        options.ReplaceService<IMigrationsAssembly, RoomMigrations>();
        // Hand-written migrations carry no snapshot; the drift test compares the catalogs instead.
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
    }

    /// <summary>A context on a PostgreSQL database without the program around it.</summary>
    internal static void UsePostgres(DbContextOptionsBuilder options, string connectionString)
    {
        UseOurs(options);
        options.UseNpgsql(connectionString).UseApplicationServiceProvider(Bare);
    }

    // Identity asks the services around a context which of its schemas is meant.
    private static readonly ServiceProvider Bare = new ServiceCollection()
        .Configure<Microsoft.AspNetCore.Identity.IdentityOptions>(identity => identity.Stores.SchemaVersion = Microsoft.AspNetCore.Identity.IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    /// <summary>A context on an embedded database without the program around it: for looking at one that does not serve.</summary>
    internal static void UseEmbedded(DbContextOptionsBuilder options, string file)
    {
        UseOurs(options);
        options.UseSqlite(SqliteConnection(file)).UseApplicationServiceProvider(Bare);
    }

    private static string SqliteConnection(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        ForeignKeys = true,
        // Those that stay open are kept by us (KeptConnections) and closed with the house; the driver's own pool would keep each for minutes after it.
        Pooling = false,
        // A writer that had to wait at the gate still meets readers' checkpoints; 30 s is longer than any of them.
        DefaultTimeout = 30,
    }.ConnectionString;

    /// <summary>Brings the schema up to this program, or refuses when the database is newer than this program can live with.</summary>
    /// <param name="until">The step to stop after; the last when null.</param>
    public static async Task MigrateAsync(PendopoDb db, CancellationToken cancel, string? until = null)
    {
        if (db.Database.IsSqlite())
            await KeepLog(db, cancel);
        var applied = await db.Database.GetAppliedMigrationsAsync(cancel);
        var unknown = applied.Except(db.Database.GetMigrations(), StringComparer.Ordinal).ToList();
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).Where(step => until is null || string.CompareOrdinal(step, until) <= 0).ToList();
        if (unknown.Count > 0 && (pending.Count > 0 || !await SchemaFloor.Allows(db, cancel)))
            throw new NewerDatabaseException(unknown[^1]);
        if (pending.Count == 0)
            return;
        var floor = SchemaFloor.LastBreaking(db, pending);
        if (floor is not null && applied.Contains(SchemaFloor.Ground, StringComparer.Ordinal))
            await SchemaFloor.Raise(db, floor, cancel);
        if (db.Database.IsSqlite())
            await MigrateAloneAsync(db, until, cancel);
        else
            await db.Database.MigrateAsync(until, cancel);
        if (floor is not null && applied.Concat(pending).Contains(SchemaFloor.Ground, StringComparer.Ordinal))
            await SchemaFloor.Raise(db, floor, cancel);
    }

    /// <summary>The write-ahead log: readers and the writer do not wait for each other, and a commit is one sync. EF Core asks for it only where it
    /// makes the file itself; the file remembers it (sqlite.org/pragma.html#pragma_journal_mode).</summary>
    private static Task<int> KeepLog(PendopoDb db, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = 'wal'", cancel);

    /// <summary>On SQLite EF Core's lock is a row that outlives a killed program, and the next one would wait for it for ever. A lock on a
    /// file dies with its program; who holds it may take the row away.</summary>
    private static async Task MigrateAloneAsync(PendopoDb db, string? until, CancellationToken cancel)
    {
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource + ".lock";
        await using var alone = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        await db.Database.MigrateAsync(until, cancel);
        await AssumedSizes.Write(db, cancel);
    }
}

/// <summary>The database was written by a newer Pendopo than this program.</summary>
public sealed class NewerDatabaseException(string step) : Exception(
    $"The database was written by a newer Pendopo (it holds the schema step '{step}', which this program does not know). "
    + "Start the newer program again, or restore the backup that was made before the upgrade.");
