using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Backups.Testing;
using Pendopo.Platform.Data;
using Pendopo.Testing;
using Pendopo.Tests.Crash;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Backups;

/// <summary>The built program, killed in the middle of an upgrade.</summary>
public abstract class KilledUpgradeTests(TestApp app) : AppTests(app)
{
    private const int From = 7;
    private static readonly IReadOnlyList<string> Steps = [.. new RoomMigrations().Migrations.Keys];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public override Task InitializeAsync() => App.BeginEmpty();

    [Fact]
    [Trait(Series.Form, Series.Long)]
    public async Task Killed_at_any_step_an_upgrade_goes_on_where_it_stood()
    {
        var (machine, rows) = await KilledInBackup();
        for (var point = 0; point < Series.Of("UPGRADE_KILLS", suite: 3, nightly: 20); point++)
        {
            // A step that was killed is taken back, so at night the later points meet the last steps again and again.
            await KillInStep(machine, Math.Min(Applied(machine).Count + 1, Steps.Count - 1));
            rows.ShouldStand(machine);
        }
        await using (var program = await BuiltProgram.Start(machine))
            (await program.End(Patience)).ShouldBe(0);
        Applied(machine).ShouldBe(Steps);
        rows.ShouldStand(machine);
        var made = Backups(machine).Where(found => found.Header.Reason == BackupReason.Upgrade).ShouldHaveSingleItem();
        made.Header.Schema.ShouldBe(Steps[From], "the backup is of what stood before the first try");
        await new TestBackup().Run(made.Path, BackupUnlock.ByHouse(new HouseKey(machine, new ConfigurationBuilder().Build())), TestFolder.New(), null, default);
    }

    /// <summary>One that was killed while it made the backup: in the moment in which the unfinished file stands there. On a crowded machine
    /// the moment can pass before anybody sees it; then it is tried again with another.</summary>
    private async Task<(Installation Machine, OlderRows Rows)> KilledInBackup()
    {
        for (var tries = 0; tries < 10; tries++)
        {
            var machine = await Older();
            var rows = OlderRows.Fill(machine, Series.Of("KILLED_UPGRADE_ROWS", suite: 2000, nightly: 20_000));
            var folder = Directory.CreateDirectory(Path.Combine(machine.DataFolder, "backups")).FullName;
            await using var program = await BuiltProgram.Listen(machine);
            for (var started = Stopwatch.GetTimestamp(); Directory.GetFileSystemEntries(folder).Length == 0;)
                (Stopwatch.GetElapsedTime(started) < Patience).ShouldBeTrue(program.Output);
            await program.Die();
            if (Backups(machine).Count > 0)
                continue;
            Applied(machine).Count.ShouldBe(From + 1, "nothing is changed before there is a backup");
            return (machine, rows);
        }
        throw new InvalidOperationException("No backup was ever seen while it was being made.");
    }

    /// <summary>Kills it in the moment in which so many steps are done.</summary>
    private static async Task KillInStep(Installation machine, int done)
    {
        string[] data = machine.OnPostgres ? ["--data", machine.DataFolder, "--database", machine.ConnectionString!] : ["--data", machine.DataFolder];
        using var child = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pendopo.dll"), .. data, "--urls", "http://127.0.0.1:0"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        using (var connection = Kept.Open(machine))
        {
            for (var started = Stopwatch.GetTimestamp(); Kept.Rows(connection, "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"", row => row(0)).Count < done;)
                (Stopwatch.GetElapsedTime(started) < Patience).ShouldBeTrue();
        }
        child.Kill();
        await child.WaitForExitAsync();
    }

    private async Task<Installation> Older()
    {
        var machine = await App.EmptyMachine();
        await using var db = Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(machine);
        await DataSetup.MigrateAsync(db, default, Steps[From]);
        return machine;
    }

    private static List<string> Applied(Installation machine)
    {
        using var db = Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(machine);
        return [.. db.Database.GetAppliedMigrations()];
    }

    private static IReadOnlyList<FoundBackup> Backups(Installation machine) =>
        BackupFolder.Read(Path.Combine(machine.DataFolder, "backups"), new HouseKey(machine, new ConfigurationBuilder().Build()));
}

[Collection("processes on sqlite")]
public sealed class KilledUpgradeOnSqlite(SqliteApp app) : KilledUpgradeTests(app);

[Collection("processes on postgres")]
public sealed class KilledUpgradeOnPostgres(PostgresApp app) : KilledUpgradeTests(app);
