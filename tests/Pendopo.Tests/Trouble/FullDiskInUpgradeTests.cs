using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Upgrading;
using Pendopo.Platform.Data;
using Pendopo.Testing;
using Pendopo.Tests.Crash;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Backups;

namespace Pendopo.Tests.Trouble;

/// <summary>A disk that fills between two steps of an upgrade, when the backup is made and some steps are done.</summary>
[Collection("processes on sqlite")]
public sealed class FullDiskInUpgradeTests(SqliteApp app) : AppTests(app)
{
    private const int From = 7;
    private static readonly IReadOnlyList<string> Steps = [.. new RoomMigrations().Migrations.Keys];

    public override Task InitializeAsync() => App.BeginEmpty();

    [Fact]
    [Trait(Series.Form, Series.Long)]
    public async Task An_upgrade_whose_disk_fills_between_two_steps_waits_keeps_every_row_and_goes_on_where_it_stood()
    {
        for (var round = 0; round < Series.Of("FULL_UPGRADES", suite: 1, nightly: 20); round++)
        {
            var stood = From + 1 + (round % (Steps.Count - From - 4));
            await using var disk = await SmallDisk.Mount(megabytes: 112);
            var machine = new Installation { DataFolder = Path.Combine(disk.Folder, "data") };
            Directory.CreateDirectory(machine.DataFolder);
            await Bring(machine, Steps[From]);
            var rows = OlderRows.Fill(machine, 1000);
            await Begin(machine, Steps[stood]);
            EmptyLog(machine);
            disk.Fill();
            await using var program = await Trouble.BuiltProgram.Listening("--data", machine.DataFolder);
            (await program.Until("/health/live", answer => answer.Contains("room", StringComparison.Ordinal))).ShouldBe("200 live, waiting for room on the disk\n");
            var seen = Copied(machine);
            (await Applied(seen)).ShouldBeInRange(stood + 1, Steps.Count - 1, "what needs no room may go on");
            rows.ShouldStand(seen);
            disk.Release();
            await program.Until("/health/ready", answer => answer == "200 ready\n");
            (await program.Stop()).ShouldBe(0, program.Output);
            (await Applied(machine)).ShouldBe(Steps.Count);
            rows.ShouldStand(machine);
            Directory.GetFiles(Path.Combine(machine.DataFolder, "backups"), "*-upgrade.backup").ShouldHaveSingleItem("the one from before the first step");
        }
    }

    /// <summary>The backup, its mark and some of the steps: where an upgrade stands whose disk fills now.</summary>
    private async Task Begin(Installation machine, string until)
    {
        await using var host = new TestHost(machine.DataFolder, null, App.Clock, null) { Serves = false };
        await using var scope = host.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<MakeBackup>().Run(new(Path.Combine(machine.DataFolder, "backups"), BackupReason.Upgrade), default);
        UpgradeMark.Put(machine, made.Path);
        await DataSetup.MigrateAsync(scope.ServiceProvider.GetRequiredService<PendopoDb>(), default, until);
    }

    private static async Task Bring(Installation machine, string step)
    {
        await using var db = Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(machine);
        await DataSetup.MigrateAsync(db, default, step);
    }

    /// <summary>The log keeps the room that it once took, in which many a step would fit.</summary>
    private static void EmptyLog(Installation machine)
    {
        SqliteConnection.ClearAllPools();
        using var connection = Kept.Open(machine);
        Kept.Rows(connection, "PRAGMA wal_checkpoint(TRUNCATE)", row => row(0)).ShouldBe(["0"], "nobody else holds it");
    }

    /// <summary>What stands there, on a disk that has room: whoever opens a database with a log needs some for what readers share.</summary>
    private static Installation Copied(Installation machine)
    {
        var copy = new Installation { DataFolder = TestFolder.New() };
        foreach (var file in new[] { "", "-wal" }.Select(end => machine.DatabaseFile + end).Where(File.Exists))
            File.Copy(file, Path.Combine(copy.DataFolder, Path.GetFileName(file)));
        return copy;
    }

    private static async Task<int> Applied(Installation machine)
    {
        await using var db = Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(machine);
        return (await db.Database.GetAppliedMigrationsAsync()).Count();
    }
}
