using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.StandIns.X;

/// <summary>The stand-in itself: it holds to what is known of the network, so that a connector that passes against it has been asked the right questions.</summary>
public sealed class XStandInTests : IAsyncLifetime
{
    private readonly ManualTime clock = new(new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private XStandIn x = null!;
    private string token = "";

    public async Task InitializeAsync()
    {
        x = await XStandIn.StartAsync(clock);
        token = x.Tokens.Pair().Access;
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await x.DisposeAsync();
    }

    [Fact]
    public async Task A_code_lives_half_a_minute_and_a_refresh_token_is_taken_once()
    {
        const string verifier = "a-verifier-of-more-than-forty-three-characters-indeed";
        (await Exchange(await Code(verifier), verifier + "x"))["error"].ShouldNotBeNull();
        var late = await Code(verifier);
        clock.Advance(TimeSpan.FromSeconds(31));
        (await Exchange(late, verifier))["error"].ShouldNotBeNull();
        var first = await Exchange(await Code(verifier), verifier);
        first["expires_in"]!.GetValue<int>().ShouldBe(7200);
        var second = await Refresh(first["refresh_token"]!.ToString());
        second["refresh_token"]!.ToString().ShouldNotBe(first["refresh_token"]!.ToString());
        (await Refresh(first["refresh_token"]!.ToString()))["error"]!.ToString().ShouldBe("invalid_grant");
        (await Refresh(second["refresh_token"]!.ToString()))["access_token"].ShouldNotBeNull();
        token = second["access_token"]!.ToString();
        clock.Advance(TimeSpan.FromHours(2));
        (await Call(HttpMethod.Get, "2/users/me")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_used_refresh_token_ends_the_whole_family_where_that_is_so()
    {
        x.Facts.ReuseEndsAll = true;
        var (_, old) = x.Tokens.Pair();
        var next = await Refresh(old);
        await Refresh(old);
        (await Refresh(next["refresh_token"]!.ToString()))["error"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_thread_of_answers_stands_once_and_the_same_words_are_refused()
    {
        x.Misbehave("POST tweets", WireFault.None, WireFault.BreakAfter);
        var first = (await Tell(new() { ["text"] = "Jadwal imunisasi" })).Body["data"]!["id"]!.ToString();
        await Should.ThrowAsync<HttpRequestException>(() => Tell(new() { ["text"] = "Bawa buku KIA", ["reply"] = new JsonObject { ["in_reply_to_tweet_id"] = first } }));
        var again = await Tell(new() { ["text"] = "Bawa buku KIA", ["reply"] = new JsonObject { ["in_reply_to_tweet_id"] = first } });
        (again.Status, again.Body["title"]!.ToString()).ShouldBe((403, "Forbidden"));
        x.Posts.Own.Select(post => (post.Text, post.Answers)).ShouldBe([("Jadwal imunisasi", null), ("Bawa buku KIA", first)]);
        (await Call(HttpMethod.Get, $"2/users/{XStandIn.UserId}/tweets?max_results=5&tweet.fields=conversation_id")).Body["data"]![0]!["conversation_id"]!.ToString().ShouldBe(first);
        var stranger = x.Posts.Say("Tidak ada hubungannya");
        (await Tell(new() { ["text"] = "Halo", ["reply"] = new JsonObject { ["in_reply_to_tweet_id"] = stranger } })).Status.ShouldBe(403);
        var asked = x.Posts.Say("@pkm_melati jam buka?", first);
        (await Tell(new() { ["text"] = "Pukul 8", ["reply"] = new JsonObject { ["in_reply_to_tweet_id"] = asked } })).Status.ShouldBe(201);
        (await Call(HttpMethod.Put, $"2/tweets/{asked}/hidden", new() { ["hidden"] = true })).Status.ShouldBe(200);
        x.Posts.All[asked].Hidden.ShouldBeTrue();
        x.Facts.AnswersItself = false;
        (await Tell(new() { ["text"] = "Lagi", ["reply"] = new JsonObject { ["in_reply_to_tweet_id"] = first } })).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("a", 280, 201)]
    [InlineData("a", 281, 400)]
    [InlineData("漢", 140, 201)]
    [InlineData("漢", 141, 400)]
    [InlineData("👩‍⚕️", 140, 201)]
    [InlineData("é", 280, 201)]
    public async Task Words_are_weighed(string letter, int times, int status) =>
        (await Tell(new() { ["text"] = string.Concat(Enumerable.Repeat(letter, times)) })).Status.ShouldBe(status);

    [Fact]
    public async Task A_link_weighs_23_and_costs_more_and_credits_end()
    {
        x.Credits = 0.21m;
        (await Tell(new() { ["text"] = new string('a', 256) + " https://melati.example/" + new string('x', 200) })).Status.ShouldBe(201);
        x.Spent.ShouldBe(0.200m);
        (await Tell(new() { ["text"] = "Tanpa tautan" })).Status.ShouldBe(201);
        var capped = await Tell(new() { ["text"] = "Habis" });
        (capped.Status, capped.Body["type"]!.ToString().EndsWith("usage-capped", StringComparison.Ordinal)).ShouldBe((429, true));
    }

    [Fact]
    public async Task A_video_in_parts_is_made_ready_before_a_post_may_carry_it()
    {
        var begun = (await Call(HttpMethod.Post, "2/media/upload/initialize", new() { ["media_type"] = "video/mp4", ["media_category"] = "tweet_video", ["total_bytes"] = 5 })).Body["data"]!["id"]!.ToString();
        await Append(begun, 1, [4, 5]);
        (await Call(HttpMethod.Post, $"2/media/upload/{begun}/finalize")).Status.ShouldBe(400);
        await Append(begun, 0, [1, 2, 3]);
        (await Call(HttpMethod.Post, $"2/media/upload/{begun}/finalize")).Body["data"]!["processing_info"]!["state"]!.ToString().ShouldBe("pending");
        var early = new JsonObject { ["text"] = "Cuci tangan", ["media"] = new JsonObject { ["media_ids"] = new JsonArray(begun) } };
        (await Tell((JsonObject)early.DeepClone())).Status.ShouldBe(400);
        (await Look(begun)).ShouldBe("in_progress");
        (await Look(begun)).ShouldBe("succeeded");
        (await Tell(early)).Status.ShouldBe(201);
        x.Media.Uploads[begun].Bytes.ShouldBe([1, 2, 3, 4, 5]);
        x.Posts.Own.Single().Media.ShouldBe([begun]);
    }

    [Fact]
    public async Task A_poll_has_its_bounds_and_an_edit_gives_a_new_number_for_half_an_hour()
    {
        JsonObject Poll(int options, int minutes) => new() { ["text"] = "Kapan?", ["poll"] = new JsonObject { ["options"] = new JsonArray([.. Enumerable.Range(1, options).Select(n => JsonValue.Create($"Pilihan {n}"))]), ["duration_minutes"] = minutes } };
        (await Tell(Poll(5, 60))).Status.ShouldBe(400);
        (await Tell(Poll(2, 10_081))).Status.ShouldBe(400);
        (await Tell(Poll(4, 10_080))).Status.ShouldBe(201);
        var first = (await Tell(new() { ["text"] = "Salah" })).Body["data"]!["id"]!.ToString();
        var second = (await Tell(new() { ["text"] = "Benar", ["edit_options"] = new JsonObject { ["previous_post_id"] = first } })).Body["data"]!;
        second["edit_history_tweet_ids"]!.AsArray().Count.ShouldBe(2);
        x.Posts.All.ContainsKey(first).ShouldBeFalse();
        clock.Advance(TimeSpan.FromMinutes(31));
        (await Tell(new() { ["text"] = "Lambat", ["edit_options"] = new JsonObject { ["previous_post_id"] = second["id"]!.ToString() } })).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Mentions_are_told_since_a_number_with_their_people_and_limits_in_headers()
    {
        var first = x.Posts.Say("@pkm_melati satu");
        x.Posts.Say("@pkm_melati dua", author: "78", username: "budi", name: "Budi");
        var told = await Call(HttpMethod.Get, $"2/users/{XStandIn.UserId}/mentions?since_id={first}&max_results=5&tweet.fields=author_id,created_at&expansions=author_id");
        told.Body["data"]!.AsArray().ShouldHaveSingleItem()!["text"]!.ToString().ShouldBe("@pkm_melati dua");
        told.Body["includes"]!["users"]![0]!["username"]!.ToString().ShouldBe("budi");
        told.Headers.GetValues("x-rate-limit-remaining").Single().ShouldBe("299");
        x.Limits["GET mentions"] = 1;
        (await Call(HttpMethod.Get, $"2/users/{XStandIn.UserId}/mentions")).Status.ShouldBe(429);
        clock.Advance(TimeSpan.FromMinutes(16));
        x.Posts.Lateness = TimeSpan.FromHours(1);
        (await Call(HttpMethod.Get, $"2/users/{XStandIn.UserId}/mentions")).Body["meta"]!["result_count"]!.GetValue<int>().ShouldBe(0);
    }

    private async Task<string> Code(string verifier)
    {
        var challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        using var dialog = await client.GetAsync($"{x.Url}/i/oauth2/authorize?response_type=code&client_id={XStandIn.ClientId}&redirect_uri=https%3A%2F%2Fm.example%2Fback&scope=tweet.read%20users.read%20offline.access&state=s1&code_challenge={challenge}&code_challenge_method=S256");
        dialog.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var back = HttpUtility.ParseQueryString(dialog.Headers.Location!.Query);
        back["state"].ShouldBe("s1");
        return back["code"]!;
    }

    private Task<JsonNode> Exchange(string code, string verifier) => Token(new() { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = "https://m.example/back", ["code_verifier"] = verifier });

    private Task<JsonNode> Refresh(string refresh) => Token(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refresh });

    private async Task<JsonNode> Token(Dictionary<string, string> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{x.Url}/2/oauth2/token") { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{XStandIn.ClientId}:{XStandIn.ClientSecret}")));
        using var answer = await client.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private Task<(int Status, JsonNode Body, HttpResponseHeaders Headers)> Tell(JsonObject post) => Call(HttpMethod.Post, "2/tweets", post);

    private async Task<string> Look(string media) => (await Call(HttpMethod.Get, $"2/media/upload?command=STATUS&media_id={media}")).Body["data"]!["processing_info"]!["state"]!.ToString();

    private async Task Append(string media, int index, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new StringContent($"{index}"), "segment_index" }, { new ByteArrayContent(bytes), "media", "part" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{x.Url}/2/media/upload/{media}/append") { Content = form };
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(int Status, JsonNode Body, HttpResponseHeaders Headers)> Call(HttpMethod method, string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, $"{x.Url}/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!, answer.Headers);
    }
}
