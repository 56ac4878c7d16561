using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Backups;

/// <summary>A backup that is made while others write holds the state of one moment.</summary>
public abstract class BackupUnderLoadTests(TestApp app) : AppTests(app)
{
    private const int Writers = 12;

    [Fact]
    public async Task A_backup_under_writers_is_one_moment_and_keeps_all_that_was_acknowledged_before_it()
    {
        var code = await App.SetCode();
        using var stop = new CancellationTokenSource();
        var written = new int[Writers];
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Write(writer, written, stop.Token))).ToList();
        while (written.Any(count => count < 3))
            await Task.Delay(5);
        var before = written.ToArray();
        var made = await App.Backup();
        var after = written.ToArray();
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        after.Sum().ShouldBeGreaterThan(before.Sum(), "writers went on meanwhile");

        var there = await App.EmptyMachine();
        await BackupStage.Restore(there, made.Path, code);
        await using var host = new TestHost(there.DataFolder, there.ConnectionString, App.Clock, null);
        using var ready = host.CreateClient();
        await host.Services.GetRequiredService<Pendopo.Platform.Web.Readiness>().Ready;
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        for (var writer = 0; writer < Writers; writer++)
        {
            // Two rows a transaction, numbered without a gap: a prefix, and never half a transaction.
            var kept = await Numbers(db, $"load:{writer}:a:");
            (await Numbers(db, $"load:{writer}:b:")).ShouldBe(kept);
            kept.ShouldBe(Enumerable.Range(1, kept.Count));
            kept.Count.ShouldBeInRange(before[writer], after[writer] + 1);
        }
    }

    private async Task Write(int writer, int[] written, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await using var scope = await App.Scope();
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            var number = written[writer] + 1;
            db.AddRange(new Setting { Key = $"load:{writer}:a:{number}", Value = new string('x', 500) }, new Setting { Key = $"load:{writer}:b:{number}", Value = "y" });
            await db.SaveChangesAsync(CancellationToken.None);
            Volatile.Write(ref written[writer], number);
        }
    }

    private static async Task<List<int>> Numbers(PendopoDb db, string start) =>
        [.. (await db.Set<Setting>().Where(setting => setting.Key.StartsWith(start)).Select(setting => setting.Key).ToListAsync()).Select(key => int.Parse(key[start.Length..])).Order()];
}

[Collection("sqlite")]
public sealed class BackupUnderLoadOnSqlite(SqliteApp app) : BackupUnderLoadTests(app);

[Collection("postgres")]
public sealed class BackupUnderLoadOnPostgres(PostgresApp app) : BackupUnderLoadTests(app);
