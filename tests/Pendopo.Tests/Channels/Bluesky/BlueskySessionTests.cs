using System.Text.Json;
using Pendopo.Channels.Bluesky;
using Pendopo.Channels.Contracts;

namespace Pendopo.Tests.Channels.Bluesky;

/// <summary>Tokens that rotate: renewed when they must be, one at a time, and kept before they are used.</summary>
public sealed class BlueskySessionTests : IAsyncLifetime
{
    private const string RefreshSession = "com.atproto.server.refreshSession";
    private FakePds pds = null!;

    public async Task InitializeAsync() => pds = await FakePds.StartAsync();

    public async Task DisposeAsync() => await pds.DisposeAsync();

    [Fact]
    public async Task New_tokens_are_kept_before_they_are_used()
    {
        var callsWhenKept = -1;
        using var melati = Melati.On(pds, _ => callsWhenKept = pds.Calls.Count);
        pds.Expire();

        (await melati.Connector.Publish(melati.Account, Melati.Post(), default)).ShouldBeOfType<SendOutcome.Sent>();

        pds.Calls.ShouldBe(["com.atproto.repo.putRecord", RefreshSession, "com.atproto.repo.putRecord"]);
        callsWhenKept.ShouldBe(2);
        melati.Stored.Access.ShouldBe(pds.Access);
        melati.Stored.Refresh.ShouldBe(pds.Refresh);
    }

    [Fact]
    public async Task Ten_calls_at_once_with_a_stale_token_renew_it_once()
    {
        using var melati = Melati.On(pds);
        pds.Expire();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => melati.Connector.Publish(melati.Open(), Melati.Post(), default)));

        outcomes.ShouldAllBe(outcome => outcome is SendOutcome.Sent);
        pds.Calls.Count(call => call == RefreshSession).ShouldBe(1);
        pds.Records.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Tokens_that_another_node_renewed_are_taken_up_without_a_renewal()
    {
        using var melati = Melati.On(pds);
        pds.Expire();
        melati.Stored = melati.Stored with { Access = pds.Access };

        (await melati.Connector.Publish(melati.Account, Melati.Post(), default)).ShouldBeOfType<SendOutcome.Sent>();
        pds.Calls.ShouldNotContain(RefreshSession);
    }

    [Fact]
    public async Task A_renewal_that_another_node_made_a_moment_before_is_taken_up_and_nobody_is_asked()
    {
        using var melati = Melati.On(pds);
        pds.Expire();
        pds.RefuseRefresh();
        melati.RenewedMeanwhile = melati.Stored with { Access = pds.Access };

        (await melati.Connector.Publish(melati.Account, Melati.Post(), default)).ShouldBeOfType<SendOutcome.Sent>();
        pds.Records.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_renewal_asks_for_a_person()
    {
        using var melati = Melati.On(pds);
        pds.Expire();
        pds.RefuseRefresh();

        (await melati.Connector.Publish(melati.Account, Melati.Post(), default)).ShouldBeOfType<SendOutcome.Reconnect>().Reason.ShouldContain("app password");
        (await melati.Connector.Check(melati.Account, default)).ShouldBe(new AccountHealth(false, "Bluesky no longer accepts the sign-in of this account. Connect it again with a new app password."));
        (await melati.Connector.Hear(melati.Account, null, default)).Lost.ShouldNotBeNull();
        pds.Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_renewal_that_fails_for_a_while_loses_nothing()
    {
        using var melati = Melati.On(pds);
        pds.Expire();
        pds.FailNext(RefreshSession, 502, "UpstreamFailure");
        (await melati.Connector.Publish(melati.Account, Melati.Post(), default)).ShouldBeOfType<SendOutcome.RetryAt>();

        pds.BreakNext(RefreshSession);
        (await melati.Connector.Publish(melati.Account, Melati.Post(), default)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await melati.Connector.Publish(melati.Account, Melati.Post(), default)).ShouldBeOfType<SendOutcome.Sent>();
    }

    [Fact]
    public async Task Health_is_what_the_network_says_and_a_bad_hour_of_it_is_not_certain()
    {
        using var melati = Melati.On(pds);
        (await melati.Connector.Check(melati.Account, default)).Works.ShouldBeTrue();

        pds.Account["active"] = false;
        (await melati.Connector.Check(melati.Account, default)).ShouldSatisfyAllConditions(
            health => health.Works.ShouldBeFalse(),
            health => health.Certain.ShouldBeTrue());

        pds.FailNext("com.atproto.server.getSession", 503, "UpstreamFailure");
        var uncertain = await melati.Connector.Check(melati.Account, default);
        uncertain.Certain.ShouldBeFalse();
        melati.Channel.Checked(uncertain, Melati.Now);
        melati.Channel.State.ShouldBe(ChannelState.Connected);
    }

    [Fact]
    public void A_session_lives_on_the_server_that_the_did_document_names()
    {
        var answer = JsonSerializer.Deserialize<JsonElement>("""
            {"did":"did:plc:melati","handle":"melati.test","accessJwt":"a.b.c","refreshJwt":"x.eyJleHAiOjE4MDAwMDAwMDB9.z",
             "didDoc":{"service":[{"id":"#other","type":"Other","serviceEndpoint":"https://other.example"},
                                  {"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"https://pds.example/"}]}}
            """);
        var session = Session.Read(answer, "https://entrance.example").ShouldNotBeNull();
        session.Server.ShouldBe("https://pds.example");
        session.EndsAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1800000000));
    }

    [Theory]
    [InlineData("""{"did":"did:plc:a","handle":"h","accessJwt":"a","refreshJwt":"r"}""", "https://entrance.example")]
    [InlineData("""{"did":"did:plc:a","accessJwt":"a","refreshJwt":"r","didDoc":{"service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"file:///etc"}]}}""", "https://entrance.example")]
    [InlineData("""{"did":"nobody","accessJwt":"a","refreshJwt":"r"}""", null)]
    [InlineData("""{"did":"did:plc:a","accessJwt":"a"}""", null)]
    [InlineData("""[]""", null)]
    public void A_session_is_read_with_care(string answer, string? server) =>
        Session.Read(JsonSerializer.Deserialize<JsonElement>(answer), "https://entrance.example")?.Server.ShouldBe(server);
}
