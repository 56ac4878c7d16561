using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Fediverse;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

/// <summary>What followed accounts write: kept small, clean and for a while.</summary>
public abstract class ReadingTests(TestApp app) : FediverseTests(app)
{
    private const string Page = "/desk/fediverse/posts";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Accepted(Rina);
    }

    private async Task Accepted(FakePerson person)
    {
        await using (var scope = await App.ScopeOf("officer"))
        {
            var found = await scope.ServiceProvider.GetRequiredService<FindAccount>().Run("@" + Peer.HandleOf(person), default);
            (await scope.ServiceProvider.GetRequiredService<FollowAccount>().Follow(found.Value.Id, default)).Ok.ShouldBeTrue();
        }
        var asked = await Query(db => db.Set<FollowedAccount>().AcrossCentres().OrderBy(row => row.Id).LastAsync());
        await Deliver(person, person.Activity("Accept", asked.FollowUri));
    }

    private Task<List<FollowedPost>> Kept() => Query(db => db.Set<FollowedPost>().AcrossCentres().AsNoTracking().OrderBy(row => row.Id).ToListAsync());

    private JsonObject Note(string text = "<p>Vaksin tiba</p>", string? inReplyTo = null, string? id = null, DateTimeOffset? updated = null) =>
        Rina.Note(text, inReplyTo, [Public], [Rina.Followers], Now, id, updated);

    private Task Create(JsonObject note) => Deliver(Rina, Rina.Activity("Create", note));

    [Fact]
    public async Task A_post_is_kept_as_clean_words_with_the_way_to_the_whole_of_it()
    {
        var note = Note("<p onclick=x>Vaksin <b>tiba</b><script>alert(1)</script></p><p><img src=x onerror=y> Selasa</p>" + new string('a', 3000));
        await Create(note);
        var post = (await Kept()).ShouldHaveSingleItem();
        post.Text.ShouldStartWith("Vaksin tiba\n");
        post.Text.Length.ShouldBe(FollowedPost.MaxText);
        post.Text.ShouldNotContain("alert");
        using var officer = await App.Client("officer");
        var page = await officer.Page(Page);
        page.QuerySelectorAll(".messages script, .messages img, .messages [onclick]").ShouldBeEmpty();
        page.QuerySelector(".messages a")!.GetAttribute("href").ShouldBe((string)note["id"]!);
        page.QuerySelector(".messages [lang]")!.GetAttribute("lang").ShouldBe("id");
    }

    [Fact]
    public async Task A_content_warning_covers_the_words_and_a_title_stands_over_them()
    {
        var covered = Note("<p>Foto luka</p>");
        covered["summary"] = "Darah";
        await Create(covered);
        var article = Note("<p>Isi</p>");
        (article["type"], article["name"]) = ("Article", "Jadwal <b>baru</b>");
        await Create(article);
        using var officer = await App.Client("officer");
        var page = await officer.Page(Page);
        page.QuerySelector("details summary")!.TextContent.ShouldBe("Darah");
        page.QuerySelector("details .message-words")!.TextContent.ShouldBe("Foto luka");
        page.QuerySelectorAll(".message p b").Select(title => title.TextContent).ShouldContain("Jadwal baru");
    }

    [Fact]
    public async Task An_edit_changes_it_and_a_delete_takes_it_away_for_good()
    {
        var note = Note();
        var id = (string)note["id"]!;
        await Create(note);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await Deliver(Rina, Rina.Activity("Update", Note("<p>Vaksin tiba Rabu</p>", id: id, updated: Now)));
        (await Kept()).Single().Text.ShouldBe("Vaksin tiba Rabu");
        await Deliver(Rina, Rina.Activity("Update", Note("<p>lama</p>", id: id, updated: Now.AddMinutes(-1))));
        (await Kept()).Single().Text.ShouldBe("Vaksin tiba Rabu");
        await Deliver(Rina, Rina.Activity("Delete", new JsonObject { ["type"] = "Tombstone", ["id"] = id }));
        (await Kept()).ShouldBeEmpty();
        await Create((JsonObject)note.DeepClone());
        (await Kept()).ShouldBeEmpty("a Create that comes after its Delete");
    }

    [Fact]
    public async Task Nobody_else_changes_or_deletes_it()
    {
        var note = Note();
        var id = (string)note["id"]!;
        await Create(note);
        var eve = Peer.Person("eve");
        await Accepted(eve);
        var forged = Note("<p>palsu</p>", id: id, updated: Now.AddMinutes(1));
        (await Send(eve, eve.Activity("Update", forged))).ShouldBe(401);
        forged["attributedTo"] = eve.Id;
        await Deliver(eve, eve.Activity("Update", forged.DeepClone()));
        await Deliver(eve, eve.Activity("Delete", id));
        (await Kept()).Single().Text.ShouldBe("Vaksin tiba");
    }

    [Fact]
    public async Task Answers_to_others_private_words_votes_and_old_posts_are_not_kept_but_a_thread_goes_on()
    {
        await Create(Note(inReplyTo: Peer.Origin + "/notes/of-somebody"));
        await Deliver(Rina, Rina.Activity("Create", Rina.Note("<p>rahasia</p>", null, [Rina.Id + "/friend"], [], Now)));
        await Deliver(Rina, Rina.Activity("Create", Rina.Note("<p>lama</p>", null, [Public], [], Now - FollowedPost.LongestAge - TimeSpan.FromDays(1))));
        (await Kept()).ShouldBeEmpty();
        var first = Note("<p>Satu</p>");
        await Create(first);
        await Create(Note("<p>Dua</p>", inReplyTo: (string)first["id"]!));
        (await Kept()).Select(post => post.Text).ShouldBe(["Satu", "Dua"]);
    }

    [Fact]
    public async Task Words_for_followers_are_shown_where_the_author_is_followed_and_nowhere_else()
    {
        await Deliver(Rina, Rina.Activity("Create", Rina.Note("<p>Untuk pengikut</p>", null, [Rina.Followers], [], Now)));
        (await Kept()).Single().IsPublic.ShouldBeFalse();
        using var officer = await App.Client("officer");
        (await officer.Page(Page)).QuerySelector(".message .chip")!.TextContent.ShouldBe("Hanya untuk pengikut");
        using var other = await App.Client("officer@kenanga");
        (await other.Page(Page)).Body!.TextContent.ShouldNotContain("Untuk pengikut");
    }

    [Fact]
    public async Task A_post_that_addresses_the_centre_is_a_message_too()
    {
        var note = Rina.Note("<p>Halo Melati</p>", null, [Public], [Melati], Now);
        await Create(note);
        Heard.New.ShouldHaveSingleItem().Text.ShouldBe("Halo Melati");
        (await Kept()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_post_sent_by_name_only_is_fetched_from_its_own_host()
    {
        var note = Note();
        Peer.Documents[new Uri((string)note["id"]!).AbsolutePath] = (ActivityDocument.MediaType, note.ToJsonString());
        await Deliver(Rina, Rina.Activity("Create", (string)note["id"]!));
        (await Kept()).ShouldHaveSingleItem().Text.ShouldBe("Vaksin tiba");
    }

    [Fact]
    public async Task Only_so_many_are_kept_and_the_old_are_cleared_away()
    {
        for (var i = 0; i < FollowedPost.MostOfOneAccount + 3; i++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(1));
            (await Send(Rina, Rina.Activity("Create", Note($"<p>Kiriman {i}</p>")))).ShouldBe(202);
        }
        await App.RunJobs();
        var kept = await Kept();
        kept.Count.ShouldBe(FollowedPost.MostOfOneAccount);
        kept.ShouldNotContain(post => post.Text == "Kiriman 0");
        App.Clock.Advance(FollowedPost.LongestAge + TimeSpan.FromDays(1));
        await using (var scope = await App.Scope())
        {
            scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new ForgetFediverse());
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }
        await App.RunJobs();
        (await Kept()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whom_their_own_server_suspended_is_not_shown()
    {
        await Create(Note());
        var suspended = Rina.Document();
        suspended["suspended"] = true;
        await Deliver(Rina, Rina.Activity("Update", suspended));
        using var officer = await App.Client("officer");
        (await officer.Page(Page)).QuerySelector(".messages").ShouldBeNull();
    }
}

[Collection("channels on sqlite")]
public sealed class ReadingOnSqlite(SqliteApp app) : ReadingTests(app);

[Collection("channels on postgres")]
public sealed class ReadingOnPostgres(PostgresApp app) : ReadingTests(app);
