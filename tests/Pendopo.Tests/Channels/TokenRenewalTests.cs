using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Tests.Channels.Bluesky;

namespace Pendopo.Tests.Channels;

/// <summary>The renewal that all networks share: once over all nodes, kept before it is used, and never over the sign-in of a person.</summary>
public sealed class TokenRenewalTests
{
    private readonly ManualTime clock = new(Melati.Now);
    private readonly Centre centre = Centre.Open("melati", "Puskesmas Melati", Id<Area>.New(), "Asia/Jakarta", "en", Melati.Now);
    private readonly Lock row = new();
    private readonly Channel channel;
    private string stored = JsonSerializer.Serialize(new Keys("a0", "r0"));
    private int fetches;

    public TokenRenewalTests() => channel = Channel.Connect(centre.Id, "scripted", "@melati", "melati", credentials: null, Melati.Now);

    private sealed record Keys(string Access, string Refresh) : IRenewedKeys<Keys>
    {
        public DateTimeOffset? RenewedBy { get; init; }

        public Keys Claimed(DateTimeOffset? until) => this with { RenewedBy = until };
    }

    private Keys Stored => JsonSerializer.Deserialize<Keys>(stored)!;

    [Fact]
    public async Task Ten_jobs_on_two_nodes_fetch_once_and_nobody_uses_what_is_not_kept()
    {
        TokenRenewal[] nodes = [new(clock), new(clock)];
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(job => Renew(nodes[job % 2], new("a0", "r0"))));
        fetches.ShouldBe(1);
        // On the other node it is being fetched still, or there already.
        answers.ShouldAllBe(answer => answer.Keys == null ? answer.Refusal == "busy" : answer.Keys.Access == "a1");
        answers.Count(answer => answer.Keys is not null).ShouldBeGreaterThanOrEqualTo(5);
        (Stored.Access, Stored.RenewedBy).ShouldBe(("a1", null));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_signs_in_while_a_token_is_fetched_keeps_theirs_and_the_call_goes_on_with_it(bool comes)
    {
        var answer = await Renew(new(clock), new("a0", "r0"), comes, () => stored = JsonSerializer.Serialize(new Keys("p1", "q1")));
        answer.Keys.ShouldBe(new Keys("p1", "q1"));
        Stored.ShouldBe(new Keys("p1", "q1"));
    }

    [Fact]
    public async Task A_refusal_frees_the_claim_and_that_of_a_program_that_died_ends_by_itself()
    {
        (await Renew(new(clock), new("a0", "r0"), comes: false)).Refusal.ShouldBe("refused");
        Stored.ShouldBe(new Keys("a0", "r0"));
        stored = JsonSerializer.Serialize(Stored.Claimed(clock.GetUtcNow().AddSeconds(59)));
        (await Renew(new(clock), new("a0", "r0"))).Refusal.ShouldBe("busy");
        clock.Advance(TimeSpan.FromMinutes(1));
        (await Renew(new(clock), new("a0", "r0"))).Keys!.Access.ShouldBe("a1");
    }

    [Fact]
    public async Task Told_to_stop_in_the_middle_it_keeps_what_comes()
    {
        using var stop = new CancellationTokenSource();
        await Renew(new(clock), new("a0", "r0"), comes: true, stop.Cancel, stop.Token);
        Stored.ShouldBe(new Keys("a1", "r1"));
    }

    private Task<(Keys? Keys, string? Refusal)> Renew(TokenRenewal node, Keys stale, bool comes = true, Action? meanwhile = null, CancellationToken cancel = default) =>
        node.Run(new ConnectedAccount(channel, centre, stored, _ => Task.FromResult(stored), Change), stale, async kept =>
        {
            Interlocked.Increment(ref fetches);
            await Task.Yield();
            meanwhile?.Invoke();
            return new Fetched<Keys, string>(comes ? "came" : "refused", comes ? keys => keys with { Access = "a1", Refresh = "r1" } : null);
        }, "busy", cancel);

    private Task<string> Change(Func<string, string?> change, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (row)
            return Task.FromResult(change(stored) is { } renewed ? stored = renewed : stored);
    }
}
