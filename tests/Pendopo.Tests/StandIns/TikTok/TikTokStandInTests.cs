using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Pendopo.Tests.StandIns.Net;
using Pendopo.Tests.StandIns.YouTube;

namespace Pendopo.Tests.StandIns.TikTok;

/// <summary>The stand-in itself: it holds to what is told of the network, so that a connector that passes against it has been asked the right questions.</summary>
public sealed class TikTokStandInTests : IAsyncLifetime
{
    private readonly ManualTime clock = new(new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private TikTokStandIn network = null!;
    private string token = "";

    public async Task InitializeAsync()
    {
        network = await TikTokStandIn.StartAsync(clock);
        token = network.Tokens.Give(TikTokStandIn.Scopes).Access;
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await network.DisposeAsync();
    }

    [Fact]
    public async Task A_video_is_begun_sent_in_chunks_and_told_of_when_it_is_through()
    {
        network.Facts.SmallestChunk = 2;
        var begun = (await Post("v2/post/publish/video/init/", Init("PUBLIC_TO_EVERYONE", size: 5, chunk: 2, count: 2)))["data"]!;
        (await Put($"{begun["upload_url"]}", [1, 2], 0, 5)).ShouldBe(206);
        (await Put($"{begun["upload_url"]}", [1, 2], 0, 5)).ShouldBe(416);
        network.Misbehave("PUT /upload", NetFault.BreakAfter);
        await Should.ThrowAsync<HttpRequestException>(() => Put($"{begun["upload_url"]}", [3, 4, 5], 2, 5));
        (await Status(begun))["status"]!.ToString().ShouldBe("PROCESSING_UPLOAD");
        var done = await Status(begun);
        done["status"]!.ToString().ShouldBe("PUBLISH_COMPLETE");
        var post = network.Posts.All.Values.ShouldHaveSingleItem();
        ((long)done["publicaly_available_post_id"]![0]!).ShouldBe(post.VideoId);
        post.Bytes.ShouldBe([1, 2, 3, 4, 5]);
        (await Post("v2/video/query/?fields=id,view_count", new() { ["filters"] = new JsonObject { ["video_ids"] = new JsonArray($"{post.VideoId}") } }))["data"]!["videos"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_app_without_an_audit_posts_privately_and_the_limits_of_day_and_minute_hold()
    {
        network.Audited = false;
        (await Code(Init("PUBLIC_TO_EVERYONE"))).ShouldBe("unaudited_client_can_only_post_to_private_accounts");
        network.Facts.RefusesUnauditedPublic = false;
        (await Code(Init("PUBLIC_TO_EVERYONE"))).ShouldBe("ok");
        network.Posts.All.Values.Single().Privacy.ShouldBe("SELF_ONLY");
        (await Code(Init("FOLLOWER_OF_CREATOR"))).ShouldBe("privacy_level_option_mismatch");
        network.Facts.PostsADay = 1;
        (await Code(Init("SELF_ONLY"))).ShouldBe("spam_risk_too_many_posts");
        (network.Facts.PostsADay, network.Facts.InitsAMinute) = (15, 4);
        (await Code(Init("SELF_ONLY"))).ShouldBe("rate_limit_exceeded");
        clock.Advance(TimeSpan.FromMinutes(1));
        (await Code(Init("SELF_ONLY"))).ShouldBe("ok");
        network.Misbehave("init/", NetFault.TokenRevoked);
        (await Code(Init("SELF_ONLY"))).ShouldBe("access_token_invalid");
        YouTubeStandInTests.Names(typeof(TikTokFacts)).ShouldBe(TikTokFacts.Unverified.Keys, ignoreOrder: true);
    }

    private static JsonObject Init(string privacy, long size = 3, long chunk = 3, int count = 1) => new()
    {
        ["post_info"] = new JsonObject { ["title"] = "Cuci tangan", ["privacy_level"] = privacy },
        ["source_info"] = new JsonObject { ["source"] = "FILE_UPLOAD", ["video_size"] = size, ["chunk_size"] = chunk, ["total_chunk_count"] = count },
    };

    private async Task<string> Code(JsonObject body) => $"{(await Post("v2/post/publish/video/init/", body))["error"]!["code"]}";

    private async Task<JsonNode> Status(JsonNode begun) => (await Post("v2/post/publish/status/fetch/", new() { ["publish_id"] = $"{begun["publish_id"]}" }))["data"]!;

    private async Task<JsonNode> Post(string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{network.Url}/{path}") { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await client.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private async Task<int> Put(string address, byte[] bytes, int from, long total)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("video/mp4");
        content.Headers.ContentRange = new ContentRangeHeaderValue(from, from + bytes.Length - 1, total);
        using var answer = await client.PutAsync(address, content);
        return (int)answer.StatusCode;
    }
}
