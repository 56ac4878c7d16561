using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Instagram;
using Pendopo.Channels.Threads;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Testing;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.StandIns.Graph;
using Pendopo.Tests.StandIns.Threads;

namespace Pendopo.Tests.Channels.Threads;

/// <summary>A centre with an account on Threads beside a stand-in: containers, the one call that shows them, and everything that goes wrong on the way.</summary>
public sealed class ThreadsTests : IAsyncLifetime
{
    private static readonly GraphFault[] Faults = [.. Enum.GetValues<GraphFault>().Except([GraphFault.SilentAfter, GraphFault.DuplicatePost])];

    private readonly ManualTime clock = new(Melati.Now);
    private readonly OutboundHttp outbound = new(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] }, TimeProvider.System);
    private readonly Centre centre = Centre.Open("melati", "Puskesmas Melati", Id<Area>.New(), "Asia/Jakarta", "en", Melati.Now);
    private ThreadsStandIn network = null!;
    private ThreadsConnector connector = null!;
    private IConfigurationRoot values = null!;
    private string stored = "";

    internal static Dictionary<string, string?> Values(string url) => new()
    {
        [ThreadsSettings.ServerKey] = url, [ThreadsSettings.DialogKey] = url, [ThreadsSettings.AppIdKey] = ThreadsStandIn.AppId, [ThreadsSettings.SecretKey] = ThreadsStandIn.AppSecret,
    };

    public async Task InitializeAsync()
    {
        network = await ThreadsStandIn.StartAsync(clock);
        network.Media.Fetcher = _ => Task.FromResult<byte[]?>([0xFF, 0xD8, 0xFF, 0xE0]);
        values = new ConfigurationBuilder().AddInMemoryCollection(Values(network.Url)).Build();
        var protection = new EphemeralDataProtectionProvider();
        var settings = new ThreadsSettings(values, protection, new(values));
        var api = new ThreadsApi(outbound, settings, clock);
        connector = new(api, new(api, new FittedPictures(protection, new(values), clock), clock), new(api, clock), settings, clock);
        SignIn();
    }

    public async Task DisposeAsync()
    {
        outbound.Dispose();
        await network.DisposeAsync();
    }

    [Theory]
    [InlineData(0, false, "TEXT")]
    [InlineData(1, false, "IMAGE")]
    [InlineData(3, false, "CAROUSEL")]
    [InlineData(1, true, "VIDEO")]
    public async Task Words_pictures_and_videos_are_made_ready_in_their_own_time_and_shown_once(int pictures, bool video, string kind)
    {
        var post = Post(pictures: pictures, video: video);
        var sent = (await Drive(post)).ShouldBeOfType<SendOutcome.Sent>();
        var there = network.Talk.Posts.Values.ShouldHaveSingleItem();
        sent.Remote.ShouldBe(new RemoteRef(there.Id, $"https://www.threads.net/@{ThreadsAccount.Username}/post/{there.Id}"));
        (there.Text, there.From!.Kind).ShouldBe((post.Text, kind));
        network.Account.Containers.Values.Count(container => container["alt_text"] == "Bidan Ayu memeriksa seorang anak").ShouldBe(video ? 0 : pictures);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_no_source_proves_works_either_way(bool either)
    {
        (network.Facts.TellsContainersPublished, network.Facts.TakesAltText, network.Facts.ErrorsInside200, network.Facts.AsksProof) = (either, either, !either, !either);
        network.Misbehave("POST threads_publish", GraphFault.BreakAfter);
        (await Drive(Post(pictures: 1))).ShouldBeOfType<SendOutcome.Sent>();
        network.Talk.Posts.ShouldHaveSingleItem();
        network.Facts.DeletesPosts = either;
        var remote = new RemoteRef(network.Talk.Posts.Keys.Single(), null);
        if (either)
            (await connector.Recall(Open(), remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        else
            (await connector.Recall(Open(), remote, default)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("three dots");
        network.Talk.Posts.Clear();
        (await connector.Recall(Open(), remote, default)).ShouldBeOfType<SendOutcome.Sent>();
    }

    [Fact]
    public async Task The_days_quota_is_read_and_too_long_words_are_refused_as_the_network_counts_them()
    {
        network.Account.Quota = 1;
        (await Drive(Post("Satu"))).ShouldBeOfType<SendOutcome.Sent>();
        (await Publish(Post("Dua"))).ShouldBeOfType<SendOutcome.HeldUntil>().When.ShouldBe(clock.GetUtcNow().AddHours(1));
        ThreadsWriting.Length("a👍").ShouldBe(network.Account.Length("a👍"));
        (await Publish(Post(string.Concat(Enumerable.Repeat("👍", 126))))).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("emoji");
        network.Account.EndsWith = "INVALID_DURATION";
        network.Account.Quota = 5;
        (await Drive(Post("Tiga", video: true))).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("INVALID_DURATION");
    }

    [Fact]
    public async Task Words_that_were_changed_before_they_were_shown_never_are_and_two_jobs_keep_beside_each_other()
    {
        var (post, other, early) = (Post("Yang lama"), Post("Yang lain"), Open());
        network.Misbehave("GET node", GraphFault.ServerError, GraphFault.ServerError);
        (await Publish(other)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await connector.Publish(early, post, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        Keys.Containers.Count.ShouldBe(2);
        (await Drive(post with { Revision = 2, Text = "Yang baru" })).ShouldBeOfType<SendOutcome.Sent>();
        network.Talk.Posts.Values.ShouldHaveSingleItem().Text.ShouldBe("Yang baru");
    }

    [Fact]
    public async Task A_token_is_extended_when_it_is_a_week_old_and_its_end_is_told()
    {
        var first = Keys.Token;
        (await connector.Check(Open(), default)).EndsAt.ShouldBe(Melati.Now.AddDays(60));
        clock.Advance(TimeSpan.FromDays(8));
        network.Misbehave("GET refresh_access_token", GraphFault.ServerError);
        (await connector.Check(Open(), default)).ShouldBe(new AccountHealth(true, null, Melati.Now.AddDays(60)));
        (await connector.Check(Open(), default)).EndsAt.ShouldBe(Melati.Now.AddDays(68));
        Keys.Token.ShouldNotBe(first);
        values[ThreadsSettings.VersionKey + "-ends"] = $"{clock.GetUtcNow().AddDays(80):yyyy-MM-dd}";
        (await connector.Check(Open(), default)).ShouldSatisfyAllConditions(health => health.Works.ShouldBeTrue(), health => health.Reason.ShouldNotBeNull().ShouldStartWith("The version of Threads"));
        network.Tokens.RevokeAll();
        (await connector.Check(Open(), default)).ShouldSatisfyAllConditions(health => health.Works.ShouldBeFalse(), health => health.Certain.ShouldBeTrue());
        (await Publish(Post())).ShouldBeOfType<SendOutcome.Reconnect>();
    }

    [Fact]
    public async Task Answers_and_mentions_are_heard_answered_once_and_hidden()
    {
        var post = network.Talk.Stands("Jadwal imunisasi");
        var first = network.Talk.Says(post.Id, "Jam berapa?");
        var below = network.Talk.Says(first.Id, "Saya juga", "ani");
        network.Talk.Stands("Terima kasih @puskesmas.melati", own: false, username: "budi");
        var heard = await connector.Hear(Open(), null, default);
        heard.Messages.Select(message => (message.Text, message.Kind)).ShouldBe([("Jam berapa?", IncomingKind.Reply), ("Saya juga", IncomingKind.Reply), ("Terima kasih @puskesmas.melati", IncomingKind.Mention)], ignoreOrder: true);
        (await connector.Hear(Open(), heard.Cursor, default)).ShouldBe(Heard.Nothing);

        var asked = heard.Messages.Single(message => message.Remote.Id == first.Id);
        asked.Root!.Id.ShouldBe(post.Id);
        var reply = new OutgoingReply(Guid.CreateVersion7(), clock.GetUtcNow(), asked.Remote, asked.Root, asked.Author, "Pukul 08.00.", "id", Private: false);
        network.Misbehave("POST threads_publish", GraphFault.BreakAfter);
        (await connector.Reply(Open(), reply, default)).ShouldBeOfType<SendOutcome.Sent>();
        clock.Advance(TimeSpan.FromMinutes(1));
        (await connector.Reply(Open(), reply, default)).ShouldBeOfType<SendOutcome.Sent>();
        network.Talk.Posts.Values.Where(one => one.Text == "Pukul 08.00.").ShouldHaveSingleItem().Parent.ShouldBe(first.Id);
        (await connector.Reply(Open(), reply with { Private = true }, default)).ShouldBeOfType<SendOutcome.Refused>();

        (await connector.Act(Open(), new(first.Id, null), CommentAct.Hide, default)).ShouldBeOfType<SendOutcome.Sent>();
        network.Talk.Posts[first.Id].Hidden.ShouldBeTrue();
        (await connector.Act(Open(), new(first.Id, null), CommentAct.Show, default)).ShouldBeOfType<SendOutcome.Sent>();
        network.Talk.Posts[first.Id].Hidden.ShouldBeFalse();
        (await connector.Act(Open(), new(below.Id, null), CommentAct.Hide, default)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("right under");
    }

    [Fact]
    public async Task Figures_that_the_network_does_not_tell_are_unknown_and_not_zero()
    {
        var remote = new RemoteRef(network.Talk.Stands("Jadwal").Id, null);
        (await connector.Measure(Open(), remote, default)).ShouldBe(new PostMeasures(11, 3, 3, 210));
        network.Account.Metrics.Remove("replies");
        (await connector.Measure(Open(), remote, default)).ShouldBe(new PostMeasures(11, 3, null, 210));
    }

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Whatever_goes_wrong_a_post_is_out_once_or_it_is_told_why_not()
    {
        var cases = (from made in Faults from shown in Faults from look in Faults from list in new[] { GraphFault.None, GraphFault.BreakBefore, GraphFault.WrongJson } from killed in new[] { false, true } select (made, shown, look, list, killed)).ToArray();
        new Random(5).Shuffle(cases);
        var (tried, sentOut) = (0, 0);
        foreach (var (made, shown, look, list, killed) in cases.Take(Series.Of("THREADS_FAULTS", 250, cases.Length)))
        {
            SignIn();
            (network.Facts.ErrorsInside200, network.Facts.TellsContainersPublished) = (killed, made < shown);
            network.Misbehave("POST threads", made);
            network.Misbehave("POST threads_publish", shown);
            network.Misbehave("GET node", look);
            network.Misbehave("GET threads", list);
            var post = Post($"Kabar {Guid.CreateVersion7()}", pictures: killed ? 1 : 0);
            var first = await Publish(post);
            var outcome = await Drive(post, killed ? new SendOutcome.Unknown("The program stopped before the answer came.") : first);
            var standing = network.Talk.Posts.Values.Where(one => one.Text == post.Text).ToList();
            (outcome switch
            {
                SendOutcome.Sent sent => standing.Count == 1 && standing[0].Id == sent.Remote.Id,
                SendOutcome.Unknown => standing.Count <= 1,
                SendOutcome.Refused { Reason.Length: > 0 } or SendOutcome.Reconnect { Reason.Length: > 0 } or SendOutcome.RetryAt => standing.Count == 0,
                _ => false,
            }).ShouldBeTrue($"{made} {shown} {look} {list} {killed}: {outcome}, {standing.Count} standing");
            (tried, sentOut) = (tried + 1, sentOut + (outcome is SendOutcome.Sent ? 1 : 0));
            clock.Advance(TimeSpan.FromHours(25));
            network.Behave();
            network.Calls.Clear();
            network.Talk.Posts.Clear();
            network.Account.Containers.Clear();
        }
        // What a network gets over by itself ends well.
        sentOut.ShouldBeGreaterThan(tried / 4);
    }

    private ThreadsKeys Keys => JsonSerializer.Deserialize<ThreadsKeys>(stored)!;

    private void SignIn() => stored = JsonSerializer.Serialize(new ThreadsKeys(ThreadsAccount.Id, ThreadsAccount.Username, network.Tokens.Long(), clock.GetUtcNow(), clock.GetUtcNow().AddDays(60)));

    private ConnectedAccount Open() => new(
        Channel.Connect(centre.Id, ThreadsConnector.NetworkName, "@" + ThreadsAccount.Username, ThreadsAccount.Id, credentials: null, Melati.Now), centre, stored,
        (renewed, _) =>
        {
            stored = renewed;
            return Task.CompletedTask;
        },
        _ => Task.FromResult(stored));

    private Task<SendOutcome> Publish(OutgoingPost post) => connector.Publish(Open(), post, default);

    /// <summary>What the program does with a publication, by its rules: asks after 1, 5 and 20 minutes, tries eight times, waits while it is held.</summary>
    private async Task<SendOutcome> Drive(OutgoingPost post, SendOutcome? first = null)
    {
        TimeSpan[] ask = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20)];
        var outcome = first ?? await Publish(post);
        for (var (attempts, questions) = (1, 0); ;)
        {
            switch (outcome)
            {
                case SendOutcome.HeldUntil held:
                    clock.Advance(held.When - clock.GetUtcNow());
                    outcome = await Publish(post);
                    break;
                case SendOutcome.RetryAt retry when ++attempts <= 8:
                    clock.Advance(retry.When is { } when && when > clock.GetUtcNow() ? when - clock.GetUtcNow() : TimeSpan.FromMinutes(1));
                    outcome = await Publish(post);
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

    [Theory]
    [InlineData(nameof(GraphFault.None), false)]
    [InlineData(nameof(GraphFault.BreakAfter), false)]
    [InlineData(nameof(GraphFault.ServerError), true)]
    [InlineData(nameof(GraphFault.AppLimit), true)]
    public async Task A_thread_stands_part_under_part_once_and_is_taken_back_as_a_whole(string fault, bool killed)
    {
        var post = Post("Enam langkah cuci tangan") with { Parts = ["Basahi tangan.", "Pakai sabun."] };
        network.Misbehave("POST threads_publish", GraphFault.None, Enum.Parse<GraphFault>(fault));
        var first = await Publish(post);
        var sent = (await Drive(post, killed ? new SendOutcome.Unknown("The program stopped before the answer came.") : first)).ShouldBeOfType<SendOutcome.Sent>().Remote;
        network.Talk.Posts.Values.Count(one => one.Text == post.Text).ShouldBe(1);
        var ids = ThreadsParts.Of(sent);
        ids.Select(id => network.Talk.Posts[id].Text).ShouldBe(["Enam langkah cuci tangan", "Basahi tangan.", "Pakai sabun."]);
        ids.Skip(1).Select(id => network.Talk.Posts[id].Parent).ShouldBe(ids.Take(2));
        network.Talk.Posts.Count.ShouldBe(3);
        (await connector.Recall(Open(), sent, default)).ShouldBeOfType<SendOutcome.Sent>();
        network.Talk.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_network_would_refuse_as_too_long_does_not_fit_in_the_composer_either()
    {
        var limits = await connector.Limits(Open(), default);
        Fit.Check(limits, new string('a', 496) + "🩺", []).ShouldBeEmpty();
        Fit.Check(limits, new string('a', 497) + "🩺", []).ShouldHaveSingleItem().Trouble.ShouldBe(FitTrouble.TooManyGraphemes);
    }

    private OutgoingPost Post(string text = "Jadwal imunisasi hari ini", int pictures = 0, bool video = false) => Melati.Post(text, [.. Enumerable.Range(0, pictures).Select(_ => Melati.Image([1]) with { MediaType = "image/jpeg" })]) with
    {
        IntendedAt = clock.GetUtcNow(),
        Video = video ? new("https://melati.example/files/2", "video/mp4", 3, 854, 480, 30, "", "", _ => Task.FromResult<Stream>(new MemoryStream([1, 2, 3]))) : null,
    };
}
