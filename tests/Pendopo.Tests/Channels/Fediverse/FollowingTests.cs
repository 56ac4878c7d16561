using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

/// <summary>A centre follows others, and what they answer.</summary>
public abstract class FollowingTests(TestApp app) : FediverseTests(app)
{
    private const string Page = "/desk/fediverse/accounts";

    private async Task<FollowedAccount> Ask(FakePerson person, string role = "officer", string centre = "melati")
    {
        await using (var scope = await App.ScopeOf(role, centre))
        {
            var found = await scope.ServiceProvider.GetRequiredService<FindAccount>().Run("@" + Peer.HandleOf(person), default);
            (await scope.ServiceProvider.GetRequiredService<FollowAccount>().Follow(found.Value.Id, default)).Ok.ShouldBeTrue();
        }
        await App.RunJobs();
        return await Followed(person, centre);
    }

    private async Task<FollowedAccount> Followed(FakePerson person, string centre = "melati")
    {
        var id = (await App.CentreOf(centre)).Id;
        var actors = await Query(db => db.Set<Pendopo.Channels.Fediverse.RemoteActor>().Where(row => row.Uri == person.Id).Select(row => row.Id).ToListAsync());
        return await Query(db => db.Set<FollowedAccount>().AcrossCentres().AsNoTracking().SingleAsync(row => row.CentreId == id && actors.Contains(row.ActorId)));
    }

    private Task<int> Count() => Query(db => db.Set<FollowedAccount>().AcrossCentres().CountAsync());

    private static JsonObject FollowOf(FollowedAccount followed, FakePerson person) => new() { ["id"] = followed.FollowUri, ["type"] = "Follow", ["actor"] = Melati, ["object"] = person.Id };

    private Task Answer(string type, FakePerson person, FollowedAccount followed) => Deliver(person, person.Activity(type, FollowOf(followed, person)));

    private Task Write(FakePerson person, string text = "<p>Vaksin tiba</p>") => Deliver(person, person.Activity("Create", person.Note(text, null, [Public], [person.Followers], Now)));

    private Task<int> Kept() => Query(db => db.Set<FollowedPost>().AcrossCentres().CountAsync());

    [Theory]
    [InlineData("en", "Asked, not answered yet", "Followed")]
    [InlineData("id", "Diminta, belum dijawab", "Diikuti")]
    public async Task An_account_is_found_asked_accepted_read_and_left_again_without_scripts(string language, string asked, string accepted)
    {
        Peer.IsBy = Pendopo.Fediverse.Signatures.PublicKey.TryRead((string)(await Get("/ap/users/melati")).Body!["publicKey"]!["publicKeyPem"]!);
        using var officer = await App.Client("officer");
        officer.DefaultRequestHeaders.Add("Accept-Language", language);
        var found = await officer.Submit(Page, "find", ("Form.Account", "@" + Peer.HandleOf(Rina)));
        var id = (await found.Document()).QuerySelector("[name='Choice.Actor']")!.GetAttribute("value")!;
        (await officer.Send(await found.Content.ReadAsStringAsync(), "follow", new() { ["Choice.Actor"] = id }, Page)).Headers.Location!.ToString().ShouldEndWith(Page + "?done=asked");
        await App.RunJobs();
        var follow = Peer.Inbox.ShouldHaveSingleItem();
        (follow.Type, (string)follow.Activity["object"]!, follow.IsSignatureGood, follow.Path).ShouldBe(("Follow", Rina.Id, true, "/users/rina/inbox"));
        (await officer.Page(Page)).QuerySelector("table")!.TextContent.ShouldContain(asked);
        ((int)(await Get("/ap/users/melati/following")).Body!["totalItems"]!).ShouldBe(0);

        await Answer("Accept", Rina, await Followed(Rina));
        (await officer.Page(Page)).QuerySelector("table")!.TextContent.ShouldContain(accepted);
        var collection = (await Get("/ap/users/melati/following")).Body!;
        ((int)collection["totalItems"]!, collection.ContainsKey("first")).ShouldBe((1, false));
        await Write(Rina);
        (await officer.Page("/desk/fediverse/posts")).QuerySelector(".messages")!.TextContent.ShouldContain("Vaksin tiba");

        (await officer.Submit(Page, "form[action$=ending]")).Headers.Location!.ToString().ShouldBe(Page + "?done=ended");
        await App.RunJobs();
        var undo = Peer.Inbox.Last().Activity;
        ((string)undo["type"]!, (string)undo["object"]!["type"]!, (string)undo["object"]!["id"]!).ShouldBe(("Undo", "Follow", (string)follow.Activity["id"]!));
        (await Count(), await Kept()).ShouldBe((0, 0));
        (await Query(db => db.Set<AuditEntry>().Where(entry => entry.Act.StartsWith("fediverse.")).OrderBy(entry => entry.Id).Select(entry => entry.Act).ToListAsync()))
            .ShouldBe(["fediverse.follow", "fediverse.unfollow"]);
    }

