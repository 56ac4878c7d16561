using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
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
        await SchemaFloor.Raise(db, "299901010001_tomorrow", default);
        var refusal = await Should.ThrowAsync<NewerDatabaseException>(() => DataSetup.MigrateAsync(db, default));
        refusal.Message.ShouldContain("299901010001_tomorrow");
    }

    [Fact]
    public async Task A_database_that_a_newer_program_only_added_to_is_served_by_this_one()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('299901010001_tomorrow', '10.0.0')");
        await DataSetup.MigrateAsync(db, default);
        (await SchemaFloor.Allows(db, default)).ShouldBeTrue();
    }

    [Fact]
    public void A_step_that_only_adds_lets_older_programs_go_on_and_any_other_does_not()
    {
        Breaks(step => step.AddColumn<string>("more", "platform_area", nullable: true)).ShouldBeFalse();
        Breaks(step => step.AddColumn<int>("more", "platform_area", defaultValue: 0)).ShouldBeFalse();
        Breaks(step => step.CreateIndex("ix", "platform_area", "name")).ShouldBeFalse();
        Breaks(step => step.CreateTable("made", table => new { id = table.Column<Guid>() })).ShouldBeFalse();
        Breaks(step => step.AddColumn<int>("more", "platform_area", nullable: false)).ShouldBeTrue();
        Breaks(step => step.CreateIndex("ix", "platform_area", "name", unique: true)).ShouldBeTrue();
        Breaks(step => step.DropColumn("name", "platform_area")).ShouldBeTrue();
        Breaks(step => step.RenameColumn("name", "platform_area", "title")).ShouldBeTrue();
        Breaks(step => step.DropTable("platform_area")).ShouldBeTrue();
        Breaks(step => step.Sql("UPDATE platform_area SET name = ''")).ShouldBeTrue();
        Breaks(step => step.Sql("UPDATE platform_area SET code = ''"), harmless: true).ShouldBeFalse();
    }

    private static bool Breaks(Action<MigrationBuilder> act, bool? harmless = null) => SchemaFloor.Breaks(new Step(act, harmless) { ActiveProvider = "Microsoft.EntityFrameworkCore.Sqlite" });

    private sealed class Step(Action<MigrationBuilder> act, bool? harmless) : RoomMigration
    {
        protected internal override bool? OlderMayServe => harmless;

        protected override void Up(MigrationBuilder migrationBuilder) => act(migrationBuilder);
    }

    /// <summary>An empty database of the same kind, seen through the same mappings.</summary>
    protected abstract Task<PendopoDb> Made();

    protected PendopoDb Empty(Action<DbContextOptionsBuilder> database)
    {
        var options = new DbContextOptionsBuilder<PendopoDb>();
        DataSetup.UseOurs(options);
        database(options);
        options.UseApplicationServiceProvider(App.Services);
        return new PendopoDb(options.Options, House.Rooms);
    }
}

[Collection("sqlite")]
public sealed class SchemaOnSqlite(SqliteApp app) : SchemaTests(app)
{
    protected override Task<PendopoDb> Made() =>
        Task.FromResult(Empty(options => options.UseSqlite($"Data Source={Path.Combine(TestFolder.New(), "made.db")}")));

    [Fact]
    public async Task Readers_and_the_writer_of_the_embedded_database_do_not_wait_for_each_other()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        (await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").ToListAsync()).ShouldBe(["wal"]);
        (await db.Database.SqlQueryRaw<long>("SELECT synchronous AS \"Value\" FROM pragma_synchronous").ToListAsync()).ShouldBe([2], "each commit is on the disk");
    }

    [Fact]
    public async Task A_program_that_was_killed_while_it_prepared_the_database_does_not_keep_the_next_one_waiting()
    {
        var file = Path.Combine(TestFolder.New(), "pendopo.db");
        var options = new DbContextOptionsBuilder<PendopoDb>();
        DataSetup.UseEmbedded(options, file);
        options.UseApplicationServiceProvider(App.Services);
        await using var db = new PendopoDb(options.Options, House.Rooms);
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
        var connection = server.ConnectionString(await server.CreateDatabaseAsync()) + ";Pooling=false";
        return Empty(options => options.UseNpgsql(connection));
    }
}
