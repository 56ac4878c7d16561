using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;
using Pendopo.Channels.GoogleReviews;
using Pendopo.Channels.Threads;
using Pendopo.Channels.TikTok;
using Pendopo.Channels.X;
using Pendopo.Channels.YouTube;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Outbound;

namespace Pendopo.Tests.Channels;

/// <summary>The version of a network's interface is a setting of the installation, also where no end is told.</summary>
[Collection("channels on sqlite")]
public sealed class ApiVersionTests(SqliteApp app) : AppTests(app)
{
    [Theory]
    [InlineData("x", "x", "Version", "2", "3", "3/tweets")]
    [InlineData("threads", "threads", "Version", "v1.0", "v2.0", "v3")]
    [InlineData("tiktok", "tiktok", "Version", "v2", "v3", "v2/../v3")]
    [InlineData("google", "youtube", "Videos", "v3", "v4", "4")]
    [InlineData("google", "googlereviews", "Profiles", "v1", "v2", "v1.1")]
    [InlineData("google", "googlereviews", "Reviews", "v4", "v5", "vier")]
    public async Task A_version_is_kept_with_its_end_and_warned_of_before_and_anything_else_is_refused_and_stays_typed(string app, string network, string field, string known, string next, string wrong)
    {
        using var administrator = await App.Client("administrator");
        administrator.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var channel = await Connected(network);
        var (page, value, ends) = ($"/admin/{app}", $"Form.{field}", $"Form.{field}Ends");
        (await administrator.GetStringAsync(page)).ShouldContain($"Empty means {known}.");
        // A day on which somebody read prices lies after the clock of the tests.
        (string, string?)[] besides = app == "x" ? [("Form.ReadOn", "")] : [];
        var refused = await administrator.Submit(page, app, [(value, wrong), (ends, "besok"), .. besides]);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var said = await refused.Content.ReadAsStringAsync();
        said.ShouldContain($"A version looks like {known}.");
        said.ShouldContain("Write the day as year, month and day.");
        said.ShouldContain($"value=\"{WebUtility.HtmlEncode(wrong)}\"");
        (await Asked(channel)).ShouldBe(0);
        // Saved again as it is, nobody is asked a second time.
        for (var times = 0; times < 2; times++)
        {
            (await administrator.Submit(page, app, [(value, next), (ends, $"{App.Clock.GetUtcNow().AddDays(91):yyyy-MM-dd}"), .. besides])).StatusCode.ShouldBe(HttpStatusCode.Found);
            (await Asked(channel)).ShouldBe(1, "whether the account works with the other version");
        }
        (await administrator.GetStringAsync(page)).ShouldNotContain("The version ends soon");
        App.Clock.Advance(TimeSpan.FromDays(2));
        using var later = await App.Client("administrator");
        later.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        (await later.GetStringAsync(page)).ShouldContain($"Version {next} ends on");
    }

    private async Task<Id<Channel>> Connected(string network)
    {
        await using var scope = await App.ScopeOf("officer");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var channel = db.Add(Channel.Connect((await App.CentreOf("melati")).Id, network, "melati", "melati", null, App.Clock.Now())).Entity;
        await db.SaveChangesAsync();
        return channel.Id;
    }

    private async Task<int> Asked(Id<Channel> channel)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Job>().CountAsync(row => row.Kind == "channels.check" && row.Arguments.Contains(channel.ToString()));
    }

    [Fact]
    public async Task Every_call_goes_to_the_version_that_is_set()
    {
        await using var network = RawServer.Saying("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        using var outbound = new OutboundHttp(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] }, TimeProvider.System);
        var (url, protection) = (network.Url, new EphemeralDataProtectionProvider());
        var values = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new(XSettings.ServerKey, url), new(XSettings.VersionKey, "3"), new(ThreadsSettings.ServerKey, url), new(ThreadsSettings.VersionKey, "v2.0"), new(TikTokSettings.ServerKey, url), new(TikTokSettings.VersionKey, "v3"),
            new(GoogleSettings.VideosKey, url), new(GoogleSettings.VideosVersionKey, "v4"), new(GoogleSettings.AccountsKey, url), new(GoogleSettings.ProfilesVersionKey, "v2"),
        ]).Build();
        var (x, tiktok, google) = (new XApi(outbound, new(values, protection, new(values))), new TikTokApi(outbound, new(values, protection, new(values)), App.Clock), new GoogleSettings(values, protection, new(values)));
        await x.Send("t", XCall.Get("me", "users/me"), default);
        await x.Exchange([("code", "1")], default);
        await new ThreadsApi(outbound, new(values, protection, new(values)), App.Clock).Get(new("me", "t"), "me", default);
        await tiktok.Me("t", default);
        await tiktok.Exchange([("code", "1")], default);
        var (api, grant) = (new GoogleApi(outbound, google, App.Clock), new GoogleGrant("a", "r", App.Clock.GetUtcNow().AddHours(1), []));
        await using var scope = await App.ScopeOf("officer");
        await ActivatorUtilities.CreateInstance<ConnectYouTube>(scope.ServiceProvider, api, google).Look(grant, default);
        await ActivatorUtilities.CreateInstance<ConnectReviews>(scope.ServiceProvider, api, google).Look(grant, default);
        network.Heads.Select(head => head.Split(' ')[1].Split('?')[0]).ShouldBe(["/3/users/me", "/3/oauth2/token", "/v2.0/me", "/v3/user/info/", "/v3/oauth/token/", "/youtube/v4/channels", "/v2/accounts"]);
    }
}
