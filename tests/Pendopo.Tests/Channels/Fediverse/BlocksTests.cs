using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Fediverse.Signatures;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

/// <summary>Servers that a centre, or the installation, has nothing to do with.</summary>
public abstract class BlocksTests(TestApp app) : FediverseTests(app)
{
    private const string Page = "/desk/fediverse/blocks";

    private Task<int> Taken() => Query(db => db.Set<Job>().CountAsync(row => row.Kind == "channels.fediverse-take"));

    private static Task<HttpResponseMessage> Block(HttpClient browser, string domain, string reason = "Mengganggu warga", params (string Name, string? Value)[] more) =>
        browser.Submit(Page, "block", [("Form.Domain", domain), ("Form.Reason", reason), .. more]);

    [Fact]
    public async Task A_block_works_at_once_for_what_comes_in_and_goes_out_and_lifting_it_too()
    {
        await Follow(Rina);
        var post = await Publish();
        using var moderator = await App.Client("moderator");
        (await Block(moderator, "127.0.0.1")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Query(db => db.Set<DomainBlock>().CountAsync())).ShouldBe(0);
        // The delivery that waits was queued before the block.
        await Block("127.0.0.1", everywhere: false);
        Peer.Inbox.Clear();
        await App.RunJobs();
        Peer.Inbox.ShouldBeEmpty();
        (await Followers()).ShouldBe(0);
        var before = await Taken();
        await Send(Rina, Rina.Activity("Like", post.Id));
        (await Taken()).ShouldBe(before);

        (await (await moderator.GetAsync(Page)).Document()).Body!.TextContent.ShouldContain("Mengganggu warga");
        var lifted = await moderator.Submit(Page, "form[action$=lifting]");
        lifted.Headers.Location!.ToString().ShouldBe(Page + "?done=lifted");
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        await Follow(Rina);
        (await Followers()).ShouldBe(1);
        (await Query(db => db.Set<AuditEntry>().Where(entry => entry.Act.StartsWith("fediverse.")).OrderBy(entry => entry.Id).Select(entry => entry.Act + " " + entry.Detail).ToListAsync()))
            .ShouldBe(["fediverse.block 127.0.0.1", "fediverse.unblock 127.0.0.1"]);
    }

