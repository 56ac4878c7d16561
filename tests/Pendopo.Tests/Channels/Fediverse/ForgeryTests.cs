using Pendopo.Testing;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Fediverse;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

public abstract class ForgeryTests(TestApp app) : FediverseTests(app)
{
    private Task<int> Kept() => Query(db => db.Set<Job>().CountAsync(row => row.Kind == "channels.fediverse-take"));

    [Theory]
    [InlineData(SignatureScheme.Cavage)]
    [InlineData(SignatureScheme.MessageSignatures)]
    public async Task A_good_signature_is_taken(SignatureScheme scheme)
    {
        (await Send(Rina, Rina.Activity("Follow", Melati), scheme: scheme)).ShouldBe(202);
        (await Kept()).ShouldBe(1);
        Peer.Fetches.ShouldBe(1);
    }

    [Fact]
    public async Task A_request_without_or_with_a_broken_signature_is_refused()
    {
        var good = Signed(Rina, Rina.Activity("Follow", Melati));
        (await Send(good with { Headers = [.. good.Headers.Where(header => header.Key != "Signature")] })).ShouldBe(401);
        (await Send(good with { Headers = [.. good.Headers.Select(header => header.Key == "Signature" ? new(header.Key, "keyId=") : header)] })).ShouldBe(400);
        (await Send(good with { Body = Encoding.UTF8.GetBytes(Rina.Activity("Follow", Melati).ToJsonString()) })).ShouldBe(401);
        (await Send(good, "/ap/users/melati/inbox")).ShouldBe(401);
        (await Kept()).ShouldBe(0);
    }

    [Fact]
    public async Task Somebody_elses_key_does_not_speak_for_the_actor()
    {
        var eve = Peer.Person("eve");
        (await Send(eve, Rina.Activity("Follow", Melati))).ShouldBe(401);
        using var stolenName = PeerKeys.Next(Rina.Key.KeyId);
        (await Send(Rina, Rina.Activity("Follow", Melati), key: stolenName)).ShouldBe(401);
        (await Kept()).ShouldBe(0);
    }

    [Fact]
    public async Task A_key_on_another_host_speaks_for_nobody_here()
    {
        await using var evil = await FakePeer.Start(App.Clock);
        using var key = PeerKeys.Next(evil.Origin + "/key");
        evil.Documents["/key"] = (ActivityDocument.MediaType, new JsonObject
        {
            ["@context"] = ActivityDocument.Context, ["id"] = key.KeyId, ["owner"] = Rina.Id, ["publicKeyPem"] = key.PublicKeyPem,
        }.ToJsonString());
        (await Send(Rina, Rina.Activity("Follow", Melati), key: key)).ShouldBe(401);
        (await Kept()).ShouldBe(0);
    }

    [Fact]
    public async Task A_key_at_an_address_of_its_own_speaks_for_the_actor_that_lists_it()
    {
        var key = PeerKeys.Next(Rina.Id + "/main-key");
        Rina.Rotate("/main-key");
        Peer.Documents["/users/rina/main-key"] = (ActivityDocument.MediaType, new JsonObject
        {
            ["@context"] = ActivityDocument.Context, ["id"] = Rina.Key.KeyId, ["owner"] = Rina.Id, ["publicKeyPem"] = Rina.Key.PublicKeyPem,
        }.ToJsonString());
        (await Send(Rina, Rina.Activity("Follow", Melati), key: key)).ShouldBe(401);
        App.Clock.Advance(TimeSpan.FromMinutes(6));
        (await Send(Rina, Rina.Activity("Follow", Melati))).ShouldBe(202);
    }

    [Fact]
    public async Task A_document_of_the_wrong_type_is_no_key()
    {
        Peer.Documents["/users/rina"] = ("image/png", Rina.Document().ToJsonString());
        (await Send(Rina, Rina.Activity("Follow", Melati))).ShouldBe(401);
    }

    [Fact]
    public async Task A_new_key_is_fetched_once_and_believed()
    {
        await Deliver(Rina, Rina.Activity("Follow", Melati));
        Rina.Rotate();
        var before = Peer.Fetches;
        (await Send(Rina, Rina.Activity("Like", Melati + "/posts/1"))).ShouldBe(202);
        (Peer.Fetches - before).ShouldBe(1);
    }

    [Fact]
    public async Task A_change_under_a_new_key_is_believed_once_the_key_is_known_and_the_key_stays_known()
    {
        await Deliver(Rina, Rina.Activity("Follow", Melati));
        var old = Rina.Document()["publicKey"]!.DeepClone();
        Rina.Rotate("#key-2");
        Rina.Name = "Rina Baru";
        var both = Rina.Document();
        both["publicKey"] = new JsonArray(old, both["publicKey"]!.DeepClone());
        var before = Peer.Fetches;
        // Of who changes or deletes themself no key is fetched: by a forged one nobody learns who has to do with a health centre.
        (await Send(Rina, Rina.Activity("Update", both))).ShouldBe(202);
        Peer.Fetches.ShouldBe(before);
        (await Query(db => db.Set<RemoteActor>().SingleAsync(row => row.Uri == Rina.Id))).Name.ShouldBe("Rina");
        (await Send(Rina, Rina.Activity("Like", Melati + "/posts/1"))).ShouldBe(202);
        (Peer.Fetches - before).ShouldBe(1);
        await Deliver(Rina, Rina.Activity("Update", both.DeepClone()));
        var kept = await Query(db => db.Set<RemoteActor>().SingleAsync(row => row.Uri == Rina.Id));
        (kept.Name, kept.KeyId).ShouldBe(("Rina Baru", Rina.Key.KeyId));
        (await Send(Rina, Rina.Activity("Like", Melati + "/posts/2"))).ShouldBe(202);
        (Peer.Fetches - before).ShouldBe(1, "of the two keys the one that speaks is kept");
    }

