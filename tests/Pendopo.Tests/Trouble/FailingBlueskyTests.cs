using System.Text;
using System.Text.Json.Nodes;
using Pendopo.Channels.Bluesky;
using Pendopo.Channels.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Channels.Bluesky;

namespace Pendopo.Tests.Trouble;

/// <summary>A real server of Bluesky (PDS) that is reached through a network that fails while a post is written there. Three ways in the suite, all
/// of them at night.</summary>
public sealed class FailingBlueskyTests
{
    private static readonly NetworkFault[] Ways =
    [
        NetworkFault.LosesAnswer, NetworkFault.Refuses, NetworkFault.Hangs, NetworkFault.HalfOpen, NetworkFault.Trickles, NetworkFault.ResetsInAnswer, NetworkFault.IsLate, NetworkFault.Babbles,
    ];

    // A whole publication takes three calls at most, each of them no longer than its deadline.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20), Step = TimeSpan.FromSeconds(31);

    public static TheoryData<NetworkFault> Faults() => [.. Ways.Take(Series.Of("FAULTS", suite: 3, nightly: Ways.Length))];

    [Theory]
    [MemberData(nameof(Faults))]
    [Trait(Series.Form, Series.Long)]
    public async Task A_post_stands_there_once_however_the_network_fails_while_it_is_written(NetworkFault fault)
    {
        var pds = await BarePds.SharedAsync();
        var account = await pds.CreateAccountAsync("rawat");
        await using var proxy = new FaultProxy(new Uri(pds.Url).Port, Encoding.ASCII.GetBytes("com.atproto.repo.putRecord"));
        var clock = new ManualTime(DateTimeOffset.UtcNow);
        using var melati = await SignIn($"http://localhost:{proxy.Port}", account, clock);
        var (first, second) = (Melati.Post("Posyandu buka Selasa."), Melati.Post("Bawa buku KIA."));

        proxy.Fault = fault;
        var outcome = await Ended(melati.Connector.Publish(melati.Account, first, default), proxy, fault, clock);
        if (fault != NetworkFault.IsLate)
            (outcome is SendOutcome.Unknown or SendOutcome.RetryAt).ShouldBeTrue($"{outcome}: what is not known is not called sent");
        proxy.Fault = NetworkFault.None;
        // As a publication goes on: what is not known is asked for before it is said again.
        for (var round = 0; outcome is not SendOutcome.Sent && round < 4; round++)
            outcome = outcome is SendOutcome.Unknown ? await melati.Connector.Reconcile(melati.Account, first, default) : await melati.Connector.Publish(melati.Account, first, default);
        outcome.ShouldBeOfType<SendOutcome.Sent>();
        (await melati.Connector.Publish(melati.Account, second, default)).ShouldBeOfType<SendOutcome.Sent>();

        var written = (await account.ListPostsAsync(account.Did)).Select(record => record.GetProperty("value").GetProperty("text").GetString()!).ToList();
        written.Order(StringComparer.Ordinal).ShouldBe([second.Text, first.Text]);
    }

    /// <summary>The clock goes on while a connection is silent, so that nobody waits for a deadline here.</summary>
    private static async Task<SendOutcome> Ended(Task<SendOutcome> sending, FaultProxy proxy, NetworkFault fault, ManualTime clock)
    {
        if (fault is NetworkFault.Hangs or NetworkFault.HalfOpen or NetworkFault.Trickles)
        {
            for (var call = 0; call < 3 && !sending.IsCompleted; call++)
            {
                await Task.WhenAny(sending, proxy.Met(Soon));
                clock.Advance(Step);
            }
        }
        return await sending.WaitAsync(Soon);
    }

    private static async Task<Melati> SignIn(string server, AtprotoAccount account, TimeProvider time)
    {
        using var stranger = new Melati(new Session(account.Did, account.Handle, server, "", ""));
        var input = new JsonObject { ["identifier"] = account.Handle, ["password"] = await account.CreateAppPasswordAsync() };
        var answer = await stranger.Xrpc.Do(server, "com.atproto.server.createSession", token: null, input, default);
        var session = Session.Read(answer.Body, "https://elsewhere.example").ShouldNotBeNull();
        return new Melati(session with { Server = server }, connectedAt: DateTimeOffset.UtcNow, time: time);
    }
}
