using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;
using Pendopo.Channels.YouTube;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Platform.Settings;
using Pendopo.Testing;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Net;
using Pendopo.Tests.StandIns.YouTube;

namespace Pendopo.Tests.Channels.YouTube;

/// <summary>Videos go up in parts, are dressed unseen and shown by one call; comments are heard, answered and tended; the units of the day are kept to.</summary>
[Collection("channels on sqlite")]
public sealed class YouTubeTests(SqliteApp app) : AppTests(app)
{
    private const string Begin = "POST /upload/youtube/v3/videos", Put = "PUT /upload/youtube/v3/videos", Look = "GET /youtube/v3/videos", Captions = "POST /upload/youtube/v3/captions",
        Picture = "POST /upload/youtube/v3/thumbnails/set", Show = "PUT /youtube/v3/videos";

    private static readonly string[] Steps = [Begin, Put, Look, Captions, Picture, Show];

    // A silence is waited for by the clock of the machine.
    private static readonly NetFault[] Faults = [.. Enum.GetValues<NetFault>().Except([NetFault.None, NetFault.SilentAfter])];

    private readonly ManualTime clock = new(Melati.Now);
    private YouTubeStandIn network = null!;
    private YouTubeStage stage = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        network = await YouTubeStandIn.StartAsync(clock);
        stage = new(network, App.Services, clock);
        stage.SignIn(network);
    }

    public override async Task DisposeAsync()
    {
        stage.Dispose();
        await network.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_video_goes_up_in_parts_gets_its_captions_and_picture_and_is_shown_by_the_last_call()
    {
        var post = stage.Post(bytes: 2_500_000);
        (await stage.Publish(post)).ShouldBeOfType<SendOutcome.RetryAt>().Reason.ShouldContain("looking through");
        var video = network.Videos.All.Values.ShouldHaveSingleItem();
        $"{video.Status["privacyStatus"]}".ShouldBe("private");
        var sent = (await stage.Drive(post)).ShouldBeOfType<SendOutcome.Sent>();

        sent.Remote.ShouldBe(new RemoteRef(video.Id, $"https://www.youtube.com/watch?v={video.Id}"));
        ($"{video.Snippet["title"]}", $"{video.Snippet["description"]}", $"{video.Status["privacyStatus"]}").ShouldBe((post.Title, "Cuci tangan ‹enam› langkah.\n\nhttps://melati.example/1", "public"));
        video.Captions.ShouldHaveSingleItem().ShouldBe(("id", "", post.Video!.Captions));
        video.Thumbnail.ShouldNotBeNull();
        video.Bytes.Length.ShouldBe(2_500_000);
        network.Count(Put).ShouldBe(4);
        network.Calls.First(call => call.Name == Begin)["notifySubscribers"].ShouldBe("false");
    }

    [Theory]
    [InlineData(nameof(NetFault.None))]
    [InlineData(nameof(NetFault.BreakAfter))]
    [InlineData(nameof(NetFault.ServerError))]
    public async Task The_first_comment_stands_once_below_its_video_and_changes_with_it(string fault)
    {
        var post = stage.Post(bytes: 500_000) with { Parts = ["Bawa buku KIA."] };
        network.Misbehave("POST /youtube/v3/commentThreads", Enum.Parse<NetFault>(fault));
        var sent = (await stage.Drive(post)).ShouldBeOfType<SendOutcome.Sent>().Remote;
        network.Videos.All.Count.ShouldBe(1);
        network.Talk.All.Values.ShouldHaveSingleItem().Text.ShouldBe("Bawa buku KIA.");
        for (var twice = 0; twice < 2; twice++)
            (await stage.Connector.Edit(stage.Open(), post with { Parts = ["Bawa kartu."] }, sent, default)).ShouldBeOfType<SendOutcome.Sent>();
        network.Talk.All.Values.ShouldHaveSingleItem().Text.ShouldBe("Bawa kartu.");
    }

    [Fact]
    public async Task A_killed_upload_goes_on_where_the_network_says_it_stands_and_a_dead_address_begins_anew()
    {
        var post = stage.Post(bytes: 3_000_000);
        network.Misbehave(Put, NetFault.None, NetFault.BreakAfter);
        (await stage.Publish(post)).ShouldBeOfType<SendOutcome.RetryAt>();
        network.Uploads.Sessions.Values.ShouldHaveSingleItem().Bytes.Count.ShouldBe(1 << 20);
        stage.Keys.Uploads[post.Key].Session.ShouldStartWith(network.Url);
        await stage.Publish(post);
        network.Calls.Count(call => call.Headers.ContentRange == "bytes 0-1048575/3000000").ShouldBe(1);
        network.Videos.All.ShouldHaveSingleItem();

        var second = stage.Post("Kedua");
        network.Misbehave(Put, NetFault.BreakBefore);
        await stage.Publish(second);
        network.Uploads.Forget();
        (await stage.Publish(second)).ShouldBeOfType<SendOutcome.RetryAt>().Reason.ShouldContain("anew");
        (await stage.Drive(second)).ShouldBeOfType<SendOutcome.Sent>();
    }

    [Fact]
    public async Task A_video_that_was_changed_before_it_was_shown_goes_up_anew_and_a_channels_own_limit_is_not_the_projects()
    {
        var post = stage.Post("Yang lama");
        (await stage.Publish(post)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await stage.Drive(post with { Revision = 2, Title = "Yang baru" })).ShouldBeOfType<SendOutcome.Sent>();
        $"{network.Videos.All.Values.ShouldHaveSingleItem().Snippet["title"]}".ShouldBe("Yang baru");
        foreach (var (reason, project) in new[] { ("quotaExceeded", true), ("uploadLimitExceeded", false) })
        {
            var body = System.Text.Encoding.UTF8.GetBytes($"{{\"error\":{{\"errors\":[{{\"reason\":\"{reason}\"}}]}}}}");
            var answer = GoogleAnswer.Of(OutboundReply.Answered(new("https://www.googleapis.com/"), 403, new Dictionary<string, string>(), body), clock.GetUtcNow());
            (answer.DayUsedUp, answer.ProjectUsedUp).ShouldBe((true, project));
        }
    }

    [Fact]
    public async Task Before_the_audit_the_rule_is_told_beforehand_and_after_and_nothing_is_uploaded_twice()
    {
        network.Audited = false;
        using var unaudited = new YouTubeStage(network, App.Services, clock, audited: false);
        unaudited.SignIn(network);
        (await unaudited.Connector.BeforeSending(unaudited.Open(), default)).ShouldNotBeNull().ShouldContain("Google");
        foreach (var locks in new[] { true, false })
        {
            network.Facts.LocksUnaudited = locks;
            var post = unaudited.Post($"Video {locks}");
            (await unaudited.Drive(post)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("keeps it private");
            network.Audited = true;
            (await unaudited.Drive(post)).ShouldBeOfType<SendOutcome.Sent>();
            network.Audited = false;
            network.Videos.All.Values.Count(video => $"{video.Snippet["title"]}" == post.Title).ShouldBe(1);
        }
        (await unaudited.Connector.Check(unaudited.Open(), default)).Reason.ShouldNotBeNull().ShouldContain("audited");
        (await stage.Connector.BeforeSending(stage.Open(), default)).ShouldBeNull();
        stage.Settings[GoogleSettings.VideosVersionKey + "-ends"] = $"{clock.GetUtcNow().AddDays(80):yyyy-MM-dd}";
        (await stage.Connector.Check(stage.Open(), default)).ShouldSatisfyAllConditions(health => health.Works.ShouldBeTrue(), health => health.Reason.ShouldNotBeNull().ShouldStartWith("The version of Google"));
    }

    [Fact]
    public async Task The_units_of_the_day_are_counted_and_a_post_over_them_waits_for_midnight_at_the_Pacific()
    {
        using var poor = new YouTubeStage(network, App.Services, clock, units: 300);
        poor.SignIn(network);
        var held = (await poor.Drive(poor.Post(captions: ""), new SendOutcome.RetryAt(null, ""))).ShouldBeOfType<SendOutcome.Sent>();
        held.Remote.Url.ShouldNotBeNull();
        var waits = poor.Post("Dengan teks ucapan");
        network.Calls.Clear();
        SendOutcome outcome = await poor.Publish(waits);
        while (outcome is SendOutcome.RetryAt retry)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            outcome = await poor.Publish(waits);
        }
        // Captions cost 400 units, more than this project has on any day.
        outcome.ShouldBeOfType<SendOutcome.HeldUntil>().When.ShouldBe(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
        network.Count(Captions).ShouldBe(0);
        network.Quota.UseUp();
        (await stage.Publish(stage.Post("Lain"))).ShouldBeOfType<SendOutcome.HeldUntil>();
        GoogleOutcomes.NextDay(new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero)).ShouldBe(new DateTimeOffset(2026, 7, 2, 7, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_token_is_renewed_once_kept_before_it_is_used_and_a_revoked_one_asks_for_the_person()
    {
        network.Tokens.EndAccess();
        var account = stage.Open();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => stage.Connector.Measure(account, new(network.Videos.Stands("Lama"), null), default)));
        network.Tokens.Refreshed.ShouldBe(1);
        stage.Keys.Grant.Refresh.ShouldNotBeEmpty();
        clock.Advance(TimeSpan.FromHours(2));
        (await stage.Connector.Check(stage.Open(), default)).Works.ShouldBeTrue();
        network.Tokens.Refreshed.ShouldBe(2);
        network.Tokens.RevokeAll();
        (await stage.Publish(stage.Post())).ShouldBeOfType<SendOutcome.Reconnect>();
        (await stage.Connector.Hear(stage.Open(), null, default)).Lost.ShouldNotBeNull();
        (await stage.Connector.Check(stage.Open(), default)).ShouldBe(new AccountHealth(Works: false, "The sign-in at Google is over or was taken back. Connect the account again."));
    }

    [Fact]
    public async Task Comments_are_heard_answered_once_hidden_shown_and_taken_away()
    {
        var video = network.Videos.Stands("Cuci tangan");
        var first = network.Talk.Says(video, "Jam berapa posyandu?");
        var below = network.Talk.Says(video, "Saya juga ingin tahu", first, "UCani", "@ani");
        network.Talk.Says(video, "Dari kita", first, YouTubeStandIn.ChannelId, "Puskesmas Melati");
        network.Talk.Duplicates = true;
        var heard = await stage.Connector.Hear(stage.Open(), null, default);
        heard.Messages.Select(message => message.Text).ShouldBe(["Jam berapa posyandu?", "Saya juga ingin tahu"], ignoreOrder: true);
        heard.Messages.ShouldAllBe(message => message.Root!.Id == video);
        (await stage.Connector.Hear(stage.Open(), heard.Cursor, default)).ShouldBe(Heard.Nothing);

        var asked = heard.Messages.Single(message => message.Remote.Id == below);
        var reply = new OutgoingReply(Guid.CreateVersion7(), clock.GetUtcNow(), asked.Remote, asked.Root!, asked.Author, "Pukul 08.00.", "id", Private: false);
        network.Misbehave("POST /youtube/v3/comments", NetFault.BreakAfter);
        (await stage.Connector.Reply(stage.Open(), reply, default)).ShouldBeOfType<SendOutcome.Sent>();
        clock.Advance(TimeSpan.FromMinutes(1));
        (await stage.Connector.Reply(stage.Open(), reply, default)).ShouldBeOfType<SendOutcome.Sent>();
        network.Talk.All.Values.Where(comment => comment.Text == "Pukul 08.00.").ShouldHaveSingleItem().Parent.ShouldBe(first);

        foreach (var (act, state) in new[] { (CommentAct.Hide, "heldForReview"), (CommentAct.Show, "published"), (CommentAct.Delete, "rejected") })
        {
            (await stage.Connector.Act(stage.Open(), new(first, null), act, default)).ShouldBeOfType<SendOutcome.Sent>();
            network.Talk.All[first].Moderation.ShouldBe(state);
        }
        (await stage.Connector.Reply(stage.Open(), reply with { Private = true }, default)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("private");
    }

    [Fact]
    public async Task Words_are_changed_figures_read_and_a_video_taken_back_for_good()
    {
        var post = stage.Post();
        var remote = (await stage.Drive(post)).ShouldBeOfType<SendOutcome.Sent>().Remote;
        (network.Videos.All[remote.Id].Views, network.Videos.All[remote.Id].Likes) = (5_000_000_000, 7);
        (await stage.Connector.Measure(stage.Open(), remote, default)).ShouldBe(new PostMeasures(7, null, 0, int.MaxValue));
        (await stage.Connector.Edit(stage.Open(), post with { Title = new string('a', 60) + " " + new string('b', 60) }, remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        $"{network.Videos.All[remote.Id].Snippet["title"]}".ShouldBe(new string('a', 60) + "…");
        for (var time = 0; time < 2; time++)
            (await stage.Connector.Recall(stage.Open(), remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        network.Videos.All.ShouldBeEmpty();
        (await stage.Publish(post with { Video = null })).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("without a video");
        network.Videos.EndsAs = "rejected";
        (await stage.Drive(stage.Post("Sama"))).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("has it already");
    }

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Whatever_goes_wrong_a_video_is_sentOutonce_or_it_is_told_why_not()
    {
        var cases = (from step in Enumerable.Range(0, Steps.Length)
                     from later in Enumerable.Range(step, Steps.Length - step)
                     from fault in Faults
                     from other in Faults
                     from dies in Enumerable.Range(0, 5)
                     select (Step: Steps[step], Later: Steps[later], fault, other, dies)).ToArray();
        new Random(11).Shuffle(cases);
        var (tried, sentOut) = (0, 0);
        foreach (var one in cases.Take(Series.Of("YOUTUBE_FAULTS", 120, cases.Length)))
        {
            stage.SignIn(network);
            stage.DiesAfterKeeping = one.dies;
            var post = stage.Post($"Kabar {Guid.CreateVersion7()}", bytes: 1_200_000);
            network.Misbehave(one.Step, one.fault);
            network.Misbehave(one.Later, one.other);
            var outcome = await stage.Drive(post);
            var there = network.Videos.All.Values.Where(video => $"{video.Snippet["title"]}" == post.Title && $"{video.Status["privacyStatus"]}" == "public").ToList();
            (outcome switch
            {
                SendOutcome.Sent sent => there.Count == 1 && there[0].Id == sent.Remote.Id && there[0].Captions.Count == 1 && there[0].Bytes.Length == 1_200_000,
                SendOutcome.Unknown { Reason.Length: > 0 } => there.Count <= 1,
                SendOutcome.Refused { Reason.Length: > 0 } or SendOutcome.Reconnect { Reason.Length: > 0 } or SendOutcome.RetryAt { Reason.Length: > 0 } => there.Count == 0,
                _ => false,
            }).ShouldBeTrue($"{one}: {outcome}, {there.Count} public");
            (tried, sentOut) = (tried + 1, sentOut + (outcome is SendOutcome.Sent ? 1 : 0));
            clock.Advance(TimeSpan.FromDays(1));
            network.Behave();
            network.Calls.Clear();
        }
        // What a network gets over by itself ends well.
        sentOut.ShouldBeGreaterThan(tried / 2);
    }

    [Fact]
    public async Task An_officer_is_taken_to_Google_and_back_and_the_channel_is_tried_before_it_is_kept()
    {
        await using var google = await YouTubeStandIn.StartAsync(App.Clock);
        await Replace(google);
        using var officer = await App.Client("officer");
        google.Tokens.Allows = [YouTubeConnector.Scopes[0], YouTubeConnector.Scopes[2]];
        (await officer.GetStringAsync(await Return(officer))).ShouldContain("youtube.force-ssl");
        google.Tokens.Allows = null;
        var back = await Return(officer);
        var page = await officer.GetStringAsync(back);
        page.ShouldContain("@puskesmasmelati");
        using (var forged = await officer.Send(page, "youtube", new() { ["Form.Visit"] = "forged" }, YouTubeBackPage.Address))
            forged.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var chosen = await officer.Send(page, "youtube", new() { ["Form.Visibility"] = "unlisted" }, YouTubeBackPage.Address);
        chosen.StatusCode.ShouldBeOneOf(HttpStatusCode.Found, HttpStatusCode.OK, HttpStatusCode.SeeOther);
        await using (var scope = await App.ScopeOf("officer"))
        {
            var channel = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Channel>().SingleAsync(row => row.Network == YouTubeConnector.NetworkName);
            (channel.Handle, channel.Address).ShouldBe(("@puskesmasmelati", YouTubeStandIn.ChannelId));
            System.Text.Encoding.UTF8.GetString(channel.Credentials!).ShouldNotContain("1//");
            (await scope.ServiceProvider.GetRequiredService<Accounts>().Open(channel, default)).Credentials<YouTubeKeys>().Visibility.ShouldBe("unlisted");
        }
        (await officer.GetStringAsync("/desk/channels")).ShouldContain("@puskesmasmelati");
        google.Tokens.Declines = true;
        (await officer.GetStringAsync(await Return(officer))).ShouldContain("Tidak ada yang diizinkan di Google");
        google.Tokens.Declines = false;
        using var administrator = await App.Client("administrator");
        (await administrator.GetStringAsync(await Return(officer))).ShouldContain("Mulailah lagi");
    }

    private static async Task<string> Return(HttpClient officer)
    {
        using var google = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var page = new HtmlParser().ParseDocument(await officer.GetStringAsync(ConnectYouTubePage.Address));
        var dialog = page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).Single(href => href.Contains("/o/oauth2/", StringComparison.Ordinal));
        HttpUtility.ParseQueryString(new Uri(dialog).Query)["code_challenge_method"].ShouldBe("S256");
        using var answer = await google.GetAsync(new Uri(dialog));
        return answer.Headers.Location!.PathAndQuery;
    }

    // The program was started for the units of the day; it is started anew beside this network.
    private async Task Replace(YouTubeStandIn google)
    {
        await base.DisposeAsync();
        await base.InitializeAsync();
        var values = new ConfigurationBuilder().AddInMemoryCollection(YouTubeStage.Values(google.Url, audited: false)).Build();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] })
            .AddSingleton(provider => new GoogleSettings(values, provider.GetRequiredService<IDataProtectionProvider>(), provider.GetRequiredService<PublicAddress>()));
    }
}
