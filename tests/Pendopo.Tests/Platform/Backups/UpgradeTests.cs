using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Upgrading;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Web;
using Pendopo.Testing;
using Pendopo.Tests.Harness;
using Xunit.Abstractions;

namespace Pendopo.Tests.Platform.Backups;

/// <summary>An older database under this program: first a backup, then the steps, and a way back.</summary>
public abstract class UpgradeTests(TestApp app, ITestOutputHelper output) : AppTests(app)
{
    private static readonly IReadOnlyList<string> Steps = [.. new RoomMigrations().Migrations.Keys];

    public override Task InitializeAsync() => App.BeginEmpty();

    /// <summary>All at night; in the suite every third state, another third on each database.</summary>
    [Fact]
    [Trait(Series.Form, Series.Long)]
    public async Task From_every_earlier_state_the_rows_of_all_large_tables_are_kept_and_a_tested_backup_of_that_state_is_left()
    {
        for (var state = Series.Nightly || !App.Place.OnPostgres ? 0 : 1; state < Steps.Count - 1; state += Series.Of("UPGRADE_STRIDE", suite: 3, nightly: 1))
        {
            var machine = await App.EmptyMachine();
            await Bring(machine, state);
            var rows = OlderRows.Fill(machine, Series.Of("UPGRADE_ROWS", suite: 200, nightly: 100_000));
            var started = Stopwatch.GetTimestamp();
            await using var host = await Started(machine);
            var took = Stopwatch.GetElapsedTime(started);
            output.WriteLine($"from {Steps[state]}: {rows.All} rows, {took.TotalSeconds:0.0} s with the backup and its test, {took.TotalSeconds * 1e6 / rows.All:0} s a million rows");
            rows.ShouldStand(machine);
            var made = Backups(machine).ShouldHaveSingleItem();
            (made.Header.Reason, made.Header.Schema).ShouldBe((BackupReason.Upgrade, Steps[state]));
        }
    }

