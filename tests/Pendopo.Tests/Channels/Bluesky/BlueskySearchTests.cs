using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;

namespace Pendopo.Tests.Channels.Bluesky;

public sealed class BlueskySearchTests : BlueskyTests
{
    private const string Method = "app.bsky.feed.searchPosts";

    [Fact]
    public async Task Words_are_found_with_their_author_and_thread_oldest_first_until_what_was_read_before()
    {
        Pds.Searched.Add([Post("3k3", 30), Post("3k2", 20)]);
        Pds.Searched.Add([Post("3k1", 10), Post("3k0", -10)]);
        Pds.Searched.Add([Post("3kold", -20)]);
        var found = await Search("puskesmas melati");
        found.Fault.ShouldBeNull();
        found.Posts.Select(post => post.Remote.Id.Split('/')[^1]).ShouldBe(["3k1", "3k2", "3k3"]);
        found.Posts[0].Author.ShouldBe(new RemotePerson("did:plc:rina", "rina.test", "Rina", "https://bsky.app/profile/did:plc:rina"));
        found.Posts[0].Root.ShouldBeNull();
        Pds.Searches.ShouldBe(["\"puskesmas melati\"", "\"puskesmas melati\""]);
        await Search("dbd", tag: true);
        await Search("from:rina \"x");
        Pds.Searches.TakeLast(2).ShouldAllBe(asked => asked == "\"from:rina  x\"");
        Pds.Searches.ShouldContain("#dbd");
    }

    [Fact]
    public async Task What_is_ours_is_said_to_us_or_stands_behind_a_block_is_left_out()
    {
        var own = Post("3kown", 1);
        own["uri"] = "at://did:plc:melati/app.bsky.feed.post/3kown";
        own["author"]!["did"] = "did:plc:melati";
        var reply = Post("3kreply", 2);
        reply["record"]!["reply"] = new JsonObject { ["parent"] = Ref("did:plc:budi"), ["root"] = Ref("did:plc:melati") };
        var mention = Post("3kmention", 3);
        mention["record"]!["facets"] = new JsonArray(new JsonObject { ["features"] = new JsonArray(new JsonObject { ["did"] = "did:plc:melati" }) });
        var quote = Post("3kquote", 4);
        quote["record"]!["embed"] = new JsonObject { ["record"] = Ref("did:plc:melati") };
        var blocked = Post("3kblocked", 5);
        blocked["author"]!["viewer"] = new JsonObject { ["blockedBy"] = true };
        var muted = Post("3kmuted", 6);
        muted["author"]!["viewer"] = new JsonObject { ["muted"] = true };
        var answer = Post("3kanswer", 7);
        answer["record"]!["reply"] = new JsonObject { ["parent"] = Ref("did:plc:budi"), ["root"] = Ref("did:plc:budi") };
        Pds.Searched.Add([answer, muted, blocked, quote, mention, reply, own, "text", new JsonObject { ["uri"] = 3 }]);
        var said = (await Search("melati")).Posts.ShouldHaveSingleItem();
        said.Remote.Id.ShouldEndWith("3kanswer");
        said.Root!.Id.ShouldStartWith("at://did:plc:budi/");
    }

    [Fact]
    public async Task A_quota_says_until_when_a_refusal_stands_and_a_bad_hour_passes_and_what_was_read_is_not_lost()
    {
        var reset = Melati.Now.AddMinutes(4).ToUnixTimeSeconds();
        Pds.Searched.Add([Post("3k1", 10)]);
        Pds.Searched.Add([Post("3k0", 5)]);
        Pds.ServeNext(Method);
        Pds.FailNext(Method, 429, "RateLimitExceeded", "", ("ratelimit-reset", reset.ToString(CultureInfo.InvariantCulture)));
        var limited = await Search("melati");
        (limited.Fault, limited.NotBefore, limited.Posts.Count).ShouldBe((SearchFault.Later, DateTimeOffset.FromUnixTimeSeconds(reset), 1));
        Pds.FailNext(Method, 400, "BadQueryString", "no");
        (await Search("melati")).Fault.ShouldBe(SearchFault.Refused);
        Pds.FailNext(Method, 502, "UpstreamFailure");
        (await Search("melati")).Fault.ShouldBe(SearchFault.Later);
        Pds.BreakNext(Method);
        (await Search("melati")).Fault.ShouldBe(SearchFault.Later);
        Pds.Expire();
        Pds.RefuseRefresh();
        (await Search("melati")).Fault.ShouldBe(SearchFault.Later, "a lost session is told where messages are heard");
    }

    private Task<Found> Search(string words, bool tag = false) => Centre.Connector.Search(Centre.Account, new(words, tag, Melati.Now, []), default);

    private static JsonObject Ref(string did) => new() { ["uri"] = $"at://{did}/app.bsky.feed.post/3kroot", ["cid"] = "cid-root" };

    internal static JsonObject Post(string key, int minutes, string text = "Puskesmas Melati buka?", string who = "rina", DateTimeOffset? from = null)
    {
        var at = (from ?? Melati.Now).AddMinutes(minutes).ToString("O", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["uri"] = $"at://did:plc:{who}/app.bsky.feed.post/{key}",
            ["cid"] = $"cid-{key}",
            ["author"] = new JsonObject { ["did"] = $"did:plc:{who}", ["handle"] = $"{who}.test", ["displayName"] = "Rina" },
            ["record"] = new JsonObject { ["$type"] = "app.bsky.feed.post", ["text"] = text, ["langs"] = new JsonArray("id"), ["createdAt"] = at },
            ["indexedAt"] = at,
        };
    }
}
