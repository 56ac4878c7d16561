using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Testing;
using Pendopo.Tests.Crash.Writers;
using Pendopo.Tests.Harness;
using Xunit.Abstractions;

namespace Pendopo.Tests.Crash;

/// <summary>Sixty-four writers, and a program that goes down under them again and again, each time on the same data.</summary>
public abstract class CrashTests(TestApp app, ITestOutputHelper output) : AppTests(app)
{
    // What the queues work on at once, which is done again after a crash.
    private static readonly int UnderWay = House.Rooms.SelectMany(room => room.Queues).Sum(queue => queue.Concurrency);

    // Work that ends by itself; what is periodic comes again and again.
    private static readonly string[] Leaves = ["publishing.step", "inbox.send", "channels.fediverse-deliver", "channels.fediverse-take", EventBoard.JobKind];

    // Asked to stop, it has this long; the bound of the reference is 20 s on a machine that does nothing else.
    private static readonly TimeSpan Drained = TimeSpan.FromSeconds(25);

    private readonly Random chance = new();
    private readonly List<TimeSpan> ready = [];
    private int crashes, copies;

    [Fact]
    [Trait(Series.Form, Series.Long)]
    public async Task Nothing_acknowledged_is_lost_and_nothing_leaves_twice_whenever_the_program_is_killed()
    {
        await using var stage = await CrashStage.Open(App);
        for (var kill = 0; kill < Series.Of("KILLS", suite: 10, nightly: 500); kill++)
        {
            if (kill % 5 == 4)
                await KillAtStart(stage);
            else
                await Round(stage, null, program => program.Die(), "killed");
        }
        await Settle(stage);
    }

    [Fact]
    [Trait(Series.Form, Series.Long)]
    public async Task Asked_to_stop_under_load_the_program_ends_in_time_with_all_it_took_on()
    {
        await using var stage = await CrashStage.Open(App);
        for (var stop = 0; stop < Series.Of("STOPS", suite: 2, nightly: 50); stop++)
            await Round(stage, null, async program =>
            {
                (await program.End(Drained)).ShouldBe(0, program.Output);
                stage.Read().Jobs.Where(job => job.State == "Running").Select(job => job.ToString()).ShouldBeEmpty($"what was under way was brought to its end or given back\n{program.Output}");
            }, "asked to stop");
        await Scarce(stage);
        await Settle(stage);
    }

    /// <summary>Too few open files, too little memory: what cannot be done is refused, and nothing is half done.</summary>
    private async Task Scarce(CrashStage stage)
    {
        for (var round = 0; round < Series.Of("SCARCITIES", suite: 2, nightly: 60); round++)
        {
            Func<BuiltProgram, Task> limit = round % 2 == 0 ? program => program.LimitFiles(chance.Next(60, 140)) : program => program.LimitMemory(chance.Next(20, 90) << 20);
            await Round(stage, limit, program => program.Die(), $"short of {(round % 2 == 0 ? "files" : "memory")}");
        }
    }

