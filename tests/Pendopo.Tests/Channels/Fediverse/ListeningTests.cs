using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse;
using Pendopo.Channels.Fediverse.Reported;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

public abstract class ListeningTests(TestApp app) : FediverseTests(app)
{
    private JsonObject Reply(string post, string text = "<p>Jam berapa?</p><script>x</script>", string? id = null, DateTimeOffset? updated = null) =>
        Rina.Note(text, post, [Public], [Melati, Rina.Followers], Now, id, updated);

    [Fact]
    public async Task A_follow_is_answered_by_a_signed_accept_and_undone()
    {
        var actor = (await Get("/ap/users/melati")).Body!;
        Peer.IsBy = Pendopo.Fediverse.Signatures.PublicKey.TryRead((string)actor["publicKey"]!["publicKeyPem"]!);
        var follow = Rina.Activity("Follow", Melati);
        await Deliver(Rina, follow);
        (await Followers()).ShouldBe(1);
        var accept = Peer.Inbox.ShouldHaveSingleItem();
        accept.Type.ShouldBe("Accept");
        accept.IsSignatureGood.ShouldBeTrue();
        accept.Path.ShouldBe("/users/rina/inbox");
        ((string)accept.Activity["object"]!["id"]!).ShouldBe((string)follow["id"]!);
        await Deliver(Rina, Rina.Activity("Undo", follow.DeepClone()));
        (await Followers()).ShouldBe(0);
        await Deliver(Rina, follow);
        (await Followers()).ShouldBe(1);
        await Deliver(Rina, Rina.Activity("Undo", (string)follow["id"]!));
        (await Followers()).ShouldBe(0);
        await Deliver(Rina, follow);
        await Deliver(Rina, Rina.Activity("Block", Melati));
        (await Followers()).ShouldBe(0);
    }

