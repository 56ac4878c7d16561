using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse;
using Pendopo.Fediverse.Signatures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

public abstract class SpeakingTests(TestApp app) : FediverseTests(app)
{
    private Task<List<Job>> Deliveries() => Query(db => db.Set<Job>().AsNoTracking().Where(row => row.Kind == "channels.fediverse-deliver").OrderBy(row => row.Id).ToListAsync());

    private async Task Followed(params FakePerson[] people)
    {
        foreach (var person in people)
            await Follow(person);
        Peer.Inbox.Clear();
    }

    [Fact]
    public async Task A_post_reaches_each_server_of_the_followers_once()
    {
        await Followed(Rina, Peer.Person("budi"));
        var post = await Publish();
        await App.RunJobs();
        var create = Peer.Inbox.ShouldHaveSingleItem();
        create.Path.ShouldBe("/inbox");
        create.Type.ShouldBe("Create");
        var note = create.Activity["object"]!;
        ((string)note["id"]!).ShouldBe(post.Id);
        ((string)note["content"]!).ShouldBe("<p><strong>Jadwal imunisasi</strong></p><p><strong>Kapan</strong></p><p>Kami buka <em>setiap</em> Selasa.</p>"
            + $"<p><a href=\"{Root}/@melati/posts/jadwal\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">{Root}/@melati/posts/jadwal</a></p>"
            + $"<p><a href=\"{Root}/search?q=Imunisasi%20anak\" class=\"mention hashtag\" rel=\"tag nofollow noopener noreferrer\" target=\"_blank\">#<span>ImunisasiAnak</span></a></p>");
        ((string)note["contentMap"]!["id"]!).ShouldBe((string)note["content"]!);
        note["to"]!.AsArray().Single()!.GetValue<string>().ShouldBe(Public);
        ((string)note["attachment"]![0]!["name"]!).ShouldBe("Bidan Ayu menimbang bayi");
        ((string)note["tag"]![0]!["name"]!).ShouldBe("#ImunisasiAnak");
    }

    [Fact]
    public async Task Tags_written_into_the_words_are_named_to_other_servers_and_lead_to_the_search()
    {
        await Followed(Rina);
        await Publish(Article() with { Html = "<p>Ayo #CegahDBD &#39;sekarang&#39; #1, di <a href=\"https://x.example/#dbd\">#peta</a>. #imunisasianak #cegahdbd</p>", Parts = ["Juga #Jentik!"] });
        await App.RunJobs();
        var notes = Peer.Inbox.Select(create => create.Activity["object"]!).ToList();
        notes.Select(note => string.Join(' ', note["tag"]!.AsArray().Select(tag => (string)tag!["name"]!))).ShouldBe(["#ImunisasiAnak #CegahDBD", "#Jentik"]);
        var content = (string)notes[0]["content"]!;
        content.ShouldContain($"<a href=\"{Root}/search?q=CegahDBD\" class=\"mention hashtag\"");
        content.ShouldContain("#1, di");
        content.ShouldContain(">#peta</a>");
        content.ShouldContain("#<span>imunisasianak</span>");
    }

    [Fact]
    public async Task Who_is_named_in_a_post_is_told_of_it_of_its_edit_and_of_its_recall()
    {
        var budi = Peer.Person("budi");
        var handle = Peer.HandleOf(budi);
        var article = Article() with { Html = $"<p>Bersama <a href=\"http://elsewhere.example/@budi\">@{handle}</a> dan <a href=\"http://x.example\">@x</a>.</p>", Mentions = [handle, "nobody@" + new Uri(Peer.Origin).Authority, "no handle"] };
        var post = await Publish(article);
        await App.RunJobs();
        var note = Peer.Inbox.ShouldHaveSingleItem().Activity["object"]!;
        var mention = note["tag"]!.AsArray().Single(tag => (string)tag!["type"]! == "Mention")!;
        ((string)mention["href"]!, (string)mention["name"]!).ShouldBe((budi.Id, "@" + handle));
        note["cc"]!.AsArray().Select(to => (string)to!).ShouldContain(budi.Id);
        ((string)note["content"]!).ShouldContain("class=\"u-url mention\"");
        ((string)note["content"]!).ShouldNotContain("elsewhere.example");
        Peer.Inbox.Clear();
        var fetches = Peer.Fetches;
        App.Clock.Advance(TimeSpan.FromMinutes(3));
        (await Speak((connector, account) => connector.Edit(account, article with { Html = "<p>Tanpa nama.</p>", Mentions = [], Revision = 2 }, post, default))).ShouldBeOfType<SendOutcome.Sent>();
        await App.RunJobs();
        Peer.Inbox.ShouldHaveSingleItem().Type.ShouldBe("Update");
        Peer.Fetches.ShouldBe(fetches);
    }