    [Fact]
    public async Task What_an_account_wrote_before_its_yes_is_read_once_and_nothing_of_others_with_it()
    {
        var (box, eve) = (Rina.Id + "/outbox", Peer.Person("eve"));
        Rina.Outbox = box;
        JsonObject Said(FakePerson who, string text, int days) => who.Activity("Create", who.Note(text, null, [Public], [who.Followers], Now.AddDays(-days)));
        var told = Said(Rina, "<p>Hanya untuk Budi</p>", 1);
        told["object"]!["to"] = new JsonArray(eve.Id);
        told["object"]!["cc"] = new JsonArray();
        var borrowed = Said(eve, "<p>Kata orang lain</p>", 1);
        borrowed["actor"] = Rina.Id;
        JsonNode[] items = [Said(Rina, "<p>Kedua</p>", 2), Rina.Activity("Announce", eve.Id + "/notes/1"), Said(eve, "<p>Bukan dia</p>", 2), borrowed, told, Said(Rina, "<p>Pertama</p>", 3), "https://peer.example/elsewhere"];
        var path = new Uri(box).AbsolutePath;
        Peer.Documents[path] = (Pendopo.Fediverse.Vocabulary.ActivityDocument.MediaType, Pendopo.Fediverse.Vocabulary.Collections.Write(box, items.Length, box + "/1").ToJsonString());
        Peer.Documents[path + "/1"] = (Pendopo.Fediverse.Vocabulary.ActivityDocument.MediaType, Pendopo.Fediverse.Vocabulary.Collections.WritePage(box + "/1", box, items, null).ToJsonString());
        var followed = await Ask(Rina);
        var before = Peer.Fetches;
        await Answer("Accept", Rina, followed);
        await App.RunJobs();
        (Peer.Fetches - before).ShouldBe(3);
        var kept = await Query(db => db.Set<FollowedPost>().AcrossCentres().OrderBy(row => row.PublishedAt).Select(row => row.Text).ToListAsync());
        kept.Count.ShouldBe(2, string.Join(' ', kept));
        kept[0].ShouldContain("Pertama");
        kept[1].ShouldContain("Kedua");
        await Answer("Accept", Rina, followed);
        await App.RunJobs();
        (Peer.Fetches - before).ShouldBe(3, "a second yes is no news");
    }

