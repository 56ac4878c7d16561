using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Web;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.StandIns.LinkedIn;

/// <summary>The stand-in itself: it holds to what is known of the network, so that a connector that passes against it has been asked the right questions.</summary>
public sealed class LinkedInStandInTests : IAsyncLifetime
{
    private readonly ManualTime clock = new(new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private LinkedInStandIn linkedIn = null!;
    private string token = "";
    private string version = "202611";

    public async Task InitializeAsync()
    {
        linkedIn = await LinkedInStandIn.StartAsync(clock);
        token = linkedIn.Tokens.Pair().Access;
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await linkedIn.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_leads_to_tokens_whose_refreshing_ends_a_year_later(bool rotates)
    {
        linkedIn.Facts.RotatesRefreshTokens = rotates;
        using var dialog = await client.GetAsync($"{linkedIn.Url}/oauth/v2/authorization?response_type=code&client_id={LinkedInStandIn.ClientId}&redirect_uri=https%3A%2F%2Fm.example%2Fback&state=s1&scope=w_organization_social");
        var back = HttpUtility.ParseQueryString(dialog.Headers.Location!.Query);
        back["state"].ShouldBe("s1");
        var first = await Token(new() { ["grant_type"] = "authorization_code", ["code"] = back["code"]!, ["redirect_uri"] = "https://m.example/back" });
        clock.Advance(TimeSpan.FromDays(61));
        token = first["access_token"]!.ToString();
        (await Call(HttpMethod.Delete, "rest/posts/urn%3Ali%3Ashare%3A1")).Status.ShouldBe(401);
        var second = await Token(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = first["refresh_token"]!.ToString() });
        second["refresh_token_expires_in"]!.GetValue<long>().ShouldBe((long)TimeSpan.FromDays(304).TotalSeconds);
        var again = await Token(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = first["refresh_token"]!.ToString() });
        (again["error"] is not null).ShouldBe(rotates);
    }

    [Theory]
    [InlineData(@"Cuci tangan \(6 langkah\) #sehat", "Cuci tangan (6 langkah) #sehat")]
    [InlineData("Cuci tangan (6 langkah) #sehat", "Cuci tangan ")]
    [InlineData("Lihat https://melati.example/a_b(c) dan @[Puskesmas](urn:li:organization:5) kita", "Lihat https://melati.example/a_b(c) dan Puskesmas kita")]
    [InlineData(@"a\\b \# c", @"a\b # c")]
    [InlineData("pkm@melati.example", "pkm")]
    public async Task Words_are_cut_at_a_reserved_letter_though_the_call_succeeds(string commentary, string shown)
    {
        var urn = (await Tell(commentary)).Headers.GetValues("x-restli-id").Single();
        (linkedIn.Posts.All[urn].Commentary, linkedIn.Posts.All[urn].Shown).ShouldBe((commentary, shown));
    }