    [Fact]
    public async Task A_post_published_again_is_the_same_post()
    {
        await Followed(Rina);
        var post = Article();
        var first = await Publish(post);
        (await Publish(post)).ShouldBe(first);
        await App.RunJobs();
        Peer.Inbox.Count.ShouldBe(1);
        (await Speak((connector, account) => connector.Reconcile(account, post, default))).ShouldBe(new SendOutcome.Sent(first));
        (await Speak((connector, account) => connector.Reconcile(account, Article(), default))).ShouldBeOfType<SendOutcome.RetryAt>();
    }

    [Fact]
    public async Task A_post_can_be_fetched_and_stands_in_the_outbox()
    {
        var post = await Publish();
        var (status, body) = await Get(new Uri(post.Id).AbsolutePath);
        status.ShouldBe(200);
        ((string)body!["id"]!).ShouldBe(post.Id);
        (await Get(new Uri(post.Id).AbsolutePath + "/activity")).Body!["type"]!.GetValue<string>().ShouldBe("Create");
        var outbox = (await Get("/ap/users/melati/outbox")).Body!;
        outbox["totalItems"]!.GetValue<int>().ShouldBe(1);
        var page = (await Get(new Uri((string)outbox["first"]!).PathAndQuery)).Body!;
        ((string)page["orderedItems"]![0]!["object"]!["id"]!).ShouldBe(post.Id);
        (await Get("/ap/users/kenanga/outbox")).Body!["totalItems"]!.GetValue<int>().ShouldBe(0);
        (await Get(new Uri(post.Id).AbsolutePath.Replace("melati", "kenanga", StringComparison.Ordinal))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_pages_address_leads_other_servers_to_what_stands_behind_it()
    {
        var post = await Publish();
        using var client = App.Anonymous();
        async Task<string?> Behind(string page)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, page);
            message.Headers.TryAddWithoutValidation("Accept", Pendopo.Fediverse.Vocabulary.ActivityDocument.Accept);
            using var response = await client.SendAsync(message);
            response.Headers.Vary.ShouldContain("Accept");
            return response.Headers.Location?.OriginalString;
        }

        (await Behind("/@melati/posts/jadwal")).ShouldBe(post.Id);
        (await Behind("/@melati")).ShouldBe(Melati);
        (await Behind("/@nobody")).ShouldNotBe(Root + "/ap/users/nobody");
    }

    [Fact]
    public async Task An_edit_tells_everybody_whom_the_post_reached()
    {
        await Followed(Rina);
        var article = Article();
        var post = await Publish(article);
        var budi = Peer.Person("budi");
        budi.SharedInbox = null;
        await Deliver(budi, budi.Activity("Like", post.Id));
        Peer.Inbox.Clear();
        App.Clock.Advance(TimeSpan.FromMinutes(3));
        var edited = article with { Title = "Jadwal baru", Revision = 2 };
        (await Speak((connector, account) => connector.Edit(account, edited, post, default))).ShouldBeOfType<SendOutcome.Sent>();
        (await Speak((connector, account) => connector.Edit(account, edited, post, default))).ShouldBeOfType<SendOutcome.Sent>();
        await App.RunJobs();
        Peer.Inbox.Select(arrived => arrived.Path).ShouldBe(["/inbox", "/users/budi/inbox"], ignoreOrder: true);
        var update = Peer.Inbox.First().Activity;
        ((string)update["type"]!).ShouldBe("Update");
        ((DateTimeOffset)update["object"]!["updated"]!).ShouldBe(Now);
        ((DateTimeOffset)update["object"]!["published"]!).ShouldBe(article.IntendedAt);
    }

