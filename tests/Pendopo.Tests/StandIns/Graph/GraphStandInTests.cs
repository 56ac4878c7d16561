using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Web;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>The stand-in itself: it holds to what is known of the network, so that a connector that passes against it has been asked the right questions.</summary>
public sealed class GraphStandInTests : IAsyncLifetime
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
    private readonly ManualTime clock = new(new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private GraphStandIn graph = null!;

    public async Task InitializeAsync()
    {
        graph = await GraphStandIn.StartAsync(clock);
        graph.Media.Fetcher = url => Task.FromResult(url.EndsWith(".jpg", StringComparison.Ordinal) ? Jpeg : null);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await graph.DisposeAsync();
    }

    [Fact]
    public async Task A_person_who_agrees_leads_to_a_token_of_the_page_that_can_be_looked_into()
    {
        using var dialog = await client.GetAsync($"{graph.Url}/v26.0/dialog/oauth?client_id={GraphStandIn.AppId}&redirect_uri=https%3A%2F%2Fm.example%2Fback&state=s1&scope=pages_show_list,email");
        var back = HttpUtility.ParseQueryString(dialog.Headers.Location!.Query);
        back["state"].ShouldBe("s1");
        var shortLived = await Get($"v26.0/oauth/access_token?client_id={GraphStandIn.AppId}&client_secret={GraphStandIn.AppSecret}&redirect_uri=https%3A%2F%2Fm.example%2Fback&code={back["code"]}");
        var longLived = await Get($"v26.0/oauth/access_token?grant_type=fb_exchange_token&client_id={GraphStandIn.AppId}&client_secret={GraphStandIn.AppSecret}&fb_exchange_token={shortLived["access_token"]}");
        var person = longLived["access_token"]!.ToString();
        var page = (await Get($"v26.0/me/accounts?fields=id,name,access_token&{Signed(person)}"))["data"]![0]!["access_token"]!.ToString();
        (await Get($"v26.0/debug_token?input_token={page}&{Signed(person)}"))["data"]!["type"]!.ToString().ShouldBe("PAGE");
        (await Get($"v26.0/debug_token?input_token={person}&{Signed(person)}"))["data"]!["expires_at"]!.GetValue<long>().ShouldBe(clock.GetUtcNow().AddDays(60).ToUnixTimeSeconds());
        graph.Tokens.Granted.ShouldBe(["pages_show_list"]);
        (await Get($"v26.0/111/feed?access_token={page}"))["error"]!["code"]!.GetValue<int>().ShouldBe(100);
        clock.Advance(TimeSpan.FromDays(61));
        (await Get($"v26.0/me?{Signed(person)}"))["error"]!["error_subcode"]!.GetValue<int>().ShouldBe(463);
    }

    [Fact]
    public async Task A_post_takes_its_waiting_pictures_and_a_broken_answer_leaves_it_standing()
    {
        var photo = (await Post("111/photos", new() { ["url"] = "https://m.example/a.jpg", ["published"] = "false", ["alt_text_custom"] = "Bidan" }))["id"]!.ToString();
        graph.Misbehave("POST feed", GraphFault.BreakAfter, GraphFault.ServerError);
        await Should.ThrowAsync<HttpRequestException>(() => Post("111/feed", new() { ["message"] = "Jadwal", ["attached_media"] = new JsonArray(new JsonObject { ["media_fbid"] = photo }) }));
        graph.Page.Posts.Values.ShouldHaveSingleItem().Photos.ShouldBe([photo]);
        (await Post("111/feed", new() { ["message"] = "Lagi" }))["error"]!["is_transient"]!.GetValue<bool>().ShouldBeTrue();
        (await Get($"v26.0/111/feed?fields=id,message,created_time,comments.limit(50){{id,message}}&{Signed(Token)}"))["data"]![0]!["message"]!.ToString().ShouldBe("Jadwal");
        (await Get($"v26.0/{graph.Page.Posts.Keys.Single()}/insights?metric=post_media_view,gone&{Signed(Token)}"))["error"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_container_takes_its_time_and_is_published_once_within_the_quota_of_the_day()
    {
        graph.Instagram.Quota = 1;
        var first = await Contain();
        (await Publish(first))["error"]!["error_subcode"]!.GetValue<int>().ShouldBe(2207027);
        (await State(first)).ShouldBe("IN_PROGRESS");
        (await State(first)).ShouldBe("FINISHED");
        (await Publish(first))["id"].ShouldNotBeNull();
        (await State(first)).ShouldBe("PUBLISHED");
        var second = await Contain();
        await State(second);
        (await Publish(second))["error"]!["error_subcode"]!.GetValue<int>().ShouldBe(2207042);
        clock.Advance(TimeSpan.FromHours(25));
        (await State(second)).ShouldBe("EXPIRED");
        graph.Instagram.EndsWith = 2207026;
        var third = await Contain();
        await State(third);
        (await State(third)).ShouldBe("ERROR");
        graph.Instagram.Media.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Private_answers_hold_to_their_windows_and_a_comment_is_answered_alone_once()
    {
        var comment = graph.Page.Talk.Says(graph.Page.Stands("Jadwal"), "Jam buka?");
        JsonObject alone = new() { ["recipient"] = new JsonObject { ["comment_id"] = comment.Id }, ["message"] = new JsonObject { ["text"] = "Halo" } };
        (await Post("111/messages", alone))["message_id"].ShouldNotBeNull();
        (await Post("111/messages", (JsonObject)alone.DeepClone()))["error"]!["code"]!.GetValue<int>().ShouldBe(10900);
        graph.Page.Talk.Writes("P1", "Halo");
        clock.Advance(TimeSpan.FromHours(25));
        JsonObject letter = new() { ["recipient"] = new JsonObject { ["id"] = "P1" }, ["message"] = new JsonObject { ["text"] = "Maaf" }, ["messaging_type"] = "RESPONSE" };
        (await Post("111/messages", letter))["error"]!["error_subcode"]!.GetValue<int>().ShouldBe(2018278);
        (letter["messaging_type"], letter["tag"]) = ("MESSAGE_TAG", "HUMAN_AGENT");
        (await Post("111/messages", letter))["message_id"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_video_goes_on_where_it_stopped_and_its_post_comes_later()
    {
        var session = (await Post("111/videos", new() { ["upload_phase"] = "start", ["file_size"] = "5" }))["upload_session_id"]!.ToString();
        (await Transfer(session, 0, [1, 2, 3]))["start_offset"]!.ToString().ShouldBe("3");
        (await Transfer(session, 0, [1, 2, 3]))["error"]!["error_data"]!["start_offset"]!.ToString().ShouldBe("3");
        await Transfer(session, 3, [4, 5]);
        await Post("111/videos", new() { ["upload_phase"] = "finish", ["upload_session_id"] = session, ["description"] = "Cuci tangan" });
        (await Get($"v26.0/{session}?fields=status,post_id&{Signed(Token)}"))["post_id"].ShouldBeNull();
        (await Get($"v26.0/{session}?fields=status,post_id&{Signed(Token)}"))["post_id"].ShouldNotBeNull();
    }

    [Fact]
    public void Events_are_signed_over_their_bytes_and_come_again_in_an_order_that_a_seed_settles()
    {
        GraphWebhooks.Signature("{}"u8.ToArray(), "key").ShouldBe("sha256=" + Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData("key"u8, "{}"u8)));
        var events = new[] { graph.Webhooks.Comment("c1", "p1", "Halo"), graph.Webhooks.Message("m1", "Halo") };
        var all = GraphWebhooks.Shuffled(events, 10, seed: 7);
        all.Count.ShouldBe(20);
        GraphWebhooks.Shuffled(events, 10, seed: 7).ShouldBe(all);
    }

    [Fact]
    public async Task What_is_used_up_is_told_with_the_minutes_to_wait_and_a_revoked_token_is_dead()
    {
        var token = Token;
        graph.Misbehave("GET feed", GraphFault.AccountLimit);
        using var held = await client.GetAsync($"{graph.Url}/v26.0/111/feed?{Signed(token)}");
        JsonNode.Parse(held.Headers.GetValues("X-Business-Use-Case-Usage").Single())!["111"]![0]!["estimated_time_to_regain_access"]!.GetValue<int>().ShouldBe(7);
        graph.Tokens.RevokeAll();
        using var dead = await client.GetAsync($"{graph.Url}/v26.0/111/feed?{Signed(token)}");
        dead.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        graph.Facts.ErrorsInside200 = true;
        using var quiet = await client.GetAsync($"{graph.Url}/v26.0/111/feed?{Signed(token)}");
        quiet.StatusCode.ShouldBe(HttpStatusCode.OK);
        typeof(GraphFacts).GetProperties().Where(fact => fact.GetMethod is { IsStatic: false, IsPublic: true }).Select(fact => fact.Name).ShouldBe(GraphFacts.Unverified.Keys, ignoreOrder: true);
    }

    private string Token => graph.Tokens.ForPage();

    private static string Signed(string token) => $"access_token={token}&appsecret_proof={GraphStandIn.Proof(token)}";

    private async Task<JsonNode> Get(string path) => JsonNode.Parse(await client.GetStringOrBody($"{graph.Url}/{path}"))!;

    private async Task<JsonNode> Post(string path, JsonObject body)
    {
        using var answer = await client.PostAsJsonAsync($"{graph.Url}/v26.0/{path}?{Signed(Token)}", body);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private async Task<JsonNode> Transfer(string session, int offset, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new StringContent("transfer"), "upload_phase" }, { new StringContent(session), "upload_session_id" }, { new StringContent($"{offset}"), "start_offset" }, { new ByteArrayContent(bytes), "video_file_chunk", "part" } };
        using var answer = await client.PostAsync($"{graph.Url}/v26.0/111/videos?{Signed(Token)}", form);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private async Task<string> Contain() => (await Post($"{InstagramStandIn.Id}/media", new() { ["image_url"] = "https://m.example/a.jpg", ["caption"] = "Imunisasi" }))["id"]!.ToString();

    private Task<JsonNode> Publish(string container) => Post($"{InstagramStandIn.Id}/media_publish", new() { ["creation_id"] = container });

    private async Task<string> State(string container) => (await Get($"v26.0/{container}?fields=status_code,status&{Signed(Token)}"))["status_code"]!.ToString();
}

file static class Bodies
{
    /// <summary>The body, whatever the status.</summary>
    public static async Task<string> GetStringOrBody(this HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        return await answer.Content.ReadAsStringAsync();
    }
}
