using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Pendopo.Tests.StandIns.Net;
using Pendopo.Tests.StandIns.YouTube;

namespace Pendopo.Tests.StandIns.GoogleReviews;

/// <summary>The stand-in itself: it holds to what is told of the network, so that a connector that passes against it has been asked the right questions.</summary>
public sealed class GoogleReviewsStandInTests : IAsyncLifetime
{
    private const string Reviews = $"v4/{GoogleReviewsStandIn.Place}/reviews";
    private readonly ManualTime clock = new(new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
    private readonly HttpClient client = new();
    private GoogleReviewsStandIn network = null!;
    private string token = "";

    public async Task InitializeAsync()
    {
        network = await GoogleReviewsStandIn.StartAsync(clock);
        token = network.Tokens.Give(GoogleReviewsStandIn.Scope).Access;
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await network.DisposeAsync();
    }

    [Fact]
    public async Task Reviews_are_listed_answered_once_and_the_answer_is_taken_back()
    {
        var place = (await Get($"v1/{GoogleReviewsStandIn.Account}/locations?readMask=name,title"))["locations"]![0]!;
        place["name"]!.ToString().ShouldBe(GoogleReviewsStandIn.Location);
        (await Get(Reviews)).AsObject().Count.ShouldBe(0);
        var (good, _) = (network.Says("Ramah", 5), network.Says("", 2, name: ""));
        (await Get(Reviews))["averageRating"]!.GetValue<double>().ShouldBe(3.5);
        var first = await Get($"{Reviews}?pageSize=1");
        (await Get($"{Reviews}?pageSize=1&pageToken={first["nextPageToken"]}"))["nextPageToken"].ShouldBeNull();
        network.Misbehave("/reply", NetFault.BreakAfter);
        await Should.ThrowAsync<HttpRequestException>(() => Send(HttpMethod.Put, $"{Reviews}/{good}/reply", new() { ["comment"] = "Terima kasih" }));
        network.Reviews[good].Answer.ShouldBe("Terima kasih");
        (await Get($"{Reviews}/{good}"))["reviewReply"]!["reviewReplyState"]!.ToString().ShouldBe("APPROVED");
        (await Send(HttpMethod.Delete, $"{Reviews}/{good}/reply", null)).Status.ShouldBe(HttpStatusCode.OK);
        (await Send(HttpMethod.Delete, $"{Reviews}/{good}/reply", null)).Status.ShouldBe(HttpStatusCode.NotFound);
        network.Verified = false;
        (await Send(HttpMethod.Put, $"{Reviews}/{good}/reply", new() { ["comment"] = "Halo" })).Body["error"]!["status"]!.ToString().ShouldBe("FAILED_PRECONDITION");
    }

    [Fact]
    public async Task A_project_without_access_has_no_quota_and_a_late_review_comes_later()
    {
        network.Late = TimeSpan.FromHours(1);
        network.Says("Antre lama", 1);
        (await Get(Reviews))["reviews"].ShouldBeNull();
        clock.Advance(TimeSpan.FromMinutes(59));
        (await Get(Reviews))["reviews"].ShouldBeNull();
        token = network.Tokens.Give(GoogleReviewsStandIn.Scope).Access;
        clock.Advance(TimeSpan.FromMinutes(1));
        (await Get(Reviews))["reviews"]![0]!["starRating"]!.ToString().ShouldBe("ONE");
        network.HasAccess = false;
        (await Send(HttpMethod.Get, Reviews, null)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        network.Tokens.RevokeAll();
        (await Send(HttpMethod.Get, Reviews, null)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        YouTubeStandInTests.Names(typeof(GoogleReviewsFacts)).ShouldBe(GoogleReviewsFacts.Unverified.Keys, ignoreOrder: true);
    }

    private async Task<JsonNode> Get(string path) => (await Send(HttpMethod.Get, path, null)).Body;

    private async Task<(HttpStatusCode Status, JsonNode Body)> Send(HttpMethod method, string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, $"{network.Url}/{path}");
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