    [Fact]
    public async Task A_recalled_post_leaves_a_tombstone()
    {
        await Followed(Rina);
        var post = await Publish();
        await App.RunJobs();
        Peer.Inbox.Clear();
        (await Speak((connector, account) => connector.Recall(account, post, default))).ShouldBeOfType<SendOutcome.Sent>();
        (await Speak((connector, account) => connector.Recall(account, post, default))).ShouldBeOfType<SendOutcome.Sent>();
        await App.RunJobs();
        var delete = Peer.Inbox.ShouldHaveSingleItem().Activity;
        ((string)delete["type"]!).ShouldBe("Delete");
        ((string)delete["object"]!["type"]!).ShouldBe("Tombstone");
        var (status, body) = await Get(new Uri(post.Id).AbsolutePath);
        status.ShouldBe(410);
        ((string)body!["type"]!).ShouldBe("Tombstone");
        body.ToJsonString().ShouldNotContain("Selasa");
        (await Get("/ap/users/melati/outbox")).Body!["totalItems"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task An_answer_arrives_in_the_thread_of_the_person()
    {
        var post = await Publish();
        var question = Rina.Note("<p>Jam berapa?</p>", post.Id, [Public], [Melati], Now);
        await Deliver(Rina, Rina.Activity("Create", question));
        var heard = Heard.New.ShouldHaveSingleItem();
        var reply = new OutgoingReply(Guid.CreateVersion7(), Now, heard.Remote, heard.Root!, heard.Author, "Pukul 08.00 <pagi>\nSelasa", "id", Private: false);
        (await Speak((connector, account) => connector.Reply(account, reply, default))).ShouldBeOfType<SendOutcome.Sent>();
        (await Speak((connector, account) => connector.Reply(account, reply, default))).ShouldBeOfType<SendOutcome.Sent>();
        await App.RunJobs();
        var note = Peer.Inbox.ShouldHaveSingleItem().Activity["object"]!;
        ((string)note["inReplyTo"]!).ShouldBe(heard.Remote.Id);
        ((string)note["content"]!).ShouldContain("Pukul 08.00 &lt;pagi&gt;<br>Selasa");
        ((string)note["content"]!).ShouldContain("class=\"u-url mention\"");
        ((string)note["tag"]![0]!["href"]!).ShouldBe(Rina.Id);
        note["cc"]!.AsArray().Select(to => (string)to!).ShouldContain(Rina.Id);
        var answer = Rina.Note("<p>Terima kasih</p>", (string)note["id"]!, [Public], [Melati], Now);
        await Deliver(Rina, Rina.Activity("Create", answer));
        Heard.New.Last().Root!.Id.ShouldBe(post.Id);
    }

    [Fact]
    public async Task A_private_answer_is_for_one_person_only()
    {
        await Followed(Peer.Person("budi"));
        await Deliver(Rina, Rina.Activity("Create", Rina.Note("<p>Hasil saya?</p>", null, [Melati], [], Now)));
        var heard = Heard.New.ShouldHaveSingleItem();
        var reply = new OutgoingReply(Guid.CreateVersion7(), Now, heard.Remote, heard.Remote, heard.Author, "Sudah ada.", "id", Private: true);
        var sent = (SendOutcome.Sent)await Speak((connector, account) => connector.Reply(account, reply, default));
        await App.RunJobs();
        var arrived = Peer.Inbox.ShouldHaveSingleItem();
        arrived.Path.ShouldBe("/users/rina/inbox");
        arrived.Activity.ToJsonString().ShouldNotContain(Public);
        var path = new Uri(sent.Remote.Id).AbsolutePath;
        (await Get(path)).Status.ShouldBe(404);
        (await Get(path, Peer.Person("budi"))).Status.ShouldBe(404);
        (await Get(path, Rina)).Status.ShouldBe(200);
        (await Get("/ap/users/melati/outbox")).Body!["totalItems"]!.GetValue<int>().ShouldBe(0);
        await Deliver(Rina, Rina.Activity("Announce", sent.Remote.Id));
        (await Speak((connector, account) => connector.Measure(account, sent.Remote, default))).Shares.ShouldBe(0);
    }

    [Fact]
    public async Task A_delivery_is_tried_again_by_the_curve_until_it_arrives()
    {
        await Followed(Rina);
        Peer.Answer = _ => 503;
        await Publish();
        await App.RunJobs();
        var waiting = (await Deliveries())[^1];
        waiting.State.ShouldBe(JobState.Retryable);
        (waiting.RunAt - Now).TotalSeconds.ShouldBeInRange(15, 17);
        Peer.Answer = _ => 202;
        App.Clock.Advance(TimeSpan.FromSeconds(20));
        await App.RunJobs();
        Peer.Inbox.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_server_answers_decides()
    {
        await Followed(Rina);
        (int Status, JobState State, int Followers)[] answers =
            [(404, JobState.Cancelled, 1), (403, JobState.Cancelled, 1), (501, JobState.Cancelled, 1), (302, JobState.Cancelled, 1), (429, JobState.Retryable, 1), (410, JobState.Cancelled, 0)];
        foreach (var (status, state, followers) in answers)
        {
            Peer.Answer = _ => status;
            await Publish();
            await App.RunJobs();
            (await Deliveries())[^1].State.ShouldBe(state, $"{status}");
            (await Followers()).ShouldBe(followers);
        }
    }

    [Fact]
    public async Task The_other_signature_is_tried_once_and_remembered()
    {
        await Followed(Rina);
        Peer.IsBy = PublicKey.TryRead((string)(await Get("/ap/users/melati")).Body!["publicKey"]!["publicKeyPem"]!);
        var knocks = 0;
        Peer.Answer = scheme => Interlocked.Increment(ref knocks) > 0 && scheme == SignatureScheme.MessageSignatures ? 202 : 401;
        await Publish();
        await App.RunJobs();
        knocks.ShouldBe(2);
        var arrived = Peer.Inbox.ShouldHaveSingleItem();
        (arrived.Scheme, arrived.IsSignatureGood).ShouldBe((SignatureScheme.MessageSignatures, true));
        await Publish();
        await App.RunJobs();
        knocks.ShouldBe(3);
    }

    [Fact]
    public async Task A_recall_never_overtakes_its_post()
    {
        await Followed(Rina);
        Peer.Answer = _ => 503;
        var post = await Publish();
        await App.RunJobs();
        Peer.Answer = _ => 202;
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        await Speak((connector, account) => connector.Recall(account, post, default));
        await App.RunJobs();
        Peer.Inbox.ShouldBeEmpty();
        for (var i = 0; i < 4; i++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(30));
            await App.RunJobs();
        }
        Peer.Inbox.Select(arrived => arrived.Type).ShouldBe(["Create", "Delete"]);
    }

    [Fact]
    public async Task A_server_that_failed_for_seven_days_is_left_alone_until_it_speaks()
    {
        await Followed(Rina);
        await using (var scope = await App.Scope())
        {
            var hosts = scope.ServiceProvider.GetRequiredService<Hosts>();
            for (var day = 0; day < 7; day++)
            {
                await hosts.Failed(new Uri(Peer.Origin).Authority, default);
                App.Clock.Advance(TimeSpan.FromDays(1));
            }
        }
        await Publish();
        await App.RunJobs();
        Peer.Inbox.ShouldBeEmpty();
        (await Deliveries())[^1].State.ShouldBe(JobState.Cancelled);
        await Deliver(Rina, Rina.Activity("Like", Melati + "/posts/x"));
        await Publish();
        await App.RunJobs();
        Peer.Inbox.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_delivered_and_what_was_remembered_is_cleared_away()
    {
        await Followed(Rina);
        await Publish();
        await App.RunJobs();
        App.Clock.Advance(TimeSpan.FromDays(8));
        await using var scope = await App.Scope();
        await scope.ServiceProvider.GetRequiredService<IJobHandler<ForgetFediverse>>().Run(new ForgetFediverse(), default);
        (await Query(db => db.Set<Outgoing>().CountAsync())).ShouldBe(0);
        (await Query(db => db.Set<Memory>().CountAsync())).ShouldBe(0);
    }
}

[Collection("channels on sqlite")]
public sealed class SpeakingOnSqlite(SqliteApp app) : SpeakingTests(app);

[Collection("channels on postgres")]
public sealed class SpeakingOnPostgres(PostgresApp app) : SpeakingTests(app);
