using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Data;

public abstract class SchemaTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task The_migrations_make_the_schema_that_the_mappings_say()
    {
        await using var scope = await App.Scope();
        var migrated = await Catalog.Read(scope.ServiceProvider.GetRequiredService<PendopoDb>());
        await using var made = await Made();
        await made.Database.EnsureCreatedAsync();
        var mapped = await Catalog.Read(made);
        migrated.Except(mapped).ShouldBeEmpty("in the migrations only");
        mapped.Except(migrated).ShouldBeEmpty("in the mappings only");
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_in_a_sentence()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('299901010001_tomorrow', '10.0.0')");
        var refusal = await Should.ThrowAsync<NewerDatabaseException>(() => DataSetup.MigrateAsync(db, default));
        refusal.Message.ShouldContain("299901010001_tomorrow");
    }

    /// <summary>An empty database of the same kind, seen through the same mappings.</summary>
    protected abstract Task<PendopoDb> Made();
}

[Collection("sqlite")]
public sealed class SchemaOnSqlite(SqliteApp app) : SchemaTests(app)
{
    protected override Task<PendopoDb> Made() =>
        Task.FromResult(new PendopoDb(new DbContextOptionsBuilder<PendopoDb>().UseSqlite($"Data Source={Path.Combine(TestFolder.New(), "made.db")}").UseApplicationServiceProvider(App.Services).Options, House.Rooms, new CentreScope()));

    [Fact]
    public async Task A_program_that_was_killed_while_it_prepared_the_database_does_not_keep_the_next_one_waiting()
    {
        var file = Path.Combine(TestFolder.New(), "pendopo.db");
        var options = new DbContextOptionsBuilder<PendopoDb>();
        DataSetup.UseEmbedded(options, file);
        options.UseApplicationServiceProvider(App.Services);
        await using var db = new PendopoDb(options.Options, House.Rooms, new CentreScope());
        await using (var connection = new SqliteConnection($"Data Source={file}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-03-02 00:00:00');""";
            await command.ExecuteNonQueryAsync();
        }
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await DataSetup.MigrateAsync(db, patience.Token);
        (await db.Database.GetPendingMigrationsAsync()).ShouldBeEmpty();
    }
}

[Collection("postgres")]
public sealed class SchemaOnPostgres(PostgresApp app) : SchemaTests(app)
{
    protected override async Task<PendopoDb> Made()
    {
        var server = await PostgresServer.SharedAsync();
        var options = new DbContextOptionsBuilder<PendopoDb>().UseNpgsql(server.ConnectionString(await server.CreateDatabaseAsync()) + ";Pooling=false").UseApplicationServiceProvider(App.Services).Options;
        return new PendopoDb(options, House.Rooms, new CentreScope());
    }
}
