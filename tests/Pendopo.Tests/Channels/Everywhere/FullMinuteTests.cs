using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Sample;
using Pendopo.Testing;
using Pendopo.Tests.Crash;
using Pendopo.Tests.Crash.Writers;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Gates;
using Xunit.Abstractions;

namespace Pendopo.Tests.Channels.Everywhere;

/// <summary>Many posts that are due in the same minute on twelve networks, one of which is slow, and then all of them recalled: the built program, and the stand-ins as servers.
/// `bench/networks/run` prints its figures.</summary>
[Collection("processes on sqlite")]
public sealed class FullMinuteTests(SqliteApp app, ITestOutputHelper output) : EverywhereTests(app)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20), Look = TimeSpan.FromMilliseconds(250);

    // Which networks are called slow, and how long their answers take; none by itself.
    private static readonly string Slow = Environment.GetEnvironmentVariable("PENDOPO_SLOW_NETWORK") ?? "";
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(Series.Of("SLOW_MS", 5000, 5000));

    private readonly Dictionary<string, string> cookies = [];

    // Which ones were seen with a dated place: at that hour they go on, or are given a later one, while others are still under way.
    private readonly HashSet<Id<Publication>> held = [];

    // So many are measured to their end in their own time, which takes minutes; without a number a few are only begun so, and the rest is done by the test's clock.
    private static readonly int Measured = Series.Of("MINUTE_POSTS", suite: 0, nightly: 17);

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Posts_of_one_minute_leave_on_all_networks_and_come_back_from_all_of_them_when_they_are_recalled()
    {
        var posts = await Posts.Plan(Measured > 0 ? Measured : 2, null, NetworkHouse.Networks);
        if (Slow.Length > 0)
            House.Gate(Slow).Before = _ => Task.Delay(Slowness);
        var place = await App.Leave();
        await using (var program = await BuiltProgram.Start(place))
        {
            var ready = DateTimeOffset.UtcNow;
            var begun = await Until(place, rows => rows.TrueForAll(row => row.IntendedAt is not null || row.Network == Slow), program);
            Tell("begun", ready, begun.Where(row => row.IntendedAt is not null).Select(row => (row.Network, row.IntendedAt!.Value)));
            if (Measured > 0)
                await Measure(place, posts, program, ready);
            await program.Die();
        }
        if (Measured == 0)
            await RecallByHand(posts);
        OverLimit().ShouldBeEmpty("no network said that its limit is broken");
        foreach (var network in NetworkHouse.Networks)
            House.Standing(network).ShouldBeUnique(network);
    }

    private async Task Measure(Pendopo.Platform.Installation place, List<Id<Post>> posts, BuiltProgram program, DateTimeOffset ready)
    {
        var left = await Until(place, rows => rows.TrueForAll(row => IsOut(row) || IsHeld(row) || row.NeedsPerson || row.Network == Slow), program);
        Tell("out", ready, left.Where(IsOut).Select(row => (row.Network, row.SentAt!.Value)));
        output.WriteLine($"{left.Count(IsOut)} of {left.Count} out, {left.Count(row => !IsOut(row) && IsHeld(row))} with a dated place ({Named(left.Where(row => !IsOut(row) && IsHeld(row)))}), {left.Count(row => row.NeedsPerson)} for a person ({Named(left.Where(row => row.NeedsPerson))})");
        left.Where(row => row.NeedsPerson).Select(row => $"{row.Network} {row.TroubleCode} {row.TroubleReason}").ShouldBeEmpty();
        if (Slow.Length == 0)
            await Recall(place, posts, program);
    }

    private async Task Recall(Pendopo.Platform.Installation place, List<Id<Post>> posts, BuiltProgram program)
    {
        using var door = new Door(program.Address, cookies);
        held.Clear();
        cookies["officer"] = await door.SignIn(SamplePeople.All.Single(person => person.Key == "officer").Email, "10.1.0.1");
        var began = DateTimeOffset.UtcNow;
        foreach (var post in posts)
            await door.Json(HttpMethod.Put, $"/api/v1/posts/{post}/recall", new { reason = "Salah hari." }, "officer");
        var asked = DateTimeOffset.UtcNow - began;
        var back = await Until(place, rows => rows.TrueForAll(row => IsBack(row) || IsHeld(row)), program);
        var all = DateTimeOffset.UtcNow - began;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"recall of {posts.Count} posts: asked for within {asked.TotalSeconds:0.0} s, settled within {all.TotalSeconds:0.0} s: {Counted(back)}, {back.Count(row => !IsBack(row))} with a dated place ({Named(back.Where(row => !IsBack(row)))})"));
    }

    /// <summary>What the killed program leaves is brought to its end, and then taken back: of each copy it is known what became of it.</summary>
    private async Task RecallByHand(List<Id<Post>> posts)
    {
        await TakeOver();
        await Settle();
        (await Publications()).ShouldAllBe(row => row.State == PublicationState.Sent || row.NeedsPerson);
        foreach (var post in posts)
        {
            await using var scope = await App.ScopeOf("officer");
            (await scope.ServiceProvider.GetRequiredService<RecallPost>().Run(post, "Salah hari.", default)).Problems.ShouldBeEmpty();
        }
        await Settle();
        var back = await Publications();
        back.ShouldAllBe(row => IsBack(row));
        foreach (var copies in back.GroupBy(row => row.Network).Where(group => group.All(row => row.State == PublicationState.Recalled)))
            House.Standing(copies.Key).ShouldBeEmpty(copies.Key);
        output.WriteLine(Counted(back));
    }

    private static bool IsBack(Publication row) => row.State is PublicationState.Recalled or PublicationState.Draft || row.NeedsPerson;

    private static string Counted(List<Publication> rows) => $"{rows.Count(row => row.State == PublicationState.Recalled)} taken back, {rows.Count(row => row.State == PublicationState.Draft)} never out, {rows.Count(row => row.NeedsPerson)} tasks for a person ({Named(rows.Where(row => row.NeedsPerson))})";

    private static string Named(IEnumerable<Publication> rows) => string.Join(", ", rows.GroupBy(row => row.Network).Select(group => $"{group.Key} {group.Count()}").Order(StringComparer.Ordinal));

    private static bool IsOut(Publication row) => row.State == PublicationState.Sent;

    /// <summary>Whether the program knew the hour at which it goes on, because the network's limit allowed no earlier one.</summary>
    private bool IsHeld(Publication row) => held.Contains(row.Id);

    private static bool HasDate(Publication row) => row.State is PublicationState.Scheduled or PublicationState.Sent && row.RunAt > DateTimeOffset.UtcNow.AddSeconds(30);

    /// <summary>Answers by which a network says that more was asked of it than it allows.</summary>
    private IEnumerable<string> OverLimit() => from network in NetworkHouse.Networks
                                               from call in House.Gate(network).Passed
                                               where call.Status == 429 || (call.Status >= 400 && new[] { "\"code\":4,", "\"code\":17,", "\"code\":32,", "\"code\":613", "\"code\":130429", "\"code\":131056", "\"code\":80001", "\"code\":80002", "quotaExceeded", "spam_risk_too_many_posts" }.Any(call.Answer.Contains))
                                               select $"{network}: {call.Name} {call.Status}";

    private void Tell(string what, DateTimeOffset ready, IEnumerable<(string Network, DateTimeOffset At)> when)
    {
        var all = when.Select(one => (one.Network, Seconds: (one.At - ready).TotalSeconds)).ToList();
        var others = all.Where(one => one.Network != Slow).Select(one => one.Seconds).ToList();
        var aside = Slow.Length > 0 ? $" (the slow one, {Slow}, aside)" : "";
        var each = all.GroupBy(one => one.Network).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key} {group.Max(one => one.Seconds):0.0}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all.Count} {what}; the last {others.Max():0.0} s after the program was ready{aside}: {string.Join(", ", each)}"));
    }

    /// <summary>Looks into the database, beside the running program, until something is so.</summary>
    private async Task<List<Publication>> Until(Pendopo.Platform.Installation place, Func<List<Publication>, bool> isSo, BuiltProgram program)
    {
        await using var host = new TestHost(place.DataFolder, place.ConnectionString, App.Clock, null) { Serves = false };
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(Look))
        {
            await using var scope = host.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
            var rows = await Ours(scope.ServiceProvider.GetRequiredService<PendopoDb>());
            held.UnionWith(rows.Where(HasDate).Select(row => row.Id));
            if (isSo(rows))
                return rows;
            (Stopwatch.GetElapsedTime(started) < Patience).ShouldBeTrue($"still {string.Join(", ", rows.GroupBy(row => (row.Network, row.State, row.TroubleCode)).Select(group => $"{group.Key} {group.Count()}"))}\n{program.Output}");
        }
    }
}