    [Fact]
    public async Task Forgeries_do_not_make_us_fetch_again_and_again()
    {
        using var forged = PeerKeys.Next(Rina.Key.KeyId);
        for (var i = 0; i < 5; i++)
            (await Send(Rina, Rina.Activity("Follow", Melati), key: forged)).ShouldBe(401);
        Peer.Fetches.ShouldBe(1);
        (await Send(Rina, Rina.Activity("Follow", Melati))).ShouldBe(202);
    }

    [Fact]
    public async Task Made_up_key_ids_make_us_knock_at_a_server_only_so_often()
    {
        var last = 0;
        for (var i = 0; i <= FetchBudget.PerMinute; i++)
        {
            var request = Signed(Rina, Rina.Activity("Follow", Melati));
            last = await Send(request with { Headers = [.. request.Headers.Select(header => header.Key == "Signature" ? new(header.Key, header.Value.Replace("#main-key", $"/key{i}", StringComparison.Ordinal)) : header)] });
        }
        last.ShouldBe(503);
        Peer.Fetches.ShouldBe(FetchBudget.PerMinute);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_makes_the_sender_try_again()
    {
        Peer.FetchStatus = 503;
        (await Send(Rina, Rina.Activity("Follow", Melati))).ShouldBe(503);
        Peer.FetchStatus = 200;
        (await Send(Rina, Rina.Activity("Follow", Melati))).ShouldBe(202);
    }

    [Fact]
    public async Task A_blocked_server_is_refused_without_a_fetch()
    {
        await Block("127.0.0.1");
        (await Send(Rina, Rina.Activity("Follow", Melati))).ShouldBe(403);
        Peer.Fetches.ShouldBe(0);
    }

    [Fact]
    public async Task A_stranger_who_deletes_or_changes_themself_costs_nothing()
    {
        (await Send(Rina, Rina.Activity("Delete", Rina.Id))).ShouldBe(202);
        (await Send(Rina, Rina.Activity("Update", Rina.Document()))).ShouldBe(202);
        Peer.Fetches.ShouldBe(0);
        (await Kept()).ShouldBe(0);
    }

    [Fact]
    public async Task What_concerns_nobody_here_is_not_kept()
    {
        (await Send(Rina, Rina.Activity("Create", Rina.Note("halo", null, [Public], [Rina.Followers], Now)))).ShouldBe(202);
        (await Send(Rina, Rina.Activity("Follow", Root + "/ap/users/nobody"))).ShouldBe(202);
        (await Send(Rina, Rina.Activity("View", Melati))).ShouldBe(202);
        (await Kept()).ShouldBe(0);
    }

    [Fact]
    public async Task The_very_same_request_counts_once()
    {
        var request = Signed(Rina, Rina.Activity("Follow", Melati));
        (await Send(request)).ShouldBe(202);
        (await Send(request)).ShouldBe(202);
        (await Kept()).ShouldBe(1);
    }

    [Fact]
    public async Task An_old_request_is_refused()
    {
        var request = Signed(Rina, Rina.Activity("Follow", Melati));
        App.Clock.Advance(TimeSpan.FromMinutes(66));
        (await Send(request)).ShouldBe(401);
    }

    [Fact]
    public async Task Bad_documents_and_types_are_refused_with_their_status()
    {
        async Task<int> Raw(string body, string type)
        {
            var request = new RequestDescription("POST", Root + "/inbox", [new("Content-Type", type)], Encoding.UTF8.GetBytes(body));
            return await Send(request);
        }

        (await Raw("{}", "text/html")).ShouldBe(415);
        (await Raw("{", ActivityDocument.MediaType)).ShouldBe(400);
        (await Raw("{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"type\":\"Follow\"}", ActivityDocument.MediaType)).ShouldBe(400);
        (await Raw(Rina.Activity("Create", Rina.Note("x", null, [Melati], [], Now)).ToJsonString().Replace("\"type\":\"Create\"", "\"type\":\"Create\",\"@graph\":[]", StringComparison.Ordinal), ActivityDocument.MediaType)).ShouldBe(400);
        (await Raw(new string(' ', ActivityLimits.Document + 1), ActivityDocument.MediaType)).ShouldBe(413);
        (await Raw(Rina.Activity("Follow", Melati).ToJsonString(), ActivityDocument.MediaType)).ShouldBe(401);
    }

    [Fact]
    public async Task Nobody_speaks_in_our_own_name_from_outside()
    {
        var own = Rina.Activity("Follow", Rina.Id);
        own["actor"] = Melati;
        own["id"] = Melati + "/1";
        (await Send(Rina, own)).ShouldBe(202);
        Peer.Fetches.ShouldBe(0);
        (await Kept()).ShouldBe(0);
    }
}

[Collection("channels on sqlite")]
public sealed class ForgeryOnSqlite(SqliteApp app) : ForgeryTests(app);

[Collection("channels on postgres"), Trait(Series.Form, Series.Night)]
public sealed class ForgeryOnPostgres(PostgresApp app) : ForgeryTests(app);