    [Fact]
    public async Task A_follow_of_one_centre_is_no_follow_of_the_other()
    {
        await Follow(Rina);
        var post = Article();
        await Speak((connector, account) => connector.Publish(account, post, default), "kenanga");
        Peer.Inbox.Clear();
        await App.RunJobs();
        Peer.Inbox.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reply_is_handed_on_clean_with_its_thread()
    {
        var post = await Publish();
        var reply = Reply(post.Id);
        await Deliver(Rina, Rina.Activity("Create", reply));
        var heard = Heard.New.ShouldHaveSingleItem();
        heard.Kind.ShouldBe(IncomingKind.Reply);
        heard.Remote.Id.ShouldBe((string)reply["id"]!);
        heard.InReplyTo.ShouldBe(post.Id);
        heard.Root!.Id.ShouldBe(post.Id);
        heard.Text.ShouldBe("Jam berapa?");
        heard.Html.ShouldBe("<p>Jam berapa?</p>");
        heard.Author.Handle.ShouldStartWith("@rina@127.0.0.1:");
        heard.Language.ShouldBe("id");
        // Liked twice, they hear of one and the same like.
        for (var twice = 0; twice < 2; twice++)
            (await Speak((connector, account) => connector.Act(account, heard.Remote, CommentAct.Like, default))).ShouldBeOfType<SendOutcome.Sent>();
        await App.RunJobs();
        var likes = Peer.Inbox.Where(sent => sent.Type == "Like").Select(sent => ((string)sent.Activity["id"]!, (string)sent.Activity["object"]!)).Distinct();
        likes.ShouldHaveSingleItem().Item2.ShouldBe((string)reply["id"]!);
        (await Speak((connector, account) => connector.Act(account, new RemoteRef("https://nowhere.example/1", null), CommentAct.Like, default))).ShouldBeOfType<SendOutcome.Refused>()
            .Reason.ShouldBeOneOf(FediverseText.Kept("id", "LikePersonGone"), FediverseText.Kept("en", "LikePersonGone"));
    }

    [Fact]
    public async Task A_reply_to_a_reply_stands_in_the_same_thread()
    {
        var post = await Publish();
        var first = Reply(post.Id);
        await Deliver(Rina, Rina.Activity("Create", first));
        var second = Peer.Person("budi").Note("<p>Ya</p>", (string)first["id"]!, [Public], [], Now);
        await Deliver(Peer.Person("budi"), Peer.Person("budi").Activity("Create", second));
        Heard.New.Last().Root!.Id.ShouldBe(post.Id);
    }

    [Theory]
    [InlineData("direct")]
    [InlineData("followers")]
    public async Task What_is_not_said_to_everybody_is_private(string visibility)
    {
        var post = await Publish();
        var note = visibility == "direct" ? Rina.Note("<p>Hasil saya?</p>", post.Id, [Melati], [], Now) : Rina.Note("<p>Hasil saya?</p>", post.Id, [Rina.Followers], [Melati], Now);
        await Deliver(Rina, Rina.Activity("Create", note));
        Heard.New.ShouldHaveSingleItem().Kind.ShouldBe(IncomingKind.Private);
    }

    [Fact]
    public async Task A_mention_is_heard_and_a_private_word_to_others_is_not()
    {
        await Deliver(Rina, Rina.Activity("Create", Rina.Note("<p>Puskesmas ini baik</p>", null, [Public], [Melati], Now)));
        Heard.New.ShouldHaveSingleItem().Kind.ShouldBe(IncomingKind.Mention);
        var post = await Publish();
        await Deliver(Rina, Rina.Activity("Create", Rina.Note("<p>rahasia</p>", post.Id, [Rina.Id + "/friend"], [], Now)), "/ap/users/melati/inbox");
        Heard.New.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_reply_at_both_inboxes_is_heard_once()
    {
        var post = await Publish();
        var create = Rina.Activity("Create", Reply(post.Id));
        await Deliver(Rina, create);
        await Deliver(Rina, create, "/ap/users/melati/inbox");
        Heard.New.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_reply_sent_by_name_only_is_fetched_from_its_own_host()
    {
        var post = await Publish();
        var reply = Reply(post.Id);
        Peer.Documents[new Uri((string)reply["id"]!).AbsolutePath] = (Pendopo.Fediverse.Vocabulary.ActivityDocument.MediaType, reply.ToJsonString());
        var create = Rina.Activity("Create", (string)reply["id"]!);
        create["to"] = new JsonArray(Melati);
        await Deliver(Rina, create);
        Heard.New.ShouldHaveSingleItem().Text.ShouldBe("Jam berapa?");
    }

    [Fact]
    public async Task An_edit_changes_and_an_older_one_does_not()
    {
        var post = await Publish();
        var reply = Reply(post.Id);
        var id = (string)reply["id"]!;
        await Deliver(Rina, Rina.Activity("Create", reply));
        App.Clock.Advance(TimeSpan.FromMinutes(5));
        await Deliver(Rina, Rina.Activity("Update", Reply(post.Id, "<p>Jam berapa Sabtu?</p>", id, Now)));
        Heard.Changed.ShouldHaveSingleItem().Text.ShouldBe("Jam berapa Sabtu?");
        await Deliver(Rina, Rina.Activity("Update", Reply(post.Id, "<p>lama</p>", id, Now.AddMinutes(-1))));
        await Deliver(Rina, Rina.Activity("Update", Reply(post.Id, "<p>tanpa</p>", id)));
        Heard.Changed.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_deleted_reply_is_withdrawn_for_good()
    {
        var post = await Publish();
        var reply = Reply(post.Id);
        var id = (string)reply["id"]!;
        await Deliver(Rina, Rina.Activity("Create", reply));
        await Deliver(Rina, Rina.Activity("Delete", new JsonObject { ["type"] = "Tombstone", ["id"] = id }));
        Heard.Withdrawn.ShouldHaveSingleItem().ShouldBe(id);
        await Deliver(Rina, Rina.Activity("Create", reply.DeepClone()));
        await Deliver(Rina, Rina.Activity("Update", Reply(post.Id, "<p>kembali</p>", id, Now.AddMinutes(1))));
        (Heard.New.Count, Heard.Changed.Count, Heard.Withdrawn.Count).ShouldBe((1, 0, 1));
    }

    [Fact]
    public async Task A_delete_that_overtakes_its_create_wins()
    {
        var post = await Publish();
        var reply = Reply(post.Id);
        var delete = Rina.Activity("Delete", (string)reply["id"]!);
        delete["to"] = new JsonArray(Melati);
        await Deliver(Rina, delete);
        await Deliver(Rina, Rina.Activity("Create", reply));
        Heard.New.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_else_changes_or_deletes_a_reply()
    {
        var post = await Publish();
        var reply = Reply(post.Id);
        await Deliver(Rina, Rina.Activity("Create", reply));
        var mallory = Peer.Person("mallory");
        var forged = Reply(post.Id, "<p>palsu</p>", (string)reply["id"]!, Now.AddMinutes(1));
        (await Send(mallory, mallory.Activity("Update", forged))).ShouldBe(401);
        forged["attributedTo"] = mallory.Id;
        await Deliver(mallory, mallory.Activity("Update", forged.DeepClone()));
        await Deliver(mallory, mallory.Activity("Delete", (string)reply["id"]!));
        (Heard.Changed.Count, Heard.Withdrawn.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Likes_and_shares_count_once_a_person_and_can_be_taken_back()
    {
        var post = await Publish();
        var like = Rina.Activity("Like", post.Id);
        await Deliver(Rina, like);
        await Deliver(Rina, Rina.Activity("Like", post.Id));
        await Deliver(Rina, Rina.Activity("Announce", post.Id));
        await Deliver(Rina, Rina.Activity("Create", Reply(post.Id)));
        (await Measure(post)).ShouldBe(new PostMeasures(1, 1, 1));
        await Deliver(Rina, Rina.Activity("Undo", like.DeepClone()));
        (await Measure(post)).ShouldBe(new PostMeasures(0, 1, 1));
    }

    [Fact]
    public async Task An_undo_that_overtakes_its_like_wins()
    {
        var post = await Publish();
        var like = Rina.Activity("Like", post.Id);
        await Deliver(Rina, Rina.Activity("Undo", like.DeepClone()));
        await Deliver(Rina, like);
        (await Measure(post)).Likes.ShouldBe(0);
    }

    [Fact]
    public async Task A_report_is_kept_as_words()
    {
        var post = await Publish();
        var flag = Peer.Person("moderator").Activity("Flag", new JsonArray(Melati, post.Id));
        flag["content"] = "<b>Ini</b> keliru";
        await Deliver(Peer.Person("moderator"), flag);
        var kept = await Query(db => db.Set<FediverseReport>().AcrossCentres().SingleAsync());
        kept.Comment.ShouldBe("Ini keliru");
        kept.About.Split('\n').ShouldBe([Melati, post.Id]);
    }

    [Fact]
    public async Task Somebody_who_deletes_their_account_is_forgotten()
    {
        var post = await Publish();
        await Follow(Rina);
        await Deliver(Rina, Rina.Activity("Like", post.Id));
        await Deliver(Rina, Rina.Activity("Create", Reply(post.Id)));
        await Deliver(Rina, Rina.Activity("Delete", Rina.Id));
        (await Followers()).ShouldBe(0);
        Heard.Withdrawn.Count.ShouldBe(1);
        (await Measure(post)).ShouldBe(new PostMeasures(0, 0, 0));
        (await Query(db => db.Set<RemoteActor>().SingleAsync(row => row.Uri == Rina.Id))).Name.ShouldBe("");
    }

    [Fact]
    public async Task A_changed_profile_is_taken()
    {
        await Follow(Rina);
        Rina.Name = "Rina <b>Baru</b>";
        await Deliver(Rina, Rina.Activity("Update", Rina.Document()));
        (await Query(db => db.Set<RemoteActor>().SingleAsync(row => row.Uri == Rina.Id))).Name.ShouldBe("Rina <b>Baru</b>");
    }

    private Task<PostMeasures> Measure(RemoteRef post) => Speak((connector, account) => connector.Measure(account, post, default));
}

[Collection("channels on sqlite")]
public sealed class ListeningOnSqlite(SqliteApp app) : ListeningTests(app);

[Collection("channels on postgres")]
public sealed class ListeningOnPostgres(PostgresApp app) : ListeningTests(app);
