using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Libraries.Tests.Fediverse;

public sealed class VocabularyTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 8, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", DocumentRefusal.Malformed)]
    [InlineData("[]", DocumentRefusal.Malformed)]
    [InlineData("{", DocumentRefusal.Malformed)]
    [InlineData("{\"a\":1,\"a\":2}", DocumentRefusal.Malformed)]
    [InlineData("{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"object\":{\"id\":1,\"id\":2}}", DocumentRefusal.Malformed)]
    [InlineData("{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"name\":\"\\ud800\"}", DocumentRefusal.Malformed)]
    [InlineData("{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"\\udc00\":1}", DocumentRefusal.Malformed)]
    [InlineData("{\"@context\":\"https://www.w3.org/ns/activitystreams\"} {}", DocumentRefusal.Malformed)]
    [InlineData("{}", DocumentRefusal.OtherContext)]
    [InlineData("{\"@context\":\"https://schema.org\"}", DocumentRefusal.OtherContext)]
    [InlineData("{\"@context\":{\"@vocab\":\"https://www.w3.org/ns/activitystreams\"}}", DocumentRefusal.OtherContext)]
    [InlineData("{\"@context\":\"https://www.w3.org/ns/activitystreams\"}", null)]
    [InlineData("{\"@context\":[\"https://www.w3.org/ns/activitystreams\",{\"x\":\"y\"}]}", null)]
    public void Open_takes_only_activity_streams_in_plain_json(string json, DocumentRefusal? expected) => Peer.Open(json).Refusal.ShouldBe(expected);

    [Fact]
    public void Open_refuses_what_is_too_large_or_too_deep()
    {
        var large = "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"x\":\"" + new string('a', ActivityLimits.Document) + "\"}";
        Peer.Open(large).Refusal.ShouldBe(DocumentRefusal.TooLarge);
        string Deep(int levels) => "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"x\":" + new string('[', levels) + new string(']', levels) + "}";
        Peer.Open(Deep(31)).Refusal.ShouldBeNull();
        Peer.Open(Deep(32)).Refusal.ShouldBe(DocumentRefusal.Malformed);
        Peer.Open(Deep(100_000)).Refusal.ShouldBe(DocumentRefusal.Malformed);
    }

    [Theory]
    [InlineData("application/activity+json", true)]
    [InlineData("Application/Activity+JSON; charset=utf-8", true)]
    [InlineData("application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"", true)]
    [InlineData("application/ld+json;charset=utf-8;profile=\"https://www.w3.org/ns/activitystreams\"", true)]
    [InlineData("application/ld+json", false)]
    [InlineData("application/json", false)]
    [InlineData("text/html", false)]
    [InlineData("image/png", false)]
    [InlineData("application/activity+jsonx", false)]
    [InlineData(null, false)]
    public void Only_two_types_are_activity_streams(string? type, bool expected) => ActivityDocument.IsMediaType(type).ShouldBe(expected);

    [Fact]
    public void An_actor_is_read()
    {
        var actor = Actor.Read(Peer.Open(Peer.Actor())).Value!;
        actor.Id.ShouldBe(Peer.Bob);
        actor.Kind.ShouldBe(ActorKind.Person);
        actor.SharedInbox.ShouldBe("https://peer.example/inbox");
        actor.Url.ShouldBe("https://peer.example/@bob");
        actor.Keys.ShouldHaveSingleItem().Pem.ShouldBe("PEM");
    }

    [Fact]
    public void An_actor_without_inbox_handle_id_or_type_is_none()
    {
        foreach (var name in new[] { "inbox", "preferredUsername", "id", "type" })
        {
            Actor.Read(Peer.Open(Peer.Actor().Without(name))).Problem.ShouldNotBeNull(name);
        }

        Actor.Read(Peer.Open(Peer.Actor().Set("type", "Note"))).Value.ShouldBeNull();
        Actor.Read(Peer.Open(Peer.Actor().Set("type", "0"))).Value.ShouldBeNull();
        Actor.Read(Peer.Open(Peer.Actor().Set("preferredUsername", "bob@peer"))).Value.ShouldBeNull();
        Actor.Read(Peer.Open(Peer.Actor().Set("inbox", "https://evil.example/inbox"))).Value.ShouldBeNull();
    }

    [Fact]
    public void An_address_on_another_host_is_no_part_of_an_actor()
    {
        var actor = Actor.Read(Peer.Open(Peer.Actor().Set("url", "https://evil.example/@bob").Set("followers", "https://evil.example/f")
            .Set("endpoints", new JsonObject { ["sharedInbox"] = "https://evil.example/inbox" })
            .Set("publicKey", new JsonObject { ["id"] = Peer.Bob + "#k", ["owner"] = Peer.Eve, ["publicKeyPem"] = "PEM" }))).Value!;
        actor.Url.ShouldBeNull();
        actor.Followers.ShouldBeNull();
        actor.SharedInbox.ShouldBeNull();
        actor.Keys.ShouldBeEmpty();
    }

    [Fact]
    public void One_or_many_reads_the_same()
    {
        var one = PostReader.Read(Peer.Open(Peer.Note())).Value!;
        var many = PostReader.Read(Peer.Open(Peer.Note().Set("to", new JsonArray(ActivityDocument.Public))
            .Set("tag", new JsonArray(new JsonObject { ["type"] = new JsonArray("Mention"), ["href"] = Peer.Clinic, ["name"] = "@klinik@pendopo.example" })))).Value!;
        one.To.ShouldBe([ActivityDocument.Public]);
        many.To.ShouldBe(one.To);
        many.Tags.ShouldBe(one.Tags);
    }

    [Theory]
    [InlineData("as:Public")]
    [InlineData("Public")]
    public void Short_spellings_of_public_are_read(string spelling) =>
        PostReader.Read(Peer.Open(Peer.Note().Set("to", spelling))).Value!.To.ShouldBe([ActivityDocument.Public]);

    [Fact]
    public void A_post_without_author_or_on_another_host_than_its_author_is_none()
    {
        PostReader.Read(Peer.Open(Peer.Note().Without("attributedTo"))).Value.ShouldBeNull();
        PostReader.Read(Peer.Open(Peer.Note(author: Peer.Eve))).Value.ShouldBeNull();
        PostReader.Read(Peer.Open(Peer.Note("https://peer.example:8443/notes/1"))).Value.ShouldBeNull();
    }

    [Fact]
    public void The_language_is_the_one_whose_text_is_the_content()
    {
        var note = Peer.Note().Set("contentMap", new JsonObject { ["en"] = "<p>Thanks</p>", ["id"] = "<p>Terima kasih</p>" });
        PostReader.Read(Peer.Open(note)).Value!.Language.ShouldBe("id");
        PostReader.Read(Peer.Open(note.Without("content"))).Value!.Content.ShouldBe("<p>Thanks</p>");
    }

    [Fact]
    public void A_poll_and_a_vote_are_read()
    {
        var poll = PostReader.Read(Peer.Open(Peer.Note().Set("type", "Question").Set("endTime", "2026-01-16T00:00:00Z").Set("votersCount", 3).Set("oneOf", new JsonArray(
            new JsonObject { ["type"] = "Note", ["name"] = "Ya", ["replies"] = new JsonObject { ["totalItems"] = 2 } },
            new JsonObject { ["type"] = "Note", ["name"] = "Tidak", ["replies"] = new JsonObject { ["totalItems"] = 1e30 } })))).Value!.Poll!;
        poll.Options.Select(o => o.Votes).ShouldBe([2, ActivityLimits.Count]);
        poll.Multiple.ShouldBeFalse();
        poll.Voters.ShouldBe(3);
        PostReader.Read(Peer.Open(Peer.Note().Without("content").Set("name", "Ya").Set("inReplyTo", Peer.Clinic + "/q/1"))).Value!.IsVote.ShouldBeTrue();
    }

    [Fact]
    public void A_date_that_is_none_counts_as_not_told()
    {
        foreach (var date in new[] { "besok", "99999-01-01T00:00:00Z", "", "-1", "2026-13-45" })
        {
            PostReader.Read(Peer.Open(Peer.Note().Set("published", date))).Value!.Published.ShouldBeNull(date);
        }

        PostReader.Read(Peer.Open(Peer.Note().Set("published", "2026-01-15T15:30:00.1234567+07:00"))).Value!.Published
            .ShouldBe(Now.AddMicroseconds(123456));
    }

    [Theory]
    [InlineData("Follow", ActivityKind.Follow)]
    [InlineData("EmojiReact", ActivityKind.Like)]
    [InlineData("View", ActivityKind.Other)]
    [InlineData("Other", ActivityKind.Other)]
    [InlineData("1", ActivityKind.Other)]
    [InlineData("", ActivityKind.Other)]
    public void Kinds_of_activity_are_told_apart(string type, ActivityKind kind) => Peer.Read(Peer.Activity(type, Peer.Clinic)).Kind.ShouldBe(kind);

    [Fact]
    public void An_activity_needs_one_actor_and_mostly_one_object()
    {
        Activity.Read(Peer.Open(Peer.Activity("Like", Peer.Clinic).Without("actor"))).Value.ShouldBeNull();
        Activity.Read(Peer.Open(Peer.Activity("Like", Peer.Clinic).Without("object"))).Value.ShouldBeNull();
        Activity.Read(Peer.Open(Peer.Activity("Like", Peer.Clinic).Set("actor", new JsonArray(Peer.Bob, Peer.Eve)))).Value.ShouldBeNull();
        Activity.Read(Peer.Open(Peer.Activity("Delete", new JsonArray("https://peer.example/1", "https://peer.example/2")))).Value.ShouldBeNull();
        Peer.Read(Peer.Activity("Flag", new JsonArray(Peer.Clinic, Peer.Clinic + "/1"))).ObjectIds.Count.ShouldBe(2);
    }

    [Fact]
    public void What_we_write_we_read_back()
    {
        var post = new Post
        {
            Id = Peer.Clinic + "/posts/1", Kind = PostKind.Question, AttributedTo = Peer.Clinic, To = [ActivityDocument.Public], Cc = [Peer.Clinic + "/followers"],
            Published = Now, Updated = Now.AddMinutes(1), Url = "https://pendopo.example/p", Content = "<p>Halo</p>", Language = "id", Summary = "Peringatan", Sensitive = true,
            InReplyTo = "https://peer.example/notes/1", Conversation = "tag:pendopo.example,2026:1",
            Tags = [new(TagKind.Mention, "@bob@peer.example", Peer.Bob), new(TagKind.Hashtag, "#dbd", "https://pendopo.example/t/dbd"), new(TagKind.Emoji, ":x:", "https://pendopo.example/x.png")],
            Attachments = [new("Image", "image/webp", "https://pendopo.example/a.webp", "Jentik", 640, 480, "LEHV6nWB2yk8pyo0adR*.7kCMdnj")],
            Poll = new(true, [new("Ya", 2), new("Tidak", 1)], Now.AddDays(1), null, 3), Replies = Peer.Clinic + "/posts/1/replies", Likes = 4, Shares = 5,
        };
        var back = PostReader.Read(Peer.Open(PostWriter.Write(post))).Value!;
        ActivityWriter.Bytes(PostWriter.Write(back)).ShouldBe(ActivityWriter.Bytes(PostWriter.Write(post)));
        var actor = new Actor
        {
            Id = Peer.Clinic, Kind = ActorKind.Organization, PreferredUsername = "klinik", Inbox = Peer.Clinic + "/inbox", SharedInbox = "https://pendopo.example/inbox",
            Outbox = Peer.Clinic + "/outbox", Followers = Peer.Clinic + "/followers", Following = Peer.Clinic + "/following", Featured = Peer.Clinic + "/featured", Name = "Klinik <b>",
            Summary = "<p>x</p>", Url = "https://pendopo.example/@klinik", Icon = new("https://pendopo.example/i.png", "image/png", "Logo"), Discoverable = true, Indexable = false,
            Published = Now, Fields = [new("Telepon", "112")], AlsoKnownAs = ["https://old.example/u"], Keys = [new(Peer.Clinic + "#main-key", Peer.Clinic, "PEM")], Webfinger = "klinik@pendopo.example",
        };
        var actorBack = Actor.Read(Peer.Open(ActorWriter.Write(actor))).Value!;
        ActivityWriter.Bytes(ActorWriter.Write(actorBack)).ShouldBe(ActivityWriter.Bytes(ActorWriter.Write(actor)));
    }

    [Fact]
    public void Every_activity_we_write_is_read_as_what_it_is()
    {
        var post = new Post { Id = Peer.Clinic + "/posts/1", Kind = PostKind.Note, AttributedTo = Peer.Clinic, Content = "x", To = [ActivityDocument.Public] };
        var id = Peer.Clinic + "/a/1";
        var like = ActivityWriter.Like(id, Peer.Clinic, "https://peer.example/notes/1", Peer.Bob);
        (JsonObject Document, ActivityKind Kind)[] all =
        [
            (ActivityWriter.Create(id, post), ActivityKind.Create), (ActivityWriter.Update(id, post), ActivityKind.Update), (ActivityWriter.Delete(id, Peer.Clinic, post.Id, [ActivityDocument.Public]), ActivityKind.Delete),
            (ActivityWriter.DeleteActor(id, Peer.Clinic), ActivityKind.Delete), (ActivityWriter.Follow(id, Peer.Clinic, Peer.Bob), ActivityKind.Follow),
            (ActivityWriter.Accept(id, Peer.Clinic, new("https://peer.example/f/1", Peer.Bob)), ActivityKind.Accept), (ActivityWriter.Reject(id, Peer.Clinic, new("https://peer.example/f/1", Peer.Bob)), ActivityKind.Reject),
            (ActivityWriter.Undo(id, like), ActivityKind.Undo), (like, ActivityKind.Like), (ActivityWriter.Announce(id, Peer.Clinic, "https://peer.example/notes/1", [ActivityDocument.Public], [], Now), ActivityKind.Announce),
            (ActivityWriter.Flag(id, "https://pendopo.example/actor", [Peer.Bob, "https://peer.example/notes/1"], "spam"), ActivityKind.Flag), (ActivityWriter.Block(id, Peer.Clinic, Peer.Bob), ActivityKind.Block),
            (ActivityWriter.Move(id, Peer.Clinic, "https://new.example/u", Peer.Clinic + "/followers"), ActivityKind.Move), (ActivityWriter.Vote(id, Peer.Clinic, "Ya", "https://peer.example/q/1", Peer.Bob), ActivityKind.Create),
        ];
        foreach (var (document, kind) in all)
        {
            var read = Peer.Read(document);
            read.Kind.ShouldBe(kind);
            read.Object.Id.ShouldNotBeNull(kind.ToString());
            document["@context"].ShouldNotBeNull();
            document.ToJsonString().ShouldNotContain("bto");
        }
    }

    [Fact]
    public void A_collection_and_its_page_are_read_back()
    {
        var hidden = Collections.Read(Peer.Open(Collections.Write(Peer.Clinic + "/followers", 7, first: null))).Value!;
        (hidden.Total, hidden.ShowsMembers).ShouldBe((7, false));
        var page = Collections.Read(Peer.Open(Collections.WritePage(Peer.Clinic + "/outbox?page=1", Peer.Clinic + "/outbox", ["https://peer.example/1"], Peer.Clinic + "/outbox?page=2"))).Value!;
        page.Items.ShouldBe(["https://peer.example/1"]);
        page.Next.ShouldBe(Peer.Clinic + "/outbox?page=2");
        Collections.Read(Peer.Open(Collections.Write(Peer.Clinic + "/f", 1, "https://evil.example/p"))).Value!.First.ShouldBeNull();
    }

    [Fact]
    public void No_document_makes_a_reader_throw()
    {
        var values = Gen.Elements<Func<JsonNode?>>(
            () => null, () => 1, () => "x", () => "", () => true, () => new JsonObject(), () => new JsonArray(), () => Peer.Bob, () => new JsonArray(new JsonArray()), () => -1e300,
            () => new JsonObject { ["id"] = 5 }, () => new JsonObject { ["id"] = new JsonObject { ["id"] = "x" } }, () => Peer.Note(), () => Peer.Actor(), () => new string('é', 5000), () => "2026-01-15T08:30:00Z");
        var names = Gen.Elements("id", "type", "actor", "object", "attributedTo", "to", "tag", "attachment", "oneOf", "contentMap", "publicKey", "endpoints", "icon", "published", "likes", "name", "content", "inbox", "url", "first", "items");
        Prop.ForAll(names.ListOf().ToArbitrary(), values.ListOf().ToArbitrary(), (keys, fills) =>
        {
            foreach (var start in new[] { Peer.Note(), Peer.Actor(), Peer.Activity("Create", Peer.Note()), Peer.Note().Set("type", "Question"), new JsonObject { ["@context"] = ActivityDocument.Context, ["type"] = "Collection", ["id"] = Peer.Bob } })
            {
                foreach (var (key, fill) in keys.Zip(fills))
                {
                    start[key] = fill();
                }

                var root = Peer.Open(start);
                _ = (Actor.Read(root), PostReader.Read(root), Activity.Read(root), Collections.Read(root));
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void No_bytes_make_the_opener_throw() =>
        Prop.ForAll<byte[]>(bytes => ActivityDocument.Open(bytes ?? []).Refusal is not null).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
