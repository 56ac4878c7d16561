using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Pendopo.Tests.StandIns.Mastodon;

/// <summary>The stand-in behaves as the facts say, so that what is built against it means something.</summary>
public sealed class MastodonStandInTests : IAsyncLifetime
{
    private readonly ManualTime clock = new(new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false });
    private MastodonStandIn server = null!;
    private string token = "";

    public async Task InitializeAsync()
    {
        server = await MastodonStandIn.StartAsync(clock);
        token = server.Auth.Stands();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_code_is_good_once_for_its_app_its_address_and_the_proof_of_its_challenge()
    {
        const string Redirect = "https://melati.example/back", Verifier = "a-verifier-of-at-least-forty-three-characters-long";
        var app = (await Send(HttpMethod.Post, "/api/v1/apps", new() { ["client_name"] = "Pendopo", ["redirect_uris"] = Redirect, ["scopes"] = "read write" })).Body;
        var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        async Task<string> Code()
        {
            var asked = await client.GetAsync($"{server.Url}/oauth/authorize?response_type=code&client_id={app["client_id"]}&redirect_uri={Uri.EscapeDataString(Redirect)}&scope=read+write:statuses&state=s1&code_challenge={challenge}&code_challenge_method=S256");
            var back = QueryHelpers.ParseQuery(asked.Headers.Location!.Query);
            back["state"].ToString().ShouldBe("s1");
            return back["code"].ToString();
        }
        async Task<(HttpStatusCode Status, JsonObject Body)> Change(string code, string verifier)
        {
            var (status, body) = await Send(HttpMethod.Post, "/oauth/token", new()
            {
                ["grant_type"] = "authorization_code", ["client_id"] = app["client_id"]!.ToString(), ["client_secret"] = app["client_secret"]!.ToString(), ["redirect_uri"] = Redirect, ["code"] = code, ["code_verifier"] = verifier,
            });
            return (status, body);
        }
        (await Change(await Code(), "another-verifier")).Body["error"]!.ToString().ShouldBe("invalid_grant");
        var once = await Code();
        var granted = await Change(once, Verifier);
        granted.Body["scope"]!.ToString().ShouldBe("read write:statuses");
        (await Change(once, Verifier)).Status.ShouldBe(HttpStatusCode.BadRequest);

        token = granted.Body["access_token"]!.ToString();
        (await Send(HttpMethod.Get, "/api/v1/accounts/verify_credentials")).Body["acct"]!.ToString().ShouldBe("melati");
        (await Send(HttpMethod.Post, "/api/v2/media", [])).Status.ShouldBe(HttpStatusCode.Forbidden);
        await Send(HttpMethod.Post, "/oauth/revoke", new() { ["client_id"] = app["client_id"]!.ToString(), ["client_secret"] = app["client_secret"]!.ToString(), ["token"] = token });
        (await Send(HttpMethod.Get, "/api/v1/accounts/verify_credentials")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task One_key_makes_one_status_for_an_hour_whatever_became_of_the_answer()
    {
        server.Misbehave("POST /api/v1/statuses", MastodonFault.BreakAfter);
        await Should.ThrowAsync<HttpRequestException>(() => Write("Posyandu hari Senin", "k1"));
        (await Write("Posyandu hari Senin", "k1")).Body["id"]!.ToString().ShouldBe(server.Statuses.Own.ShouldHaveSingleItem().Id);
        server.Misbehave("POST /api/v1/statuses", MastodonFault.Twice);
        await Write("Imunisasi", "k2");
        server.Statuses.Own.Count.ShouldBe(2);
        clock.Advance(TimeSpan.FromMinutes(61));
        await Write("Posyandu hari Senin", "k1");
        server.Statuses.Own.Count.ShouldBe(3);
        server.Facts.KnowsKeys = false;
        await Write("Posyandu hari Senin", "k1");
        server.Statuses.Own.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_medium_is_processed_before_it_is_attached_and_is_hidden_after()
    {
        server.Media.LooksUntilReady = 1;
        var (status, medium) = await Upload("image/png", "Jadwal imunisasi");
        (status, medium["url"]).ShouldBe((HttpStatusCode.Accepted, null));
        var id = medium["id"]!.ToString();
        (await Write("Lihat", "k", id)).Body["error"]!.ToString().ShouldContain("not finished processing");
        (await Send(HttpMethod.Get, $"/api/v1/media/{id}")).Status.ShouldBe(HttpStatusCode.PartialContent);
        (await Send(HttpMethod.Get, $"/api/v1/media/{id}")).Status.ShouldBe(HttpStatusCode.OK);
        (await Write("Lihat", "k", id)).Body["media_attachments"]![0]!["description"]!.ToString().ShouldBe("Jadwal imunisasi");
        (await Send(HttpMethod.Get, $"/api/v1/media/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Upload("application/pdf", "")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Limits_are_those_of_the_server_and_an_older_one_tells_them_elsewhere_or_not_at_all()
    {
        server.Instance.Characters = 30;
        (await Send(HttpMethod.Get, "/api/v2/instance")).Body["configuration"]!["statuses"]!["max_characters"]!.GetValue<int>().ShouldBe(30);
        server.Statuses.Length("ya https://melati.example/kiriman/panjang-sekali @siti@lain.example").ShouldBe(3 + 23 + 1 + 5);
        (await Write(new string('x', 31))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Write(new string('x', 30))).Status.ShouldBe(HttpStatusCode.OK);
        server.Facts.Age = MastodonAge.FirstVersionOnly;
        (await Send(HttpMethod.Get, "/api/v2/instance")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Send(HttpMethod.Get, "/api/v1/instance")).Body["configuration"]!["polls"]!["max_options"]!.GetValue<int>().ShouldBe(4);
        (server.Facts.Age, server.Instance.TellsTootChars) = (MastodonAge.TellsNothing, true);
        var old = (await Send(HttpMethod.Get, "/api/v1/instance")).Body;
        (old["configuration"], old["max_toot_chars"]!.GetValue<int>()).ShouldBe((null, 30));
    }

    [Fact]
    public async Task Thirty_deletions_in_half_an_hour_and_the_header_tells_when_more_are_allowed()
    {
        var ids = Enumerable.Range(0, 31).Select(number => server.Statuses.Stands(MastodonStandIn.Account, $"Kiriman {number}").Id).ToList();
        foreach (var id in ids.Take(30))
            (await Send(HttpMethod.Delete, $"/api/v1/statuses/{id}")).Body["text"].ShouldNotBeNull();
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{server.Url}/api/v1/statuses/{ids[30]}") { Headers = { { "Authorization", $"Bearer {token}" } } };
        using var refused = await client.SendAsync(request);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.GetValues("X-RateLimit-Remaining").ShouldBe(["0"]);
        clock.Advance(DateTimeOffset.Parse(refused.Headers.GetValues("X-RateLimit-Reset").Single(), System.Globalization.CultureInfo.InvariantCulture) - clock.GetUtcNow());
        (await Send(HttpMethod.Delete, $"/api/v1/statuses/{ids[30]}")).Status.ShouldBe(HttpStatusCode.OK);
        (await Send(HttpMethod.Delete, $"/api/v1/statuses/{ids[30]}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Mentions_come_in_pages_late_or_twice_and_stand_in_their_context()
    {
        var own = (await Write("Posyandu hari Senin")).Body["id"]!.ToString();
        var first = server.Notices.Says("siti@lain.example", "@melati Jam berapa?", own);
        server.Notices.Likes("ani", own);
        var second = server.Notices.Says("budi", "@melati Gratis?", first, "direct");
        var page = await List("/api/v1/notifications?types[]=mention&limit=1&min_id=0");
        page.Items.Single()!["status"]!["id"]!.ToString().ShouldBe(first);
        page = await List($"/api/v1/notifications?types[]=mention&min_id={page.Items.Single()!["id"]}");
        page.Items.Single()!["status"]!["visibility"]!.ToString().ShouldBe("direct");
        page.Link.ShouldContain("rel=\"prev\"");
        var around = (await Send(HttpMethod.Get, $"/api/v1/statuses/{first}/context")).Body;
        (around["ancestors"]![0]!["id"]!.ToString(), around["descendants"]![0]!["id"]!.ToString()).ShouldBe((own, second));

        server.Notices.Late = TimeSpan.FromHours(1);
        server.Notices.Says("tini", "@melati halo");
        (await List("/api/v1/notifications?types[]=mention")).Items.Count.ShouldBe(2);
        clock.Advance(TimeSpan.FromHours(1));
        server.Notices.TellsTwice = true;
        (await List("/api/v1/notifications?types[]=mention")).Items.Count.ShouldBe(4);
        server.Notices.TakesBack(first);
        (await List("/api/v1/notifications?types[]=mention")).Items.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_poll_and_a_change_are_kept_as_they_came()
    {
        var (status, poll) = await Send(HttpMethod.Post, "/api/v1/statuses", new() { ["status"] = "Kapan?", ["poll"] = new JsonObject { ["options"] = new JsonArray("Pagi", "Sore"), ["expires_in"] = 86_400 } });
        status.ShouldBe(HttpStatusCode.OK);
        server.Statuses.Vote(poll["id"]!.ToString(), 1, 3);
        (await Send(HttpMethod.Get, $"/api/v1/polls/{poll["poll"]!["id"]}")).Body["options"]![1]!["votes_count"]!.GetValue<int>().ShouldBe(3);
        (await Send(HttpMethod.Post, "/api/v1/statuses", new() { ["status"] = "Kapan?", ["poll"] = new JsonObject { ["options"] = new JsonArray("Pagi"), ["expires_in"] = 86_400 } })).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var id = (await Write("Pukul 8 <b>")).Body["id"]!.ToString();
        var changed = (await Send(HttpMethod.Put, $"/api/v1/statuses/{id}", new() { ["status"] = "Pukul 9 <b>" })).Body;
        (changed["content"]!.ToString(), server.Statuses.All[id].Text).ShouldBe(("<p>Pukul 9 &lt;b&gt;</p>", "Pukul 9 <b>"));
        changed["edited_at"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Troubles_come_in_the_shape_of_the_network_and_meet_the_call_they_are_meant_for()
    {
        server.Misbehave("POST /api/v1/statuses", MastodonFault.TokenRevoked, MastodonFault.LimitUsedUp, MastodonFault.ServerError, MastodonFault.Refused, MastodonFault.Suspended);
        foreach (var expected in new[] { 401, 429, 500, 422, 403 })
        {
            var (status, body) = await Write("halo");
            ((int)status).ShouldBe(expected);
            body["error"]!.ToString().ShouldNotBeEmpty();
        }
        server.Statuses.Own.ShouldBeEmpty();
        server.Facts.TokensLive = TimeSpan.FromHours(2);
        clock.Advance(TimeSpan.FromHours(3));
        (await Write("halo")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        server.Calls.Last().Body.ShouldContain("halo");
    }

    private Task<(HttpStatusCode Status, JsonObject Body)> Write(string text, string? key = null, params string[] media)
    {
        var input = new JsonObject { ["status"] = text };
        if (media.Length > 0)
            input["media_ids"] = new JsonArray([.. media.Select(id => JsonValue.Create(id))]);
        return Send(HttpMethod.Post, "/api/v1/statuses", input, key);
    }

    private async Task<(HttpStatusCode Status, JsonObject Body)> Upload(string type, string description)
    {
        using var form = new MultipartFormDataContent { { new StringContent(description), "description" }, { new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new(type) } }, "file", "gambar" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url + "/api/v2/media") { Content = form, Headers = { { "Authorization", $"Bearer {token}" } } };
        using var reply = await client.SendAsync(request);
        return (reply.StatusCode, (await reply.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    private async Task<(List<JsonNode?> Items, string Link)> List(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url + path) { Headers = { { "Authorization", $"Bearer {token}" } } };
        using var reply = await client.SendAsync(request);
        return ([.. (await reply.Content.ReadFromJsonAsync<JsonArray>())!], string.Join("", reply.Headers.TryGetValues("Link", out var link) ? link : []));
    }

    private async Task<(HttpStatusCode Status, JsonObject Body)> Send(HttpMethod method, string path, JsonObject? input = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, server.Url + path) { Headers = { { "Authorization", $"Bearer {token}" } } };
        if (input is not null)
            request.Content = JsonContent.Create(input);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var reply = await client.SendAsync(request);
        return (reply.StatusCode, (await reply.Content.ReadFromJsonAsync<JsonObject>())!);
    }
}
