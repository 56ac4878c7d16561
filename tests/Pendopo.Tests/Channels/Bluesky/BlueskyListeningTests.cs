using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;

namespace Pendopo.Tests.Channels.Bluesky;

public sealed class BlueskyListeningTests : BlueskyTests
{
    private const string List = "app.bsky.notification.listNotifications";

    [Fact]
    public async Task A_reply_comes_with_its_author_thread_and_words()
    {
        Pds.Notifications.Add([Notification("reply", "3kask", 5, reply: true)]);

        var message = (await Hear(null)).Messages.ShouldHaveSingleItem();

        message.Kind.ShouldBe(IncomingKind.Reply);
        message.Remote.ShouldBe(new RemoteRef("at://did:plc:rina/app.bsky.feed.post/3kask", "https://bsky.app/profile/did:plc:rina/post/3kask", "cid-3kask"));
        message.InReplyTo.ShouldBe("at://did:plc:melati/app.bsky.feed.post/3kparent");
        message.Root.ShouldNotBeNull().Version.ShouldBe("cid-root");
        message.Author.ShouldBe(new RemotePerson("did:plc:rina", "rina.test", "Rina", "https://bsky.app/profile/did:plc:rina"));
        message.Text.ShouldBe("Jam berapa buka?");
        message.Language.ShouldBe("id");
    }

    [Fact]
    public async Task Mentions_and_quotes_are_heard_too_and_a_quote_tells_what_it_is_about()
    {
        Pds.Notifications.Add([Notification("quote", "3kquote", 6), Notification("mention", "3kmention", 5)]);

        var messages = (await Hear(null)).Messages;

        messages.Select(message => message.Kind).ShouldBe([IncomingKind.Mention, IncomingKind.Mention]);
        messages[1].InReplyTo.ShouldBe("at://did:plc:melati/app.bsky.feed.post/3ksubject");
    }

    [Fact]
    public async Task Pages_are_read_until_the_last_look_is_overlapped_and_messages_come_oldest_first()
    {
        Pds.Notifications.Add([Notification("reply", "3k4", 300), Notification("reply", "3k3", 290)]);
        Pds.Notifications.Add([Notification("reply", "3k2", 250), Notification("reply", "3k1", 100)]);
        Pds.Notifications.Add([Notification("reply", "3k0", 50)]);

        var heard = await Hear(At(280));

        heard.Messages.Select(message => message.Remote.Id.Split('/')[^1]).ShouldBe(["3k2", "3k3", "3k4"]);
        heard.Cursor.ShouldBe(At(300));
        Pds.Calls.Count(call => call == List).ShouldBe(2);
    }

    [Fact]
    public async Task A_page_that_fails_leaves_the_next_look_where_it_was()
    {
        Pds.Notifications.Add([Notification("reply", "3k1", 10)]);
        Pds.FailNext(List, 502, "UpstreamFailure");

        var heard = await Hear(At(5));

        heard.Messages.ShouldBeEmpty();
        heard.Cursor.ShouldBeNull();
        heard.Lost.ShouldBeNull();
    }

    [Fact]
    public async Task Notifications_that_make_no_sense_are_passed_over()
    {
        var strange = Notification("reply", "3k1", 10);
        strange["uri"] = "nonsense";
        var wordless = Notification("reply", "3k2", 9);
        wordless["record"] = 7;
        Pds.Notifications.Add([strange, wordless, "text", Notification("reply", "3k3", 8)]);

        (await Hear(null)).Messages.ShouldHaveSingleItem().Remote.Id.ShouldEndWith("3k3");
    }

    [Fact]
    public async Task Figures_count_quotes_as_shares_and_what_is_not_told_is_unknown()
    {
        var post = new RemoteRef($"at://{FakePds.Did}/app.bsky.feed.post/3k", null);
        (await Centre.Connector.Measure(Centre.Account, post, default)).ShouldBe(new PostMeasures(null, null, null));

        Pds.Posts = [new JsonObject { ["likeCount"] = 3, ["repostCount"] = 2, ["quoteCount"] = 1, ["replyCount"] = 0 }];
        (await Centre.Connector.Measure(Centre.Account, post, default)).ShouldBe(new PostMeasures(3, 3, 0));

        Pds.FailNext("app.bsky.feed.getPosts", 502, "UpstreamFailure");
        await Should.ThrowAsync<HttpRequestException>(Centre.Connector.Measure(Centre.Account, post, default));
    }

    private Task<Heard> Hear(string? cursor) => Centre.Connector.Hear(Centre.Account, cursor, default);

    private static string At(int minutes) => Melati.Now.AddMinutes(minutes).ToString("O", CultureInfo.InvariantCulture);

    private static JsonObject Notification(string reason, string key, int minutes, bool reply = false)
    {
        var record = new JsonObject { ["$type"] = "app.bsky.feed.post", ["text"] = "Jam berapa buka?", ["langs"] = new JsonArray("id"), ["createdAt"] = At(minutes) };
        if (reply)
        {
            record["reply"] = new JsonObject
            {
                ["root"] = new JsonObject { ["uri"] = "at://did:plc:melati/app.bsky.feed.post/3kroot", ["cid"] = "cid-root" },
                ["parent"] = new JsonObject { ["uri"] = "at://did:plc:melati/app.bsky.feed.post/3kparent", ["cid"] = "cid-parent" },
            };
        }
        return new JsonObject
        {
            ["uri"] = $"at://did:plc:rina/app.bsky.feed.post/{key}",
            ["cid"] = $"cid-{key}",
            ["author"] = new JsonObject { ["did"] = "did:plc:rina", ["handle"] = "rina.test", ["displayName"] = "Rina" },
            ["reason"] = reason,
            ["reasonSubject"] = "at://did:plc:melati/app.bsky.feed.post/3ksubject",
            ["record"] = record,
            ["indexedAt"] = At(minutes),
        };
    }
}
