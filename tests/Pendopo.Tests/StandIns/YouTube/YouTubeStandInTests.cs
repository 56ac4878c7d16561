using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Pendopo.Tests.StandIns.Google;
using Pendopo.Tests.StandIns.Net;

namespace Pendopo.Tests.StandIns.YouTube;

/// <summary>The stand-in itself: it holds to what is known of the network, so that a connector that passes against it has been asked the right questions.</summary>
public sealed class YouTubeStandInTests : IAsyncLifetime
{
    private readonly ManualTime clock = new(new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private YouTubeStandIn network = null!;
    private string token = "";

    public async Task InitializeAsync()
    {
        network = await YouTubeStandIn.StartAsync(clock);
        token = network.Tokens.Give(YouTubeStandIn.Scopes).Access;
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await network.DisposeAsync();
    }

    [Fact]
    public async Task A_person_who_agrees_gives_a_refresh_token_that_rotates_and_dies_with_the_project()
    {
        using var dialog = await client.GetAsync($"{network.Url}/o/oauth2/v2/auth?client_id={GoogleTokens.ClientId}&response_type=code&redirect_uri=https%3A%2F%2Fm.example%2Fback&state=s1&scope=a&access_type=offline&prompt=consent");
        var back = HttpUtility.ParseQueryString(dialog.Headers.Location!.Query);
        back["state"].ShouldBe("s1");
        var first = await Token(new() { ["grant_type"] = "authorization_code", ["code"] = back["code"]!, ["redirect_uri"] = "https://m.example/back" });
        var old = $"{first["refresh_token"]}";
        var second = await Token(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = old });
        second["refresh_token"].ShouldNotBeNull();
        (await Token(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = old }))["error"]!.ToString().ShouldBe("invalid_grant");
        (network.Tokens.Rotates, network.Tokens.RefreshLives) = (false, TimeSpan.FromDays(7));
        var testing = network.Tokens.Give("a").Refresh;
        (await Token(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = testing }))["refresh_token"].ShouldBeNull();
        clock.Advance(TimeSpan.FromDays(8));
        (await Token(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = testing }))["error"]!.ToString().ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_video_goes_on_where_it_stopped_exists_after_its_last_byte_and_is_processed()
    {
        var bytes = Enumerable.Range(0, (256 << 10) + 5).Select(number => (byte)number).ToArray();
        var session = await Start("Cuci tangan", bytes.Length);
        network.Misbehave("PUT /upload/youtube/v3/videos", NetFault.BreakAfter);
        await Should.ThrowAsync<HttpRequestException>(() => Put(session, bytes, 0, 256 << 10, bytes.Length));
        var (status, range, _) = await Ask(session, bytes.Length);
        (status, range).ShouldBe((308, $"bytes=0-{(256 << 10) - 1}"));
        network.Videos.All.ShouldBeEmpty();
        network.Misbehave("PUT /upload/youtube/v3/videos", NetFault.BreakAfter);
        await Should.ThrowAsync<HttpRequestException>(() => Put(session, bytes, 256 << 10, 5, bytes.Length));
        var video = network.Videos.All.Values.ShouldHaveSingleItem();
        video.Bytes.ShouldBe(bytes);
        (await Ask(session, bytes.Length)).Body["id"]!.ToString().ShouldBe(video.Id);
        (await Get($"youtube/v3/videos?part=status&id={video.Id}"))["items"]![0]!["status"]!["uploadStatus"]!.ToString().ShouldBe("uploaded");
        (await Get($"youtube/v3/videos?part=status&id={video.Id}"))["items"]![0]!["status"]!["uploadStatus"]!.ToString().ShouldBe("processed");
        network.Uploads.Forget();
        (await Ask(session, bytes.Length)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_project_without_an_audit_publishes_private_videos_alone_and_the_day_has_a_hundred_uploads()
    {
        network.Audited = false;
        await Put(await Start("Cuci tangan", 3), [1, 2, 3], 0, 3, 3);
        network.Videos.All.Values.Single().Status["privacyStatus"]!.ToString().ShouldBe("private");
        network.Quota.UseUp();
        using var refused = await Send(HttpMethod.Post, "upload/youtube/v3/videos?uploadType=resumable&part=snippet,status", Words("Lagi"));
        JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["error"]!["errors"]![0]!["reason"]!.ToString().ShouldBe("quotaExceeded");
        // Midnight of the Pacific coast, which is 08:00 UTC in November.
        clock.Advance(TimeSpan.FromHours(7.5));
        network.Quota.Uploaded.ShouldBe(0);
    }

    [Fact]
    public async Task Comments_are_asked_for_answered_and_moderated_and_may_come_late_or_twice()
    {
        var video = network.Videos.Stands("Cuci tangan");
        var thread = network.Talk.Says(video, "Jam buka?");
        network.Late = TimeSpan.FromHours(1);
        network.Talk.Says(video, "Terlambat");
        (await Threads()).ShouldBe(["Jam buka?"]);
        clock.Advance(TimeSpan.FromHours(1));
        token = network.Tokens.Give(YouTubeStandIn.Scopes).Access;
        network.Talk.Duplicates = true;
        (await Threads()).ShouldBe(["Terlambat", "Terlambat", "Jam buka?", "Jam buka?"]);
        network.Talk.Duplicates = false;
        using var answered = await Send(HttpMethod.Post, "youtube/v3/comments?part=snippet", new() { ["snippet"] = new JsonObject { ["parentId"] = thread, ["textOriginal"] = "Pukul 8" } });
        answered.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var held = await Send(HttpMethod.Post, $"youtube/v3/comments/setModerationStatus?id={thread}&moderationStatus=heldForReview", null);
        held.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Threads()).ShouldBe(["Terlambat"]);
        network.Calls.Last(call => call.Name == "POST /youtube/v3/comments").Json["snippet"]!["textOriginal"]!.ToString().ShouldBe("Pukul 8");
        network.Quota.Used.ShouldBe(103);
        Names(typeof(YouTubeFacts)).ShouldBe(YouTubeFacts.Unverified.Keys, ignoreOrder: true);

        async Task<string[]> Threads() => [.. (await Get("youtube/v3/commentThreads?part=snippet,replies&allThreadsRelatedToChannelId=UCmelati&order=time"))["items"]!.AsArray()
            .Select(one => $"{one!["snippet"]!["topLevelComment"]!["snippet"]!["textOriginal"]}")];
    }

    internal static IEnumerable<string> Names(Type facts) => facts.GetProperties().Where(fact => fact.GetMethod is { IsStatic: false, IsPublic: true }).Select(fact => fact.Name);

    private static JsonObject Words(string title) => new()
    {
        ["snippet"] = new JsonObject { ["title"] = title, ["description"] = "", ["categoryId"] = "27" }, ["status"] = new JsonObject { ["privacyStatus"] = "public" },
    };

    private async Task<JsonNode> Token(Dictionary<string, string> form)
    {
        (form["client_id"], form["client_secret"]) = (GoogleTokens.ClientId, GoogleTokens.ClientSecret);
        using var content = new FormUrlEncodedContent(form);
        using var answer = await client.PostAsync($"{network.Url}/token", content);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, JsonObject? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"{network.Url}/{path}");
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Authorization = new("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await client.SendAsync(request);
    }

    private async Task<JsonNode> Get(string path)
    {
        using var answer = await Send(HttpMethod.Get, path, null);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private async Task<string> Start(string title, long size)
    {
        using var answer = await Send(HttpMethod.Post, "upload/youtube/v3/videos?uploadType=resumable&part=snippet,status", Words(title), ("X-Upload-Content-Type", "video/mp4"), ("X-Upload-Content-Length", size.ToString(CultureInfo.InvariantCulture)));
        return answer.Headers.Location!.ToString();
    }

    private async Task Put(string session, byte[] bytes, int from, int length, long total)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, session) { Content = new ByteArrayContent(bytes, from, length) };
        request.Headers.Authorization = new("Bearer", token);
        request.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, from + length - 1, total);
        (await client.SendAsync(request)).Dispose();
    }

    private async Task<(int Status, string Range, JsonNode Body)> Ask(string session, long total)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, session) { Content = new ByteArrayContent([]) };
        request.Headers.Authorization = new("Bearer", token);
        request.Content.Headers.TryAddWithoutValidation("Content-Range", $"bytes */{total}");
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, answer.Headers.TryGetValues("Range", out var range) ? range.Single() : "", body.Length > 0 ? JsonNode.Parse(body)! : new JsonObject());
    }
}