    [Fact]
    public async Task A_call_needs_its_version_and_escaped_numbers_and_the_same_words_are_refused()
    {
        linkedIn.Misbehave("POST posts", WireFault.ServerErrorAfter);
        (await Tell("Jadwal")).Status.ShouldBe(500);
        (await Tell("Jadwal")).Status.ShouldBe(422);
        var urn = linkedIn.Posts.All.Keys.Single();
        (await Call(HttpMethod.Get, $"rest/posts?q=author&author={Uri.EscapeDataString(LinkedInStandIn.Page)}&count=10")).Body!["elements"]![0]!["id"]!.ToString().ShouldBe(urn);
        (await Call(HttpMethod.Get, $"rest/posts/{urn}")).Status.ShouldBe(400);
        version = "202501";
        (await Call(HttpMethod.Get, $"rest/posts/{Uri.EscapeDataString(urn)}")).Status.ShouldBe(426);
        version = "202611";
        (await Call(HttpMethod.Delete, $"rest/posts/{Uri.EscapeDataString(urn)}")).Status.ShouldBe(204);
        (await Call(HttpMethod.Delete, $"rest/posts/{Uri.EscapeDataString(urn)}")).Status.ShouldBe(204);
        linkedIn.ADay["POST posts"] = 0;
        (await Tell("Lagi")).Status.ShouldBe(429);
        clock.Advance(TimeSpan.FromHours(24));
        linkedIn.ADay.Clear();
        linkedIn.Role = "ANALYST";
        (await Tell("Lagi")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_picture_takes_its_bytes_once_and_a_video_every_part_before_a_post_carries_it()
    {
        var image = (await Begin("images", new() { ["owner"] = LinkedInStandIn.Page }))!;
        (await Put(image["uploadUrl"]!.ToString(), [1])).Status.ShouldBe(201);
        (await Put(image["uploadUrl"]!.ToString(), [1])).Status.ShouldBe(400);
        linkedIn.Media.Part = 3;
        var video = (await Begin("videos", new() { ["owner"] = LinkedInStandIn.Page, ["fileSizeBytes"] = 5 }))!;
        var tags = new JsonArray();
        foreach (var part in video["uploadInstructions"]!.AsArray())
        {
            var (first, last) = (part!["firstByte"]!.GetValue<int>(), part["lastByte"]!.GetValue<int>());
            tags.Add((await Put(part["uploadUrl"]!.ToString(), [.. Enumerable.Range(first, last - first + 1).Select(n => (byte)n)])).Tag);
        }
        var urn = video["video"]!.ToString();
        var finish = new JsonObject { ["finalizeUploadRequest"] = new JsonObject { ["video"] = urn, ["uploadToken"] = video["uploadToken"]!.ToString(), ["uploadedPartIds"] = tags } };
        (await Call(HttpMethod.Post, "rest/videos?action=finalizeUpload", finish)).Status.ShouldBe(200);
        (await Tell("Cuci tangan", new() { ["media"] = new JsonObject { ["id"] = urn } })).Status.ShouldBe(400);
        (await State("videos", urn)).ShouldBe("PROCESSING");
        (await State("videos", urn)).ShouldBe("AVAILABLE");
        (await Tell("Cuci tangan", new() { ["media"] = new JsonObject { ["id"] = urn } })).Status.ShouldBe(201);
        linkedIn.Media.Uploads[urn].Bytes.ShouldBe([0, 1, 2, 3, 4]);
        (await Tell("Dua", new() { ["multiImage"] = new JsonObject { ["images"] = new JsonArray(new JsonObject { ["id"] = image["image"]!.ToString() }) } })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Comments_stand_as_they_were_sent_and_answers_go_one_level_deep()
    {
        var post = linkedIn.Posts.Stands("Jadwal");
        var asked = linkedIn.Talk.Say(post, "Jam buka?");
        var path = $"rest/socialActions/{Uri.EscapeDataString(post)}/comments";
        var answer = await Call(HttpMethod.Post, path, new() { ["actor"] = LinkedInStandIn.Page, ["message"] = new JsonObject { ["text"] = @"Pukul 8 \(pagi\)" }, ["parentComment"] = asked });
        var number = answer.Headers.GetValues("x-restli-id").Single();
        linkedIn.Talk.All.Values.Single(comment => comment.Id == number).Text.ShouldBe(@"Pukul 8 \(pagi\)");
        var deeper = new JsonObject { ["actor"] = LinkedInStandIn.Page, ["message"] = new JsonObject { ["text"] = "Lagi" }, ["parentComment"] = answer.Body!["$URN"]!.ToString() };
        (await Call(HttpMethod.Post, path, deeper)).Status.ShouldBe(400);
        (await Call(HttpMethod.Get, path)).Body!["elements"]!.AsArray().ShouldHaveSingleItem()!["actor"]!.ToString().ShouldBe("urn:li:person:siti");
        linkedIn.Facts.ListsAnswersApart = false;
        (await Call(HttpMethod.Get, path)).Body!["elements"]!.AsArray().Count.ShouldBe(2);
        (await Call(HttpMethod.Delete, $"{path}/{number}?actor={Uri.EscapeDataString(LinkedInStandIn.Page)}")).Status.ShouldBe(204);
        var figures = await Call(HttpMethod.Get, $"rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity={Uri.EscapeDataString(LinkedInStandIn.Page)}&shares=List({Uri.EscapeDataString(post)})");
        figures.Body!["elements"]![0]!["totalShareStatistics"]!["impressionCount"]!.GetValue<int>().ShouldBe(210);
    }

    private async Task<JsonNode> Token(Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields.Append(new("client_id", LinkedInStandIn.ClientId)).Append(new("client_secret", LinkedInStandIn.ClientSecret)));
        using var answer = await client.PostAsync($"{linkedIn.Url}/oauth/v2/accessToken", form);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private Task<(int Status, JsonNode? Body, HttpResponseHeaders Headers)> Tell(string commentary, JsonObject? content = null)
    {
        var post = new JsonObject
        {
            ["author"] = LinkedInStandIn.Page, ["commentary"] = commentary, ["visibility"] = "PUBLIC", ["lifecycleState"] = "PUBLISHED", ["isReshareDisabledByAuthor"] = false,
            ["distribution"] = new JsonObject { ["feedDistribution"] = "MAIN_FEED", ["targetEntities"] = new JsonArray(), ["thirdPartyDistributionChannels"] = new JsonArray() },
        };
        if (content is not null)
            post["content"] = content;
        return Call(HttpMethod.Post, "rest/posts", post);
    }

    private async Task<JsonNode?> Begin(string kind, JsonObject asked) => (await Call(HttpMethod.Post, $"rest/{kind}?action=initializeUpload", new() { ["initializeUploadRequest"] = asked })).Body!["value"];

    private async Task<string> State(string kind, string urn) => (await Call(HttpMethod.Get, $"rest/{kind}/{Uri.EscapeDataString(urn)}")).Body!["status"]!.ToString();

    private async Task<(int Status, string? Tag)> Put(string address, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        using var answer = await client.PutAsync(address, content);
        return ((int)answer.StatusCode, answer.Headers.ETag?.Tag);
    }

    private async Task<(int Status, JsonNode? Body, HttpResponseHeaders Headers)> Call(HttpMethod method, string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, $"{linkedIn.Url}/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Add("Linkedin-Version", version);
        request.Headers.Add("X-Restli-Protocol-Version", "2.0.0");
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null, answer.Headers);
    }
}