    [Theory]
    [InlineData("en", "followers of ours (1)", "Tick the box to go on")]
    [InlineData("id", "pengikut kita (1)", "Centang kotak untuk melanjutkan")]
    public async Task A_block_that_cuts_ties_says_how_many_and_asks_first(string language, string count, string asks)
    {
        await Follow(Rina);
        using var moderator = await App.Client("moderator");
        moderator.DefaultRequestHeaders.Add("Accept-Language", language);
        var asked = await Block(moderator, $"@seseorang@127.0.0.1");
        asked.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await asked.Document();
        page.Body!.TextContent.ShouldContain(count);
        page.Body.TextContent.ShouldContain(asks);
        page.QuerySelector("[name='Form.Sure']").ShouldNotBeNull();
        (await Followers()).ShouldBe(1);
        (await Block(moderator, "127.0.0.1", "Mengganggu warga", ("Form.Sure", "true"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Followers()).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("com")]
    [InlineData("localhost")]
    [InlineData("exa<mple.com")]
    [InlineData("https://")]
    [InlineData("spam.example/path")]
    public async Task What_names_no_server_is_refused_beside_its_field_and_kept_in_the_form(string typed)
    {
        using var moderator = await App.Client("moderator");
        var answer = await Block(moderator, typed);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.Document();
        page.QuerySelector("#errors a[href$=domain]").ShouldNotBeNull();
        page.QuerySelector("[name='Form.Domain']")!.GetAttribute("value").ShouldBe(typed);
        (await Query(db => db.Set<DomainBlock>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_block_needs_a_reason_and_stands_once()
    {
        using var moderator = await App.Client("moderator");
        var without = await Block(moderator, "spam.example", " ");
        (await without.Document()).QuerySelector("#errors a[href$=reason]").ShouldNotBeNull();
        (await Block(moderator, "https://Spam.Example./@eve")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Query(db => db.Set<DomainBlock>().SingleAsync())).Domain.ShouldBe("spam.example");
        (await Block(moderator, "SPAM.example")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("https://spam.example/users/eve#main-key", 403)]
    [InlineData("https://a.b.spam.example/users/eve#main-key", 403)]
    [InlineData("https://SPAM.example.:8443/users/eve#main-key", 403)]
    [InlineData("https://badspam.example/users/eve#main-key", 503)]
    [InlineData("https://example/users/eve#main-key", 503)]
    public async Task A_block_holds_for_every_name_below_and_for_no_other(string keyId, int status)
    {
        await Block("spam.example");
        using var key = PeerKeys.Next(keyId);
        (await Send(Rina, Rina.Activity("Follow", Melati), key: key)).ShouldBe(status);
        Peer.Fetches.ShouldBe(0);
    }

    [Fact]
    public async Task A_centre_blocks_for_itself_alone_and_a_block_by_every_centre_is_told_to_the_sender()
    {
        await Block("127.0.0.1", everywhere: false);
        await Deliver(Rina, Rina.Activity("Follow", Melati));
        await Deliver(Rina, Rina.Activity("Follow", Root + "/ap/users/kenanga"));
        var follower = await Query(db => db.Set<Follower>().AcrossCentres().SingleAsync());
        follower.CentreId.ShouldBe((await App.CentreOf("kenanga")).Id);
        await using (var scope = await App.ScopeOf("administrator@kenanga", "kenanga"))
            (await scope.ServiceProvider.GetRequiredService<BlockDomain>().Run(new("127.0.0.1", "Juga di sini", Everywhere: false, Sure: true), default)).Ok.ShouldBeTrue();
        (await Send(Rina, Rina.Activity("Follow", Melati))).ShouldBe(403);
    }

    [Fact]
    public async Task Only_who_answers_for_the_installation_blocks_for_all_and_lifts_it()
    {
        using var moderator = await App.Client("moderator");
        (await moderator.Page(Page)).QuerySelector("[name='Form.Everywhere']").ShouldBeNull();
        (await Block(moderator, "spam.example", "Mengganggu warga", ("Form.Everywhere", "true"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var administrator = await App.Client("administrator");
        (await Block(administrator, "spam.example", "Mengganggu semua", ("Form.Everywhere", "true"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var block = await Query(db => db.Set<DomainBlock>().SingleAsync());
        block.CentreId.ShouldBeNull();
        (await moderator.Page(Page)).QuerySelector("form[action$=lifting]").ShouldBeNull();
        await using var scope = await App.ScopeOf("moderator");
        (await scope.ServiceProvider.GetRequiredService<LiftBlock>().Run(block.Id, default)).IsNotFound.ShouldBeTrue();
        (await administrator.Submit(Page, "form[action$=lifting]")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_block_of_one_centre_is_not_lifted_nor_seen_by_another()
    {
        await Block("spam.example", everywhere: false);
        var block = await Query(db => db.Set<DomainBlock>().SingleAsync());
        await using var scope = await App.ScopeOf("administrator@kenanga", "kenanga");
        (await scope.ServiceProvider.GetRequiredService<LiftBlock>().Run(block.Id, default)).IsNotFound.ShouldBeTrue();
        (await scope.ServiceProvider.GetRequiredService<BlockList>().Read(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_waited_when_the_block_was_made_is_not_acted_on()
    {
        (await Send(Rina, Rina.Activity("Follow", Melati))).ShouldBe(202);
        await Block("127.0.0.1", everywhere: false);
        await App.RunJobs();
        (await Followers()).ShouldBe(0);
        Peer.Inbox.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_on_a_blocked_server_is_answered_or_shown_a_private_answer()
    {
        await Deliver(Rina, Rina.Activity("Create", Rina.Note("<p>Hasil saya?</p>", null, [Melati], [], Now)));
        var heard = Heard.New.ShouldHaveSingleItem();
        var answer = new OutgoingReply(Guid.CreateVersion7(), Now, heard.Remote, heard.Remote, heard.Author, "Silakan datang.", "id", Private: true);
        var sent = (await Speak((connector, account) => connector.Reply(account, answer, default))).ShouldBeOfType<SendOutcome.Sent>();
        var path = new Uri(sent.Remote.Id).AbsolutePath;
        (await Get(path, Rina)).Status.ShouldBe(200);
        await Block("127.0.0.1", everywhere: false);
        (await Get(path, Rina)).Status.ShouldBe(404);
        var second = await Speak((connector, account) => connector.Reply(account, answer with { Key = Guid.CreateVersion7() }, default));
        second.ShouldBeOfType<SendOutcome.Refused>().Code.ShouldBe("ServerBlocked");
    }

    [Fact]
    public async Task An_own_server_is_not_blocked()
    {
        using var moderator = await App.Client("moderator");
        (await Block(moderator, "http://localhost:5080")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        BlockedName.Covers("melati.example", "melati.example").ShouldBeTrue();
        BlockedName.Covers("example.org", "pendopo.example.org").ShouldBeTrue();
        BlockedName.Covers("other.example.org", "example.org").ShouldBeFalse();
    }

    [Fact]
    public async Task An_officer_does_not_reach_the_page()
    {
        using var officer = await App.Client("officer");
        (await officer.GetAsync(Page)).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Those_we_follow_there_are_dropped_with_what_they_wrote()
    {
        await using (var scope = await App.ScopeOf("officer"))
        {
            var found = await scope.ServiceProvider.GetRequiredService<FindAccount>().Run("@" + Peer.HandleOf(Rina), default);
            (await scope.ServiceProvider.GetRequiredService<FollowAccount>().Follow(found.Value.Id, default)).Ok.ShouldBeTrue();
        }
        await Block("127.0.0.1", everywhere: false);
        (await Query(db => db.Set<FollowedAccount>().AcrossCentres().CountAsync())).ShouldBe(0);
    }
}

[Collection("channels on sqlite")]
public sealed class BlocksOnSqlite(SqliteApp app) : BlocksTests(app);

[Collection("channels on postgres")]
public sealed class BlocksOnPostgres(PostgresApp app) : BlocksTests(app);
