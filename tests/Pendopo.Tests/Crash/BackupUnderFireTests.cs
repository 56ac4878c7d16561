using Pendopo.Platform;
using Pendopo.Platform.Backups.Making;
using Pendopo.Testing;
using Pendopo.Tests.Crash.Writers;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Backups;

namespace Pendopo.Tests.Crash;

/// <summary>A backup made from the command line while sixty write, and opened where nothing stands.</summary>
public abstract class BackupUnderFireTests(TestApp app) : AppTests(app)
{
    private const int Enough = 60;

    [Fact]
    [Trait(Series.Form, Series.Long)]
    public async Task A_backup_that_is_made_while_sixty_write_brings_one_moment_and_its_people_back_on_an_empty_machine()
    {
        var code = await App.SetCode();
        await using var stage = await CrashStage.Open(App);
        for (var round = 0; round < Series.Of("BACKUPS", suite: 1, nightly: 30); round++)
        {
            var (file, least, most) = await BackUp(stage);
            var there = await BackupStage.EmptyMachine(stage.Place.OnPostgres);
            await BackupStage.Restore(there, file, code);
            using (var connection = Kept.Open(there))
            {
                var kept = Kept.Read(connection);
                for (var at = 0; at < least.Length; at++)
                    stage.Writers[at].Count(kept).ShouldBeInRange(least[at], most[at], stage.Writers[at].Name);
            }
            await Serves(stage, there, $"pulih{round}x");
        }
    }

    /// <returns>The file; what was acknowledged before it was begun; what was begun before it was done.</returns>
    private static async Task<(string File, int[] Least, int[] Most)> BackUp(CrashStage stage)
    {
        await using var program = await BuiltProgram.Start(stage.Place);
        using var door = stage.DoorTo(program);
        using var stop = new CancellationTokenSource();
        var (count, enough) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        void Acknowledged()
        {
            if (Interlocked.Increment(ref count) == Enough)
                enough.TrySetResult();
        }
        var all = Task.WhenAll(stage.Writers.Select(writer => Task.Run(() => writer.Write(door, Acknowledged, lenient: false, stop.Token))));
        (await Task.WhenAny(enough.Task, all)).ShouldBe(enough.Task, program.Output);
        var least = stage.Writers.Select(writer => writer.Acknowledged).ToArray();
        var folder = TestFolder.New();
        string[] data = stage.Place.OnPostgres ? ["--data", stage.Place.DataFolder, "--database", stage.Place.ConnectionString!] : ["--data", stage.Place.DataFolder];
        await ServerProcess.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "pendopo.dll"), "backup", "--to", folder, .. data]);
        var most = stage.Writers.Select(writer => writer.Begun).ToArray();
        most.Sum().ShouldBeGreaterThan(least.Sum(), "the writers went on meanwhile");
        await stop.CancelAsync();
        await all;
        await program.Die();
        var kept = stage.Read();
        stage.Writers.ForEach(writer => writer.GoOn(kept));
        return (Directory.GetFiles(folder, "*" + MakeBackup.Extension).ShouldHaveSingleItem(), least, most);
    }

    /// <summary>Who was signed in still is, goes on writing, and everybody's password opens.</summary>
    private static async Task Serves(CrashStage stage, Installation there, string writer)
    {
        await using var program = await BuiltProgram.Start(there);
        using var door = stage.DoorTo(program);
        await door.Json(HttpMethod.Post, "/api/v1/posts", PublishingWriter.Words(writer, "Kami buka lagi."), "officer");
        (await door.IsSignedIn(await door.SignIn("ayu@melati.example", "10.9.0.1"))).ShouldBeTrue();
        await program.Die();
    }
}

[Collection("processes on sqlite")]
public sealed class BackupUnderFireOnSqlite(SqliteApp app) : BackupUnderFireTests(app);

[Collection("processes on postgres")]
public sealed class BackupUnderFireOnPostgres(PostgresApp app) : BackupUnderFireTests(app);