    /// <param name="limit">What takes means away from the program before the writers begin; then it may refuse.</param>
    private async Task Round(CrashStage stage, Func<BuiltProgram, Task>? limit, Func<BuiltProgram, Task> end, string how)
    {
        await using var program = await BuiltProgram.Start(stage.Place);
        ready.Add(program.ReadyAfter);
        var lenient = limit is not null;
        using var door = stage.DoorTo(program);
        await Repeat(stage, door, lenient);
        if (limit is not null)
            await limit(program);
        using var stop = new CancellationTokenSource();
        var (acknowledged, copied) = (0, new List<(PowerLoss Loss, int[] Least, int[] Most)>());
        var (enough, target) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), chance.Next(30, 110));
        var copyAt = stage.Place.OnPostgres || lenient ? [] : Enumerable.Range(0, 12).Select(_ => chance.Next(1, target)).ToHashSet();
        void Count()
        {
            var now = Interlocked.Increment(ref acknowledged);
            if (copyAt.Contains(now))
                program.Frozen(() => copied.Add(Copy(stage)));
            if (now == target)
                enough.TrySetResult();
        }
        var began = Stopwatch.GetTimestamp();
        var writers = stage.Writers.Select(writer => Task.Run(() => writer.Write(door, Count, lenient, stop.Token))).ToList();
        var all = Task.WhenAll(writers);
        if (await Task.WhenAny(enough.Task, all) == all)
        {
            all.Exception.ShouldBeNull(program.Output);
            await all;
            lenient.ShouldBeTrue($"the program fell by itself:\n{program.Output}");
        }
        output.WriteLine($"{how}: ready after {program.ReadyAfter.TotalSeconds:0.0} s, {acknowledged} steps in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        await end(program);
        await stop.CancelAsync();
        await all;
        crashes++;
        await Check(stage, how);
        Lose(stage, copied);
    }

    /// <summary>A sender that heard no answer says it again.</summary>
    private static async Task Repeat(CrashStage stage, Door door, bool lenient)
    {
        if (lenient)
            return;
        foreach (var writer in stage.Writers.OfType<PublishingWriter>().Take(4))
            await writer.BeginAgain(door);
        foreach (var writer in stage.Writers.OfType<PeerWriter>().Take(4))
            await writer.SendAgain(door);
        var cookies = stage.Writers.OfType<SignInWriter>().SelectMany(writer => writer.Cookies.TakeLast(1)).ToList();
        foreach (var cookie in cookies)
            (await door.IsSignedIn(cookie)).ShouldBeTrue("who was signed in still is");
    }

    private async Task KillAtStart(CrashStage stage)
    {
        await using var program = await BuiltProgram.Listen(stage.Place);
        Thread.SpinWait(chance.Next(1, 3_000_000));
        await program.Die();
        await Check(stage, "killed at its start");
    }

    /// <summary>Holds the database against what was acknowledged.</summary>
    private async Task Check(CrashStage stage, string how)
    {
        await CheckRows(stage, how);
        // Nobody may keep the database open between two programs: the first to open it brings back what a killed one wrote into the log last.
        SqliteConnection.ClearAllPools();
        Directory.GetFiles("/proc/self/fd").Select(file => new FileInfo(file).LinkTarget ?? "").Where(file => file.StartsWith(stage.Place.DatabaseFile, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private async Task CheckRows(CrashStage stage, string how)
    {
        var kept = stage.Read();
        foreach (var writer in stage.Writers)
        {
            writer.Check(writer.Count(kept), $"after the program was {how}");
            writer.GoOn(kept);
        }
        if (!stage.Place.OnPostgres)
            IsWhole(stage.Place, how);
        await using var host = new TestHost(stage.Place.DataFolder, stage.Place.ConnectionString, new ManualTime(DateTimeOffset.UtcNow), null) { Serves = false };
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        (await scope.ServiceProvider.GetRequiredService<AuditProof>().Check(default)).ShouldBeEmpty();
    }

    private (PowerLoss, int[], int[]) Copy(CrashStage stage)
    {
        var least = stage.Writers.Select(writer => writer.Acknowledged).ToArray();
        var copy = PowerLoss.Copy(stage.Place, chance);
        return (copy, least, [.. stage.Writers.Select(writer => writer.Begun)]);
    }

    private void Lose(CrashStage stage, List<(PowerLoss Loss, int[] Least, int[] Most)> copied)
    {
        foreach (var (loss, least, most) in copied)
        {
            loss.Lose((Loss)(copies++ % 4));
            IsWhole(loss.Place, $"{loss.Kind}");
            using (var connection = Kept.Open(loss.Place))
            {
                var kept = Kept.Read(connection);
                var missing = new List<Writer>();
                for (var at = 0; at < least.Length; at++)
                {
                    var count = stage.Writers[at].Count(kept);
                    count.ShouldBeLessThanOrEqualTo(most[at]);
                    missing.AddRange(Enumerable.Repeat(stage.Writers[at], Math.Max(0, least[at] - count)));
                }
                IsOfOneCommit(missing, loss.Kind);
            }
            loss.Remove();
        }
    }

    /// <summary>Only the transaction whose sync had not returned may be missing: one step, or one step each of servers whose activities are kept together.</summary>
    private static void IsOfOneCommit(List<Writer> missing, Loss kind)
    {
        var told = $"acknowledged and not there after {kind}: {string.Join(' ', missing.Select(writer => writer.Name))}";
        if (kind != Loss.LastCommitLost)
            missing.ShouldBeEmpty(told);
        missing.ShouldBeUnique(told);
        (missing.Count <= 1 || missing.TrueForAll(writer => writer is PeerWriter)).ShouldBeTrue(told);
    }

    private static void IsWhole(Installation place, string when)
    {
        using var connection = Kept.Open(place);
        Kept.Rows(connection, "PRAGMA integrity_check", row => row(0)).ShouldBe(["ok"], when);
        Kept.Rows(connection, "PRAGMA foreign_key_check", row => row(0)).ShouldBeEmpty(when);
    }

    /// <summary>Left alone, the program brings everything to its end; then each thing is out once.</summary>
    private async Task Settle(CrashStage stage)
    {
        var started = Stopwatch.GetTimestamp();
        stage.LetAMinutePass();
        await using (var program = await BuiltProgram.Start(stage.Place))
        {
            stage.Eventually("SELECT state FROM publishing_publication WHERE post_id IN (SELECT id FROM publishing_post WHERE title LIKE 'terbit%')", row => row(0), found => found.TrueForAll(state => state == "Sent"), program);
            stage.Eventually("SELECT kind FROM platform_job WHERE state IN ('Available', 'Retryable', 'Running')", row => row(0), found => !found.Exists(Leaves.Contains), program);
            using var door = stage.DoorTo(program);
            foreach (var cookie in stage.Writers.OfType<SignInWriter>().SelectMany(writer => writer.Cookies))
                (await door.IsSignedIn(cookie)).ShouldBeTrue("every acknowledged sign-in holds");
            (await program.End(Drained)).ShouldBe(0, program.Output);
        }
        await Check(stage, "left alone");
        new Outcome(stage, stage.Read()).Check(crashes * UnderWay);
        output.WriteLine($"{crashes} crashes, {copies} power cuts; ready after {ready.Average(time => time.TotalSeconds):0.0} s, at most {ready.Max().TotalSeconds:0.0} s; "
            + $"{stage.Writers.Sum(writer => writer.Acknowledged)} steps kept, {stage.Peer.Inbox.Count} deliveries; settled after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
    }
}

[Collection("processes on sqlite")]
public sealed class CrashOnSqlite(SqliteApp app, ITestOutputHelper output) : CrashTests(app, output);

[Collection("processes on postgres")]
public sealed class CrashOnPostgres(PostgresApp app, ITestOutputHelper output) : CrashTests(app, output);
