using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Inbox.Listening;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

/// <summary>What the fediverse says to everybody, for who listens for words.</summary>
public abstract class OverheardTests(TestApp app) : FediverseTests(app)
{
    [Fact]
    public async Task What_followed_accounts_say_to_everybody_is_listened_to_and_unlisted_words_strangers_and_what_is_said_to_us_are_not()
    {
        await using (var scope = await App.ScopeOf("officer"))
        {
            var found = await scope.ServiceProvider.GetRequiredService<FindAccount>().Run("@" + Peer.HandleOf(Rina), default);
            (await scope.ServiceProvider.GetRequiredService<FollowAccount>().Follow(found.Value.Id, default)).Ok.ShouldBeTrue();
            (await scope.ServiceProvider.GetRequiredService<KeepListening>().Keep(null, new("posyandu", "", ["fediverse"], false), null, default)).Ok.ShouldBeTrue();
        }
        await Deliver(Rina, Rina.Activity("Accept", (await Query(db => db.Set<FollowedAccount>().AcrossCentres().SingleAsync())).FollowUri));
        var said = Rina.Note("<p>Posyandu <b>besok</b></p>", "https://else.example/1", [Public], [Rina.Followers], Now);
        await Deliver(Rina, Rina.Activity("Create", said));
        await Deliver(Rina, Rina.Activity("Create", Rina.Note("<p>posyandu sunyi</p>", null, [Rina.Followers], [Public], Now)));
        await Deliver(Rina, Rina.Activity("Create", Rina.Note("<p>posyandu, Melati?</p>", null, [Public, Melati], [], Now)));
        await Deliver(Peer.Person("budi"), Peer.Person("budi").Activity("Create", Peer.Person("budi").Note("<p>posyandu</p>", null, [Public, Melati], [], Now)));
        (await Finds()).ShouldHaveSingleItem().Text.ShouldBe("Posyandu besok");
        Heard.New.Count.ShouldBe(2);
        await Deliver(Rina, Rina.Activity("Delete", (string)said["id"]!));
        (await Finds()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_under_a_tag_are_read_where_a_server_offers_them_and_authors_who_ask_not_to_be_found_are_left_out()
    {
        var status = 200;
        await using var server = WebApplication.CreateSlimBuilder().Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.Run(context =>
        {
            context.Response.StatusCode = status;
            if (status == 429)
                context.Response.Headers.RetryAfter = "120";
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(context.Request.Path == "/api/v1/timelines/tag/dbd" ? new JsonArray(Status("1"), Status("2", noindex: true), Status("3", visibility: "unlisted"), "x").ToJsonString() : "[]");
        });
        await server.StartAsync();
        var address = server.Urls.First();
        var said = (await Search("dbd", true, address)).Posts.ShouldHaveSingleItem();
        (said.Remote.Id, said.Text, said.Author.Id, said.Author.Handle).ShouldBe(("https://warga.example/users/nur/1", "Awas #dbd", "https://warga.example/users/nur", "@nur@warga.example"));
        (await Search("dbd", false, address)).Posts.ShouldBeEmpty("only tags have public lists");
        status = 429;
        var limited = await Search("dbd", true, address);
        (limited.Fault, limited.NotBefore).ShouldBe((SearchFault.Later, Now.AddSeconds(120)));
        status = 401;
        (await Search("dbd", true, address)).Fault.ShouldBe(SearchFault.Refused);
    }

    private static JsonObject Status(string id, bool noindex = false, string visibility = "public") => new()
    {
        ["uri"] = $"https://warga.example/users/nur/{id}",
        ["url"] = $"https://warga.example/@nur/{id}",
        ["created_at"] = "2026-03-02T00:59:00.000Z",
        ["visibility"] = visibility,
        ["content"] = "<p>Awas <a href=\"https://warga.example/tags/dbd\">#dbd</a><script>x</script></p>",
        ["account"] = new JsonObject { ["uri"] = "https://warga.example/users/nur", ["username"] = "nur", ["url"] = "https://warga.example/@nur", ["display_name"] = "Nur", ["noindex"] = noindex },
    };

    private async Task<Found> Search(string words, bool tag, string server)
    {
        await using var scope = await App.ScopeOf("officer");
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var channel = (await accounts.All(default)).Single(one => one.Network == "fediverse");
        return await accounts.Connector("fediverse").Search(await accounts.Open(channel, default), new(words, tag, Now.AddDays(-1), [server]), default);
    }

    private Task<List<Find>> Finds() => Query(db => db.Set<Find>().AcrossCentres().AsNoTracking().ToListAsync());
}

[Collection("channels on sqlite")]
public sealed class OverheardOnSqlite(SqliteApp app) : OverheardTests(app);

[Collection("channels on postgres")]
public sealed class OverheardOnPostgres(PostgresApp app) : OverheardTests(app);
