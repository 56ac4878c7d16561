using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

public abstract class DiscoveryTests(TestApp app) : FediverseTests(app)
{
    [Fact]
    public async Task A_reader_finds_the_centre_by_its_handle_its_actor_and_its_page()
    {
        foreach (var resource in new[] { "acct:melati@localhost:5080", "acct:MELATI@localhost:5080", Melati, Root + "/@melati" })
        {
            var (status, body) = await Get("/.well-known/webfinger?resource=" + Uri.EscapeDataString(resource));
            status.ShouldBe(200, resource);
            ((string)body!["subject"]!).ShouldBe("acct:melati@localhost:5080");
            body["links"]!.AsArray().Single(link => (string)link!["rel"]! == "self")!["href"]!.GetValue<string>().ShouldBe(Melati);
        }
    }

    [Fact]
    public async Task Who_is_not_here_is_not_found()
    {
        (await Get("/.well-known/webfinger?resource=acct:nobody@localhost:5080")).Status.ShouldBe(404);
        (await Get("/.well-known/webfinger?resource=acct:melati@other.example")).Status.ShouldBe(404);
        (await Get("/.well-known/webfinger")).Status.ShouldBe(400);
        (await Get("/.well-known/webfinger?resource=melati")).Status.ShouldBe(400);
        (await Get("/ap/users/nobody")).Status.ShouldBe(404);
        (await Get("/ap/users/MELATI")).Status.ShouldBe(404);
        (await Get($"/ap/users/melati/posts/{Guid.NewGuid()}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_actor_is_one_that_others_take()
    {
        var (status, body) = await Get("/ap/users/melati");
        status.ShouldBe(200);
        var actor = Actor.Read(ActivityDocument.Open(System.Text.Encoding.UTF8.GetBytes(body!.ToJsonString())).Root).Value!;
        actor.Id.ShouldBe(Melati);
        actor.Name.ShouldBe("Puskesmas Melati");
        actor.Inbox.ShouldBe(Melati + "/inbox");
        actor.SharedInbox.ShouldBe(Root + "/inbox");
        actor.Url.ShouldBe(Root + "/@melati");
        using var key = Pendopo.Fediverse.Signatures.PublicKey.TryRead(actor.Keys.ShouldHaveSingleItem().Pem);
        key.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_installations_actor_shows_the_least()
    {
        var (status, body) = await Get("/ap/actor");
        status.ShouldBe(200);
        ((string)body!["type"]!).ShouldBe("Application");
        body.Select(member => member.Key).ShouldBe(["@context", "id", "type", "preferredUsername", "inbox", "outbox", "url", "endpoints", "publicKey"], ignoreOrder: true);
        (await Get("/.well-known/webfinger?resource=acct:localhost:5080@localhost:5080")).Status.ShouldBe(400);
        (await Get("/.well-known/webfinger?resource=" + Uri.EscapeDataString(Root + "/ap/actor"))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Nodeinfo_and_host_meta_are_there()
    {
        ((string)(await Get("/nodeinfo/2.0")).Body!["software"]!["name"]!).ShouldBe("pendopo");
        ((string)(await Get("/nodeinfo/2.1")).Body!["metadata"]!["upstream"]!["name"]!).ShouldBe("mastodon");
        (await Get("/nodeinfo/9")).Status.ShouldBe(404);
        (await Get("/.well-known/nodeinfo")).Body!["links"]!.AsArray().Count.ShouldBe(2);
        (await Get("/.well-known/host-meta")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_private_key_is_not_readable_where_it_is_kept()
    {
        var kept = await Query(db => db.Set<LocalActor>().AsNoTracking().FirstAsync(row => row.Handle == "melati"));
        System.Text.Encoding.UTF8.GetString(kept.PrivateKey).ShouldNotContain("PRIVATE KEY");
        kept.PublicKey.ShouldStartWith("-----BEGIN PUBLIC KEY-----");
    }

    [Fact]
    public async Task A_centre_that_switched_the_channel_off_is_not_there()
    {
        await Query(async db =>
        {
            var melati = (await App.CentreOf("melati")).Id;
            (await db.Set<Channel>().AcrossCentres().SingleAsync(row => row.Network == "fediverse" && row.CentreId == melati)).SwitchOff();
            return await db.SaveChangesAsync();
        });
        (await Get("/.well-known/webfinger?resource=acct:melati@localhost:5080")).Status.ShouldBe(404);
        (await Get("/ap/users/melati")).Status.ShouldBe(404);
        (await Get("/ap/users/kenanga")).Status.ShouldBe(200);
        await Deliver(Rina, Rina.Activity("Follow", Melati));
        (await Followers()).ShouldBe(0);
    }

    [Fact]
    public async Task Followers_are_counted_and_never_named()
    {
        await Follow(Rina);
        var (_, body) = await Get("/ap/users/melati/followers");
        body!["totalItems"]!.GetValue<int>().ShouldBe(1);
        body["first"].ShouldBeNull();
        body.ToJsonString().ShouldNotContain("rina");
        (await Get("/ap/users/kenanga/followers")).Body!["totalItems"]!.GetValue<int>().ShouldBe(0);
    }
}

[Collection("channels on sqlite")]
public sealed class DiscoveryOnSqlite(SqliteApp app) : DiscoveryTests(app);

[Collection("channels on postgres")]
public sealed class DiscoveryOnPostgres(PostgresApp app) : DiscoveryTests(app);
