using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Testing;
using Pendopo.Tests.Channels.Fediverse;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Trouble;

/// <summary>Another server that is reached through a network that fails. Three ways in the suite, all of them at night.</summary>
[Collection("sqlite")]
public sealed class FailingPeerTests(SqliteApp app) : FediverseTests(app)
{
    private static readonly NetworkFault[] Ways =
    [
        NetworkFault.Hangs, NetworkFault.LosesAnswer, NetworkFault.Refuses, NetworkFault.HalfOpen, NetworkFault.Trickles, NetworkFault.ResetsInAnswer, NetworkFault.IsLate, NetworkFault.Babbles,
    ];

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private FaultProxy? between;

    public static TheoryData<NetworkFault> Faults() => [.. Ways.Take(Series.Of("FAULTS", suite: 3, nightly: Ways.Length))];

    public override async Task DisposeAsync()
    {
        if (between is not null)
            await between.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    [Trait(Series.Form, Series.Long)]
    public async Task What_is_said_reaches_a_peer_once_and_in_its_order_however_its_network_fails(NetworkFault fault)
    {
        var proxy = await FollowedThrough();
        proxy.Fault = fault;
        var (post, article) = await SaidAndChanged();
        await Underway(() => App.RunJobs("delivery"), proxy, fault);
        proxy.Fault = NetworkFault.None;
        await Drained();
        // An answer that was lost makes us say the same again, under the same name: the other side knows it by that.
        var arrived = Peer.Inbox.Select(one => ((string)one.Activity["id"]!, one.Type)).Distinct().ToList();
        arrived.Select(one => one.Type).ShouldBe(["Create", "Update", "Delete"]);
        Peer.Inbox.Count.ShouldBeLessThanOrEqualTo(fault is NetworkFault.Hangs or NetworkFault.Refuses ? 3 : 4);
        (await Query(db => Task.FromResult(db.Set<Job>().Count(job => job.Queue == "delivery" && job.State != JobState.Completed)))).ShouldBe(0);
        post.Id.ShouldNotBeNull();
        article.Key.ShouldNotBe(Guid.Empty);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_name_that_cannot_be_looked_up_costs_no_more_than_its_time(bool hangs)
    {
        var options = App.Services.GetRequiredService<OutboundOptions>();
        var proxy = await FollowedThrough("peer.test", options);
        var asked = new SemaphoreSlim(0);
        options.Resolve = async (_, cancel) =>
        {
            asked.Release();
            if (hangs)
                await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound);
        };
        // Kept connections would need no name.
        proxy.Fault = NetworkFault.None;
        await SaidAndChanged();
        var running = Task.Run(() => App.RunJobs("delivery"));
        (await asked.WaitAsync(Soon)).ShouldBeTrue();
        await PagesAnswer();
        App.Clock.Advance(TimeSpan.FromSeconds(31));
        await running.WaitAsync(Soon);
        Peer.Inbox.ShouldBeEmpty();
        options.Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Loopback });
        await Drained();
        Peer.Inbox.Select(one => one.Type).ShouldBe(["Create", "Update", "Delete"]);
        proxy.Fault.ShouldBe(NetworkFault.None);
    }

    [Fact]
    public async Task A_fetch_from_a_peer_that_hangs_ends_by_its_time_and_asks_the_sender_to_come_again()
    {
        between = new FaultProxy(new Uri(Peer.Origin).Port);
        var rina = Through("127.0.0.1");
        between.Fault = NetworkFault.Hangs;
        // Their key has to be fetched before anything of them is believed.
        var sending = Task.Run(() => Send(rina, rina.Activity("Follow", Melati)));
        await between.Met(Soon);
        await PagesAnswer();
        App.Clock.Advance(TimeSpan.FromSeconds(31));
        (await sending.WaitAsync(Soon)).ShouldBeOneOf(401, 503);
        (await Followers()).ShouldBe(0);
        between.Fault = NetworkFault.None;
        App.Clock.Advance(TimeSpan.FromMinutes(10));
        (await Send(rina, rina.Activity("Follow", Melati))).ShouldBe(202);
        await App.RunJobs();
        (await Followers()).ShouldBe(1);
    }

    private async Task<FaultProxy> FollowedThrough(string host = "127.0.0.1", OutboundOptions? options = null)
    {
        between = new FaultProxy(new Uri(Peer.Origin).Port);
        if (options is not null)
            options.Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Loopback });
        await Follow(Through(host));
        Peer.Inbox.Clear();
        return between;
    }

    /// <summary>Somebody of the peer whose addresses all lead through the network between.</summary>
    private FakePerson Through(string host)
    {
        var origin = $"http://{host}:{between!.Port}";
        return Peer.People["sekar"] = new FakePerson(origin, "sekar", $"{origin}/users/sekar");
    }

    private async Task<(RemoteRef Post, OutgoingPost Article)> SaidAndChanged()
    {
        var article = Article();
        var post = await Publish(article);
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        await Speak((connector, account) => connector.Edit(account, article with { Title = "Jadwal baru", Revision = 2 }, post, default));
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        await Speak((connector, account) => connector.Recall(account, post, default));
        return (post, article);
    }

    /// <summary>Lets the work run into the fault, looks whether pages answer meanwhile, and lets the deadline pass.</summary>
    private async Task Underway(Func<Task<int>> work, FaultProxy proxy, NetworkFault fault)
    {
        var running = Task.Run(work);
        if (fault is NetworkFault.Hangs or NetworkFault.HalfOpen or NetworkFault.Trickles)
        {
            await proxy.Met(Soon);
            await PagesAnswer();
            App.Clock.Advance(TimeSpan.FromSeconds(31));
        }
        await running.WaitAsync(Soon);
    }

    private async Task PagesAnswer()
    {
        using var visitor = App.Anonymous();
        var started = Stopwatch.GetTimestamp();
        await visitor.Page("/");
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private async Task Drained()
    {
        for (var minute = 0; minute < 8; minute++)
        {
            App.Clock.Advance(TimeSpan.FromMinutes(1));
            await App.RunJobs("delivery");
        }
    }
}
