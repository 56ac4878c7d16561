using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.TikTok;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Testing;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.StandIns.Net;
using Pendopo.Tests.StandIns.TikTok;

namespace Pendopo.Tests.Channels.TikTok;

/// <summary>Videos go up in parts under a number that is kept first; before an audit only the account sees them, and that is told.</summary>
public sealed class TikTokTests : IAsyncLifetime
{
    private const string Creator = "/creator_info/query/", Init = "/video/init/", Put = "PUT /upload", Status = "/status/fetch/";

    private static readonly string[] Steps = [Creator, Init, Status, Put];

    private static readonly NetFault[] Faults = [.. Enum.GetValues<NetFault>().Except([NetFault.None, NetFault.SilentAfter])];

    private readonly ManualTime clock = new(Melati.Now);
    private readonly OutboundHttp outbound = new(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] }, TimeProvider.System);
    private readonly Centre centre = Centre.Open("melati", "Puskesmas Melati", Id<Area>.New(), "Asia/Jakarta", "en", Melati.Now);
    private TikTokStandIn network = null!;
    private TikTokConnector connector = null!;
    private IConfigurationRoot values = null!;
    private string stored = "";

    internal static Dictionary<string, string?> Values(string url, bool audited) => new()
    {
        [TikTokSettings.ServerKey] = url, [TikTokSettings.DialogKey] = url, [TikTokSettings.ClientKey] = TikTokTokens.ClientKey, [TikTokSettings.SecretKey] = TikTokTokens.ClientSecret, [TikTokSettings.AuditedKey] = audited ? "yes" : null,
    };

    public async Task InitializeAsync()
    {
        network = await TikTokStandIn.StartAsync(clock);
        connector = Made(audited: true);
        SignIn();
    }

    public async Task DisposeAsync()
    {
        outbound.Dispose();
        await network.DisposeAsync();
    }

    [Theory]
    [InlineData(700_000, true)]
    [InlineData(13_000_000, true)]
    [InlineData(13_000_000, false)]
    public async Task A_video_goes_up_in_parts_and_stands_once_whichever_way_parts_are_counted(int bytes, bool down)
    {
        network.Facts.RoundsDown = down;
        network.Facts.ErrorsInside200 = !down;
        var post = Post(bytes: bytes);
        network.Misbehave(Put, NetFault.BreakAfter);
        var sent = (await Drive(post)).ShouldBeOfType<SendOutcome.Sent>();
        var there = network.Posts.All.Values.ShouldHaveSingleItem();
        (there.Bytes.Count, $"{there.Info["title"]}", there.Privacy).ShouldBe((bytes, post.Text, "PUBLIC_TO_EVERYONE"));
        sent.Remote.ShouldBe(new RemoteRef($"{there.VideoId}", $"https://www.tiktok.com/@{TikTokStandIn.Username}/video/{there.VideoId}"));
        there.Views = 40;
        (await connector.Measure(Open(), sent.Remote, default)).Views.ShouldBe(40);
        (await connector.Recall(Open(), sent.Remote, default)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("three dots");
    }

    [Fact]
    public async Task Before_the_audit_only_the_account_sees_it_and_after_it_the_video_is_posted_once_for_everybody()
    {
        network.Audited = false;
        connector = Made(audited: false);
        (await connector.BeforeSending(Open(), default)).ShouldNotBeNull().ShouldContain("comments");
        var post = Post();
        (await Drive(post)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("only the account itself");
        network.Posts.All.Values.ShouldHaveSingleItem().Privacy.ShouldBe("SELF_ONLY");
        (await connector.Check(Open(), default)).Reason.ShouldNotBeNull().ShouldContain("audited");
        (network.Audited, connector) = (true, Made(audited: true));
        // Its maker may have made it public meanwhile, so it is not posted a second time.
        (await Drive(post)).ShouldBeOfType<SendOutcome.Sent>();
        network.Posts.All.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_TikTok_does_not_take_is_said_in_words_and_what_is_over_the_day_waits()
    {
        (await connector.Publish(Open(), Post() with { Video = null }, default)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("without a video");
        network.LongestSeconds = 10;
        (await Drive(Post())).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("10 seconds");
        (network.LongestSeconds, network.PrivateAccount) = (300, true);
        (await Drive(Post())).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("private");
        network.PrivateAccount = false;
        network.Posts.FailsBecause = "video_format_check_failed";
        (await Drive(Post())).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("video_format_check_failed");
        network.Facts.PostsADay = 0;
        (await connector.Publish(Open(), Post(), default)).ShouldBeOfType<SendOutcome.HeldUntil>();
    }

    [Fact]
    public async Task What_is_whole_counts_as_coming_and_a_token_that_another_node_renews_is_not_used_twice()
    {
        network.Facts.LooksUntilPublished = 3;
        var (post, early) = (Post(), Open());
        var other = Post("Lain");
        var coming = (await connector.Publish(Open(), post, default)).ShouldBeOfType<SendOutcome.RetryAt>().Out.ShouldNotBeNull();
        (await connector.Recall(Open(), coming, default)).ShouldBeOfType<SendOutcome.Refused>().Code.ShouldBe(SendOutcome.ByHand);
        await connector.Publish(early, other, default);
        JsonSerializer.Deserialize<TikTokKeys>(stored)!.Uploads.Keys.ShouldBe([post.Key, other.Key], ignoreOrder: true);
        // The network has forgotten the number: whether the video stands nobody knows.
        stored = stored.Replace(JsonSerializer.Deserialize<TikTokKeys>(stored)!.Uploads[post.Key].Id, "v_pub_gone", StringComparison.Ordinal);
        (await connector.Publish(Open(), post, default)).ShouldBeOfType<SendOutcome.Unknown>();
        network.Posts.All.Count.ShouldBe(2);

        network.Tokens.EndAccess();
        var keys = JsonSerializer.Deserialize<TikTokKeys>(stored)!;
        stored = JsonSerializer.Serialize(keys with { Grant = keys.Grant with { RenewedBy = clock.GetUtcNow().AddSeconds(30) } });
        (await connector.Publish(Open(), Post("Ketiga"), default)).ShouldBeOfType<SendOutcome.RetryAt>();
        network.Tokens.Refreshed.ShouldBe(0);
        clock.Advance(TimeSpan.FromMinutes(1));
        (await connector.Check(Open(), default)).Works.ShouldBeTrue();
        network.Tokens.Refreshed.ShouldBe(1);
    }

    [Fact]
    public async Task Videos_of_one_minute_begin_six_a_minute_and_the_others_hold_a_dated_place()
    {
        var posts = Enumerable.Range(0, 15).Select(number => Post($"Kabar {number}")).ToList();
        // Each is tried again at the hour that it was told, the last ones a little late.
        var due = posts.ToDictionary(post => post, _ => clock.GetUtcNow());
        while (due.Count > 0)
        {
            var (post, at) = due.MinBy(pair => pair.Value);
            clock.Advance(at > clock.GetUtcNow() ? at - clock.GetUtcNow() : TimeSpan.FromSeconds(3));
            if (await connector.Publish(Open(), post, default) is SendOutcome.HeldUntil held)
                due[post] = held.When;
            else
                due.Remove(post);
        }
        network.Posts.All.Count.ShouldBe(15);
        network.Calls.Count(call => call.Path.EndsWith("/video/init/", StringComparison.Ordinal)).ShouldBe(15, "the network never had to say that it was too fast");
        (clock.GetUtcNow() - Melati.Now).ShouldBeLessThan(TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task A_token_is_renewed_once_and_its_end_is_told()
    {
        network.Tokens.EndAccess();
        var account = Open();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => connector.Check(account, default)));
        network.Tokens.Refreshed.ShouldBe(1);
        (await connector.Check(Open(), default)).EndsAt.ShouldBe(Melati.Now.AddDays(365));
        values[TikTokSettings.VersionKey + "-ends"] = $"{clock.GetUtcNow().AddDays(80):yyyy-MM-dd}";
        (await connector.Check(Open(), default)).ShouldSatisfyAllConditions(health => health.Works.ShouldBeTrue(), health => health.Reason.ShouldNotBeNull().ShouldStartWith("The version of TikTok"));
        network.Tokens.RevokeAll();
        (await connector.Check(Open(), default)).Certain.ShouldBeTrue();
        (await Drive(Post())).ShouldBeOfType<SendOutcome.Reconnect>();
    }

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Whatever_goes_wrong_a_video_is_out_once_or_it_is_told_why_not()
    {
        var cases = (from step in Enumerable.Range(0, Steps.Length) from later in Enumerable.Range(step, Steps.Length - step) from fault in Faults from other in Faults from killed in new[] { false, true } select (Step: Steps[step], Later: Steps[later], fault, other, killed)).ToArray();
        new Random(13).Shuffle(cases);
        var (tried, sentOut) = (0, 0);
        network.Facts.PostsADay = int.MaxValue;
        foreach (var one in cases.Take(Series.Of("TIKTOK_FAULTS", 120, cases.Length)))
        {
            SignIn();
            var post = Post($"Kabar {Guid.CreateVersion7()}");
            network.Misbehave(one.Step, one.fault);
            network.Misbehave(one.Later, one.other);
            var first = await connector.Publish(Open(), post, default);
            var outcome = await Drive(post, one.killed ? new SendOutcome.Unknown("The program stopped before the answer came.") : first);
            var there = network.Posts.All.Values.Where(video => $"{video.Info["title"]}" == post.Text && video.Whole).ToList();
            (outcome switch
            {
                SendOutcome.Sent => there.Count == 1,
                SendOutcome.Unknown { Reason.Length: > 0 } => there.Count <= 1,
                // A sign-in that ended after the last byte: the number tells it when the account is connected again.
                SendOutcome.Reconnect { Reason.Length: > 0 } => there.Count <= 1,
                SendOutcome.Refused { Reason.Length: > 0 } or SendOutcome.RetryAt { Reason.Length: > 0 } => there.Count == 0,
                _ => false,
            }).ShouldBeTrue($"{one}: {outcome}, {there.Count} standing");
            (tried, sentOut) = (tried + 1, sentOut + (outcome is SendOutcome.Sent ? 1 : 0));
            clock.Advance(TimeSpan.FromHours(2));
            network.Behave();
            network.Calls.Clear();
        }
        // What a network gets over by itself ends well.
        sentOut.ShouldBeGreaterThan(tried / 3);
    }

    private TikTokConnector Made(bool audited)
    {
        values = new ConfigurationBuilder().AddInMemoryCollection(Values(network.Url, audited)).Build();
        var settings = new TikTokSettings(values, new EphemeralDataProtectionProvider(), new(values));
        var api = new TikTokApi(outbound, settings, clock);
        return new(api, new(api, settings, clock), settings, clock);
    }

    private void SignIn()
    {
        var (access, refresh) = network.Tokens.Give(TikTokStandIn.Scopes);
        stored = JsonSerializer.Serialize(new TikTokKeys(TikTokTokens.OpenId, TikTokStandIn.Username, new(access, refresh, clock.GetUtcNow().AddDays(1), clock.GetUtcNow().AddDays(365), TikTokConnector.Scopes)));
    }

    private ConnectedAccount Open() => new(
        Channel.Connect(centre.Id, TikTokConnector.NetworkName, "@" + TikTokStandIn.Username, TikTokTokens.OpenId, credentials: null, Melati.Now), centre, stored,
        (renewed, _) =>
        {
            stored = renewed;
            return Task.CompletedTask;
        },
        _ => Task.FromResult(stored));

    /// <summary>What the program does with a publication, by its rules: asks after 1, 5 and 20 minutes, tries eight times, waits while it is held.</summary>
    private async Task<SendOutcome> Drive(OutgoingPost post, SendOutcome? first = null)
    {
        TimeSpan[] ask = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20)];
        var outcome = first ?? await connector.Publish(Open(), post, default);
        for (var (attempts, questions) = (1, 0); ;)
        {
            switch (outcome)
            {
                case SendOutcome.HeldUntil held:
                    clock.Advance(held.When - clock.GetUtcNow());
                    outcome = await connector.Publish(Open(), post, default);
                    break;
                case SendOutcome.RetryAt retry when ++attempts <= 8:
                    clock.Advance(retry.When is { } when && when > clock.GetUtcNow() ? when - clock.GetUtcNow() : TimeSpan.FromMinutes(1));
                    outcome = await connector.Publish(Open(), post, default);
                    break;
                case SendOutcome.Unknown when questions < ask.Length:
                    clock.Advance(ask[questions++]);
                    outcome = await connector.Reconcile(Open(), post, default);
                    break;
                default:
                    return outcome;
            }
        }
    }

    private OutgoingPost Post(string text = "Cuci tangan enam langkah", int bytes = 20_000)
    {
        var content = new byte[bytes];
        new Random(3).NextBytes(content);
        return Melati.Post(text) with { IntendedAt = clock.GetUtcNow(), Video = new("https://melati.example/files/2", "video/mp4", bytes, 480, 854, 30, "", "", _ => Task.FromResult<Stream>(new MemoryStream(content))) };
    }
}