    [Fact]
    public async Task Nothing_is_kept_of_an_account_that_did_not_say_yes()
    {
        var followed = await Ask(Rina);
        await Write(Rina);
        (await Kept()).ShouldBe(0);
        await Answer("Reject", Rina, followed);
        (await Followed(Rina)).State.ShouldBe(FollowState.Refused);
        await Write(Rina);
        (await Kept()).ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_one_who_was_asked_answers()
    {
        var followed = await Ask(Rina);
        var eve = Peer.Person("eve");
        (await Send(eve, eve.Activity("Accept", FollowOf(followed, Rina)))).ShouldBe(401);
        await Deliver(eve, eve.Activity("Accept", followed.FollowUri));
        (await Followed(Rina)).State.ShouldBe(FollowState.Asked);
        await Deliver(Rina, Rina.Activity("Accept", followed.FollowUri));
        (await Followed(Rina)).State.ShouldBe(FollowState.Accepted);
    }

    [Fact]
    public async Task An_answer_is_known_by_its_id_else_by_who_asked_whom()
    {
        var followed = await Ask(Rina);
        var old = FollowOf(followed, Rina);
        old["id"] = Melati + "/activities/" + Guid.CreateVersion7().ToString("N");
        await Deliver(Rina, Rina.Activity("Accept", old));
        (await Followed(Rina)).State.ShouldBe(FollowState.Asked, "an answer to an earlier question");
        var nameless = FollowOf(followed, Rina);
        nameless.Remove("id");
        nameless["actor"] = Root + "/ap/users/kenanga";
        await Deliver(Rina, Rina.Activity("Accept", nameless.DeepClone()));
        (await Followed(Rina)).State.ShouldBe(FollowState.Asked, "another centre's question");
        nameless["actor"] = Melati;
        await Deliver(Rina, Rina.Activity("Accept", nameless));
        (await Followed(Rina)).State.ShouldBe(FollowState.Accepted);
    }

    [Fact]
    public async Task A_no_after_a_yes_ends_it_and_a_yes_after_a_no_is_not_heard_until_asked_again()
    {
        var followed = await Ask(Rina);
        await Answer("Accept", Rina, followed);
        await Write(Rina);
        (await Kept()).ShouldBe(1);
        await Answer("Reject", Rina, followed);
        (await Kept()).ShouldBe(0);
        await Answer("Accept", Rina, followed);
        (await Followed(Rina)).State.ShouldBe(FollowState.Refused);
        var again = await Ask(Rina);
        again.FollowUri.ShouldNotBe(followed.FollowUri);
        await Answer("Accept", Rina, again);
        (await Followed(Rina)).State.ShouldBe(FollowState.Accepted);
        await Deliver(Rina, Rina.Activity("Undo", Rina.Activity("Accept", FollowOf(again, Rina))));
        (await Followed(Rina)).State.ShouldBe(FollowState.Refused);
    }

    [Fact]
    public async Task A_move_is_followed_only_to_an_account_that_names_the_old_one_and_once_a_week()
    {
        await Answer("Accept", Rina, await Ask(Rina));
        var (stranger, next, third) = (Peer.Person("penipu"), Peer.Person("rina_baru"), Peer.Person("rina_lagi"));
        await Deliver(Rina, Move(Rina, stranger));
        (await Followed(Rina)).State.ShouldBe(FollowState.Accepted);
        Peer.Inbox.Clear();
        next.AlsoKnownAs = [Rina.Id];
        await Deliver(Rina, Move(Rina, next));
        (await Followed(next)).State.ShouldBe(FollowState.Asked);
        (await Count()).ShouldBe(1);
        Peer.Inbox.Select(arrived => (arrived.Type, arrived.Path)).Order().ShouldBe([("Follow", "/users/rina_baru/inbox"), ("Undo", "/users/rina/inbox")]);
        third.AlsoKnownAs = [next.Id];
        await Deliver(next, Move(next, third));
        (await Followed(next)).State.ShouldBe(FollowState.Asked);
        App.Clock.Advance(Moves.Cooldown);
        await Deliver(next, Move(next, third));
        (await Followed(third)).State.ShouldBe(FollowState.Asked);
    }

    [Fact]
    public async Task Nobody_moves_somebody_else()
    {
        await Answer("Accept", Rina, await Ask(Rina));
        var eve = Peer.Person("eve");
        eve.AlsoKnownAs = [Rina.Id];
        var forged = Move(Rina, eve);
        forged["actor"] = eve.Id;
        forged["id"] = eve.NewId("moves");
        (await Send(eve, forged)).ShouldBe(401);
        await App.RunJobs();
        (await Followed(Rina)).State.ShouldBe(FollowState.Accepted);
    }

    [Fact]
    public async Task A_follower_who_moves_stays_until_they_leave_and_the_new_account_asks_for_itself()
    {
        await Follow(Rina);
        var next = Peer.Person("rina_baru");
        next.AlsoKnownAs = [Rina.Id];
        await Deliver(Rina, Move(Rina, next));
        (await Followers()).ShouldBe(1);
        (await Count()).ShouldBe(0);
        await Follow(next);
        await Deliver(Rina, Rina.Activity("Delete", Rina.Id));
        (await Followers()).ShouldBe(1);
    }

    [Fact]
    public async Task A_followed_account_that_is_deleted_is_forgotten_with_what_it_wrote()
    {
        await Answer("Accept", Rina, await Ask(Rina));
        await Write(Rina);
        await Deliver(Rina, Rina.Activity("Delete", Rina.Id));
        (await Count(), await Kept()).ShouldBe((0, 0));
    }

    private static JsonObject Move(FakePerson from, FakePerson to)
    {
        var move = from.Activity("Move", from.Id);
        move["target"] = to.Id;
        return move;
    }

    [Fact]
    public async Task Who_only_reads_sees_the_page_without_forms_and_is_refused_by_them()
    {
        await Ask(Rina);
        using var district = await App.Client("district-officer");
        var page = await district.Page(Page);
        page.QuerySelectorAll("main form").ShouldBeEmpty();
        page.Body!.TextContent.ShouldContain(Peer.HandleOf(Rina));
        await using var scope = await App.ScopeOf("district-officer");
        (await scope.ServiceProvider.GetRequiredService<FollowAccount>().Unfollow((await Followed(Rina)).Id, default)).IsNotFound.ShouldBeTrue();
        using var moderator = await App.Client("moderator");
        (await moderator.GetAsync(Page)).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_centres_follow_is_not_anothers()
    {
        await Answer("Accept", Rina, await Ask(Rina));
        await using var scope = await App.ScopeOf("officer@kenanga", "kenanga");
        (await scope.ServiceProvider.GetRequiredService<FollowAccount>().Unfollow((await Followed(Rina)).Id, default)).IsNotFound.ShouldBeTrue();
        ((int)(await Get("/ap/users/kenanga/following")).Body!["totalItems"]!).ShouldBe(0);
        await Write(Rina);
        (await scope.ServiceProvider.GetRequiredService<FollowedQueries>().Posts(null, default)).ShouldBeEmpty();
    }
}

[Collection("channels on sqlite")]
public sealed class FollowingOnSqlite(SqliteApp app) : FollowingTests(app);

[Collection("channels on postgres")]
public sealed class FollowingOnPostgres(PostgresApp app) : FollowingTests(app);
