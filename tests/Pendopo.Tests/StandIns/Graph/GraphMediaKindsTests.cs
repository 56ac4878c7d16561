using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Pendopo.Tests.Channels.Bluesky;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>Reels, stories, recommendations and videos for Instagram, each step of them as the network's pages say.</summary>
public sealed class GraphMediaKindsTests : IAsyncLifetime
{
    private readonly ManualTime clock = new(Melati.Now);
    private readonly HttpClient client = new();
    private GraphStandIn graph = null!;
    private string token = "";

    public async Task InitializeAsync()
    {
        graph = await GraphStandIn.StartAsync(clock);
        graph.Media.Fetcher = _ => Task.FromResult<byte[]?>([0xFF, 0xD8, 0xFF, 0xE0]);
        token = graph.Tokens.ForPage();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await graph.DisposeAsync();
    }

    [Fact]
    public async Task A_reel_goes_up_in_parts_to_its_own_address_and_its_phases_are_told()
    {
        var begun = await Post("111/video_reels", new() { ["upload_phase"] = "start" });
        var (id, address) = (begun["video_id"]!.ToString(), begun["upload_url"]!.ToString());
        (await Finish("video_reels", id))["error"].ShouldNotBeNull();
        await Bytes(address, 0, 5, [1, 2, 3]);
        (await Phase(id, "uploading_phase"))["bytes_transfered"]!.GetValue<int>().ShouldBe(3);
        (await Bytes(address, 0, 5, [1, 2, 3]))["error"]!["error_data"]!["file_offset"]!.GetValue<int>().ShouldBe(3);
        await Bytes(address, 3, 5, [4, 5]);
        graph.Facts.FinishTellsPost = false;
        (await Finish("video_reels", id))["post_id"].ShouldBeNull();
        (await Phase(id, "processing_phase"))["status"]!.ToString().ShouldBe("in_progress");
        (await Phase(id, "publishing_phase"))["publish_status"]!.ToString().ShouldBe("published");
        graph.Page.Posts.Values.ShouldHaveSingleItem().Message.ShouldBe("Cuci tangan");
        graph.Facts.MostReels = 1;
        var second = await Post("111/video_reels", new() { ["upload_phase"] = "start" });
        await Bytes(second["upload_url"]!.ToString(), 0, 1, [1]);
        (await Finish("video_reels", second["video_id"]!.ToString()))["error"]!["code"]!.GetValue<int>().ShouldBe(613);
    }

    [Fact]
    public async Task Stories_of_a_page_are_listed_and_archived_after_a_day()
    {
        graph.Page.Photos["81"] = ([1], "", false);
        (await Post("111/photo_stories", new() { ["photo_id"] = "81" }))["post_id"].ShouldNotBeNull();
        (await Post("111/photo_stories", new() { ["photo_id"] = "81" }))["error"]!["error_subcode"]!.GetValue<int>().ShouldBe(1366051);
        var begun = await Post("111/video_stories", new() { ["upload_phase"] = "start" });
        await Bytes(begun["upload_url"]!.ToString(), 0, 2, [1, 2]);
        (await Finish("video_stories", begun["video_id"]!.ToString()))["post_id"].ShouldNotBeNull();
        (await Get("111/stories"))["data"]!.AsArray().Select(story => story!["status"]!.ToString()).ShouldBe(["published", "published"]);
        clock.Advance(TimeSpan.FromHours(25));
        (await Get("111/stories"))["data"]![0]!["status"]!.ToString().ShouldBe("archived");
        graph.Facts.TakesStories = false;
        (await Get("111/stories"))["error"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Recommendations_are_told_or_deprecated_as_the_switch_stands()
    {
        var rating = graph.Page.Ratings.Says("Ramah sekali");
        (await Get("111/ratings?fields=recommendation_type,review_text,reviewer,open_graph_story"))["data"]![0]!["open_graph_story"]!["id"]!.ToString().ShouldBe(rating.Story);
        (await Post($"{rating.Story}/comments", new() { ["message"] = "Terima kasih" }))["id"].ShouldNotBeNull();
        (await Get(rating.Story))["error"]!["code"]!.GetValue<int>().ShouldBe(12);
        graph.Webhooks.Rating(rating)["entry"]![0]!["changes"]![0]!["field"]!.ToString().ShouldBe("ratings");
        graph.Facts.RatingsServed = false;
        (await Get("111/ratings"))["error"]!["code"]!.GetValue<int>().ShouldBe(12);
    }

    [Fact]
    public async Task A_reel_of_Instagram_is_ready_only_when_all_its_bytes_came()
    {
        var made = await Post($"{InstagramStandIn.Id}/media", new() { ["media_type"] = "REELS", ["upload_type"] = "resumable", ["caption"] = "Cuci tangan" });
        var (id, address) = (made["id"]!.ToString(), made["uri"]!.ToString());
        await Bytes(address, 0, 4, [1, 2]);
        for (var look = 0; look < 3; look++)
            (await Get($"{id}?fields=status_code,video_status"))["status_code"]!.ToString().ShouldBe("IN_PROGRESS");
        (await Get($"{id}?fields=status_code,video_status"))["video_status"]!["uploading_phase"]!["bytes_transferred"]!.GetValue<int>().ShouldBe(2);
        (await Bytes(address, 0, 4, [1, 2]))["debug_info"]!["type"]!.ToString().ShouldBe("OffsetInvalidError");
        await Bytes(address, 2, 4, [3, 4]);
        await Get($"{id}?fields=status_code");
        (await Post($"{InstagramStandIn.Id}/media_publish", new() { ["creation_id"] = id }))["id"].ShouldNotBeNull();
        var story = (await Post($"{InstagramStandIn.Id}/media", new() { ["media_type"] = "STORIES", ["video_url"] = "https://m.example/a.mp4" }))["id"]!.ToString();
        await Get($"{story}?fields=status_code");
        await Post($"{InstagramStandIn.Id}/media_publish", new() { ["creation_id"] = story });
        (await Get($"{InstagramStandIn.Id}/stories"))["data"]![0]!["media_product_type"]!.ToString().ShouldBe("STORY");
        (await Post($"{InstagramStandIn.Id}/media", new() { ["media_type"] = "VIDEO", ["video_url"] = "https://m.example/a.mp4" }))["error"].ShouldNotBeNull();
    }

    private string Signed => $"access_token={token}&appsecret_proof={GraphStandIn.Proof(token)}";

    private async Task<JsonNode> Get(string path) => await Read(await client.GetAsync($"{graph.Url}/v26.0/{path}{(path.Contains('?') ? '&' : '?')}{Signed}"));

    private async Task<JsonNode> Post(string path, JsonObject body) => await Read(await client.PostAsJsonAsync($"{graph.Url}/v26.0/{path}?{Signed}", body));

    private Task<JsonNode> Finish(string edge, string id) => Post($"111/{edge}", new() { ["upload_phase"] = "finish", ["video_id"] = id, ["video_state"] = "PUBLISHED", ["description"] = "Cuci tangan" });

    private async Task<JsonNode> Phase(string id, string phase) => (await Get($"{id}?fields=status"))["status"]![phase]!;

    private async Task<JsonNode> Bytes(string address, int offset, int size, byte[] part)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(part) };
        request.Headers.TryAddWithoutValidation("Authorization", $"OAuth {token}");
        request.Headers.TryAddWithoutValidation("offset", $"{offset}");
        request.Headers.TryAddWithoutValidation("file_size", $"{size}");
        return await Read(await client.SendAsync(request));
    }

    private static async Task<JsonNode> Read(HttpResponseMessage answer)
    {
        using (answer)
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