    [Fact]
    public async Task A_hundred_thousand_rows_come_through()
    {
        var machine = await Older(0, rows: 100_000);
        await using var host = await Started(machine);
        await ShouldHold(host, 100_000);
        Backups(machine).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_upgrade_that_was_killed_goes_on_and_keeps_the_backup_from_before_it()
    {
        var machine = await Older(2, rows: 50);
        await using (var first = await Started(machine, until: Steps[4]))
            Backups(machine).Count.ShouldBe(1);
        File.Exists(Path.Combine(machine.DataFolder, ".upgrading")).ShouldBeTrue();
        await using var host = await Started(machine);
        await ShouldHold(host, 50);
        Backups(machine).ShouldHaveSingleItem().Header.Schema.ShouldBe(Steps[2]);
        File.Exists(Path.Combine(machine.DataFolder, ".upgrading")).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_backup_nothing_is_upgraded()
    {
        var machine = await Older(3, rows: 10);
        await File.WriteAllTextAsync(Path.Combine(machine.DataFolder, "backups"), "a file where the folder would be");
        await using var host = new TestHost(machine.DataFolder, machine.ConnectionString, App.Clock, null);
        using var starting = host.CreateClient();
        (await Should.ThrowAsync<BackupException>(() => host.Services.GetRequiredService<Readiness>().Ready)).Trouble.ShouldBe(BackupTrouble.CannotWrite);
        await using var db = Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(machine);
        (await db.Database.GetAppliedMigrationsAsync()).Last().ShouldBe(Steps[3]);
    }

    [Fact]
    public async Task A_rollback_puts_back_what_stood_before_the_upgrade_and_keeps_what_came_after_in_a_backup()
    {
        var machine = await Older(1, rows: 30);
        var before = await BackupStage.Rows(machine);
        await using (var host = await Started(machine))
        {
            await using var scope = host.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            db.Add(new Setting { Key = "after-the-upgrade", Value = "x" });
            await db.SaveChangesAsync();
            App.Clock.Advance(TimeSpan.FromMinutes(1));
            var back = Back(scope.ServiceProvider, machine);
            (await Should.ThrowAsync<BackupException>(async () => await back.Run(await back.Find(default), null, default))).Trouble.ShouldBe(BackupTrouble.Running);
        }
        await using (var host = new TestHost(machine.DataFolder, machine.ConnectionString, App.Clock, null) { Serves = false })
        {
            await using var scope = host.Services.CreateAsyncScope();
            var back = Back(scope.ServiceProvider, machine);
            var kept = await back.Run(await back.Find(default), null, default);
            kept.Header.Reason.ShouldBe(BackupReason.Rollback);
        }
        (await BackupStage.Rows(machine)).ShouldBe(before);
        await using var again = await Started(machine);
        await ShouldHold(again, 30);
    }

    private static RollBack Back(IServiceProvider services, Installation machine) => new(machine, services.GetRequiredService<HouseKey>(),
        services.GetRequiredService<BackupPlace>(), services.GetRequiredService<MakeBackup>(), () => Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(machine));

    /// <summary>A database as an earlier program left it, with rows in a table that stood from the first.</summary>
    private async Task<Installation> Older(int state, int rows)
    {
        var machine = await App.EmptyMachine();
        await Bring(machine, state);
        await using var db = Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(machine);
        var sql = machine.OnPostgres
            ? "INSERT INTO platform_area (id, level, name, code, path) SELECT gen_random_uuid(), 'Village', 'row ' || n, repeat('x', 20), '/' FROM generate_series(1, {0}) AS n"
            : "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {0}) INSERT INTO platform_area (id, level, name, code, path) SELECT printf('%08X-0000-7000-8000-%012X', n, n), 'Village', 'row ' || n, printf('%.20c', 'x'), '/' FROM c";
        await db.Database.ExecuteSqlRawAsync(sql, rows);
        return machine;
    }

    private static async Task Bring(Installation machine, int state)
    {
        await using var db = Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(machine);
        await DataSetup.MigrateAsync(db, default, Steps[state]);
    }

    private async Task<TestHost> Started(Installation machine, string? until = null)
    {
        var host = new TestHost(machine.DataFolder, machine.ConnectionString, App.Clock, null) { Serves = until is null };
        if (until is null)
        {
            using var starting = host.CreateClient();
            await host.Services.GetRequiredService<Readiness>().Ready;
            return host;
        }
        // What a killed upgrade leaves: the backup, its mark, and some of the steps.
        await using var scope = host.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<MakeBackup>().Run(new(Path.Combine(machine.DataFolder, "backups"), BackupReason.Upgrade), default);
        UpgradeMark.Put(machine, made.Path);
        await DataSetup.MigrateAsync(scope.ServiceProvider.GetRequiredService<PendopoDb>(), default, until);
        return host;
    }

    private static IReadOnlyList<FoundBackup> Backups(Installation machine) =>
        BackupFolder.Read(Path.Combine(machine.DataFolder, "backups"), new HouseKey(machine, new ConfigurationBuilder().Build()));

    private static async Task ShouldHold(TestHost host, int rows)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        (await db.Database.GetPendingMigrationsAsync()).ShouldBeEmpty();
        (await db.Set<Pendopo.Platform.Centres.Area>().CountAsync(area => area.Name.StartsWith("row "))).ShouldBe(rows, rows.ToString(CultureInfo.InvariantCulture));
    }
}

[Collection("sqlite")]
public sealed class UpgradeOnSqlite(SqliteApp app, ITestOutputHelper output) : UpgradeTests(app, output);

[Collection("postgres")]
public sealed class UpgradeOnPostgres(PostgresApp app, ITestOutputHelper output) : UpgradeTests(app, output)
{
    [Fact]
    public async Task A_program_does_not_start_on_tables_that_a_killed_rollback_left_aside()
    {
        var machine = await App.EmptyMachine();
        await using (var db = Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(machine))
            await db.Database.ExecuteSqlRawAsync("CREATE SCHEMA pendopo_before_rollback");
        await using var host = new TestHost(machine.DataFolder, machine.ConnectionString, App.Clock, null);
        using var starting = host.CreateClient();
        (await Should.ThrowAsync<BrokenOffException>(() => host.Services.GetRequiredService<Readiness>().Ready)).Message.ShouldContain("pendopo rollback");
    }
}
