using System.Text.Json.Nodes;
using System.Web;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.StandIns.Threads;

/// <summary>The stand-in does what the network's pages say it does.</summary>
public sealed class ThreadsStandInTests : IAsyncLifetime
{
    private readonly ManualTime clock = new(Melati.Now);
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private ThreadsStandIn threads = null!;
    private string token = "";

    public async Task InitializeAsync()
    {
        threads = await ThreadsStandIn.StartAsync(clock);
        threads.Media.Fetcher = address => Task.FromResult<byte[]?>(address.Contains("gone", StringComparison.Ordinal) ? null : [0xFF, 0xD8, 0xFF, 0xE0]);
        token = threads.Tokens.Long();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await threads.DisposeAsync();
    }

    [Fact]
    public async Task Words_pictures_videos_and_carousels_go_out_once_each_in_their_own_time()
    {
        (await Publish(await Make(("media_type", "TEXT"), ("text", "Jadwal imunisasi"))))["id"].ShouldNotBeNull();
        var picture = await Make(("media_type", "IMAGE"), ("image_url", "https://m.example/a.jpg"), ("alt_text", "Bidan"));
        (await Publish(picture))["error"].ShouldNotBeNull();
        (await State(picture)).ShouldBe("IN_PROGRESS");
        (await State(picture)).ShouldBe("FINISHED");
        (await Publish(picture))["id"].ShouldNotBeNull();
        (await Publish(picture))["error"].ShouldNotBeNull();
        (await State(picture)).ShouldBe("PUBLISHED");
        var children = new List<string>();
        for (var number = 0; number < 2; number++)
            children.Add(await Make(("media_type", "IMAGE"), ("image_url", $"https://m.example/{number}.jpg"), ("is_carousel_item", "true")));
        var carousel = await Make(("media_type", "CAROUSEL"), ("children", string.Join(',', children)), ("text", "Dua gambar"));
        await State(carousel);
        (await Publish(carousel))["id"].ShouldNotBeNull();
        threads.Account.EndsWith = "FAILED_DOWNLOADING_VIDEO";
        var video = await Make(("media_type", "VIDEO"), ("video_url", "https://m.example/a.mp4"));
        await State(video);
        (await State(video)).ShouldBe("ERROR");
        clock.Advance(TimeSpan.FromHours(25));
        (await State(video)).ShouldBe("EXPIRED");
        threads.Talk.Posts.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Too_long_too_many_links_and_media_that_cannot_be_fetched_are_refused()
    {
        threads.Account.Length("a👍").ShouldBe(5);
        (await Call("POST", "me/threads", ("media_type", "TEXT"), ("text", new string('a', 501))))["error"].ShouldNotBeNull();
        (await Call("POST", "me/threads", ("media_type", "TEXT"), ("text", string.Concat(Enumerable.Repeat("https://a.example ", 6)))))["error"].ShouldNotBeNull();
        (await Call("POST", "me/threads", ("media_type", "IMAGE"), ("image_url", "https://m.example/gone.jpg")))["error"].ShouldNotBeNull();
        threads.Account.Quota = 1;
        (await Publish(await Make(("media_type", "TEXT"), ("text", "Satu"))))["id"].ShouldNotBeNull();
        (await Publish(await Make(("media_type", "TEXT"), ("text", "Dua"))))["error"]!["error_subcode"]!.GetValue<int>().ShouldBe(2207042);
        (await Call("GET", "me/threads_publishing_limit?fields=quota_usage,config"))["data"]![0]!["quota_usage"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Answers_stand_in_their_thread_and_only_the_first_level_is_hidden()
    {
        var post = threads.Talk.Stands("Jadwal");
        var first = threads.Talk.Says(post.Id, "Jam buka?");
        var below = threads.Talk.Says(first.Id, "Saya juga");
        var ours = await Make(("media_type", "TEXT"), ("text", "Pukul 08.00"), ("reply_to_id", first.Id));
        await Publish(ours);
        (await Call("GET", $"{post.Id}/replies?fields=id,text"))["data"]!.AsArray().Count.ShouldBe(1);
        (await Call("GET", $"{post.Id}/conversation?fields=id,text,replied_to"))["data"]!.AsArray().Count.ShouldBe(3);
        (await Call("POST", $"{first.Id}/manage_reply", ("hide", "true")))["success"]!.GetValue<bool>().ShouldBeTrue();
        (await Call("POST", $"{below.Id}/manage_reply", ("hide", "true")))["error"].ShouldNotBeNull();
        threads.Talk.Posts[first.Id].Hidden.ShouldBeTrue();
        (await Call("GET", $"{post.Id}/insights?metric=views,likes"))["data"]!.AsArray().Count.ShouldBe(2);
        (await Call("DELETE", post.Id))["deleted_id"]!.ToString().ShouldBe(post.Id);
        ThreadsTalk.Signature(threads.Talk.Event(first)).ShouldStartWith("sha256=");
    }

    [Fact]
    public async Task A_token_of_an_hour_becomes_one_of_sixty_days_which_is_extended_when_it_is_a_day_old()
    {
        using var answer = await client.GetAsync($"{threads.Url}/oauth/authorize?response_type=code&client_id={ThreadsStandIn.AppId}&redirect_uri=https://m.example/back&scope=threads_basic&state=s");
        var code = HttpUtility.ParseQueryString(answer.Headers.Location!.Query)["code"]!;
        token = "";
        var brief = (await Call("POST", "oauth/access_token", ("client_id", ThreadsStandIn.AppId), ("client_secret", ThreadsStandIn.AppSecret), ("grant_type", "authorization_code"), ("redirect_uri", "https://m.example/back"), ("code", code)))["access_token"]!.ToString();
        token = (await Call("GET", $"access_token?grant_type=th_exchange_token&client_secret={ThreadsStandIn.AppSecret}&access_token={brief}"))["access_token"]!.ToString();
        (await Call("GET", $"refresh_access_token?grant_type=th_refresh_token&access_token={token}"))["error"].ShouldNotBeNull();
        clock.Advance(TimeSpan.FromHours(25));
        (await Call("GET", $"refresh_access_token?grant_type=th_refresh_token&access_token={token}"))["expires_in"]!.GetValue<int>().ShouldBe(5_184_000);
        clock.Advance(TimeSpan.FromDays(60));
        (await Call("GET", "me"))["error"]!["error_subcode"]!.GetValue<int>().ShouldBe(463);
        typeof(ThreadsFacts).GetProperties().Where(fact => fact.GetMethod is { IsStatic: false, IsPublic: true }).Select(fact => fact.Name).ShouldBe(ThreadsFacts.Unverified.Keys, ignoreOrder: true);
    }

    [Fact]
    public async Task It_fails_as_it_is_told_and_no_other_call_meets_the_fault()
    {
        var container = await Make(("media_type", "TEXT"), ("text", "Satu"));
        threads.Misbehave("POST threads_publish", GraphFault.BreakAfter);
        await Should.ThrowAsync<HttpRequestException>(() => Publish(container));
        threads.Talk.Posts.Count.ShouldBe(1);
        (await State(container)).ShouldBe("PUBLISHED");
        threads.Tokens.RevokeAll();
        (await Call("GET", "me"))["error"]!["code"]!.GetValue<int>().ShouldBe(190);
    }

    private async Task<string> Make(params (string, string)[] fields) => (await Call("POST", $"{ThreadsAccount.Id}/threads", fields))["id"]!.ToString();

    private Task<JsonNode> Publish(string container) => Call("POST", $"{ThreadsAccount.Id}/threads_publish", ("creation_id", container));

    private async Task<string> State(string container) => (await Call("GET", $"{container}?fields=status,error_message"))["status"]!.ToString();

    private async Task<JsonNode> Call(string method, string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(new(method), $"{threads.Url}/v1.0/{path}");
        if (token.Length > 0)
            request.Headers.Authorization = new("Bearer", token);
        if (fields.Length > 0)
            request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await client.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
