using Pendopo.Channels.Contracts;
using Pendopo.Channels.Instagram;
using Pendopo.Testing;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.Channels.Instagram;

/// <summary>Containers, the one call that shows them, the quota of a day, and everything that goes wrong on the way.</summary>
public sealed class InstagramPublishingTests : InstagramTests
{
    private static readonly GraphFault[] Faults = [.. Enum.GetValues<GraphFault>().Except([GraphFault.Twice, GraphFault.SilentAfter, GraphFault.DuplicatePost])];

    [Fact]
    public async Task A_picture_is_made_ready_in_its_own_time_and_shown_once()
    {
        var post = Post();
        (await Publish(post)).ShouldBeOfType<SendOutcome.RetryAt>().When.ShouldBe(Clock.GetUtcNow().AddSeconds(10));
        Clock.Advance(TimeSpan.FromSeconds(10));
        var sent = (await Publish(post)).ShouldBeOfType<SendOutcome.Sent>();

        var medium = Graph.Instagram.Media.Values.ShouldHaveSingleItem();
        sent.Remote.ShouldBe(new RemoteRef(medium.Id, $"https://www.instagram.com/p/{medium.Id}/"));
        medium.Caption.ShouldBe("Jadwal imunisasi");
        medium.From.Fields["alt_text"].ShouldBe("Bidan Ayu memeriksa seorang anak");
        Graph.Instagram.Containers.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task More_than_thirty_tags_are_told_before_anything_is_sent()
    {
        var limits = await Connector.Limits(Account(), default);
        var (thirty, picture) = (string.Join(' ', Enumerable.Range(1, 30).Select(number => $"#tag{number}")), new FittedImage("image/jpeg", 1, "alt"));
        Fit.Check(limits, thirty, [picture]).ShouldBeEmpty();
        Fit.Check(limits, thirty + " #lagi", [picture]).ShouldHaveSingleItem().ShouldBe(new(FitTrouble.TooManyHashtags, 31, 30));
    }

    [Fact]
    public async Task Words_that_were_changed_before_they_were_shown_never_are()
    {
        var post = Post("Yang lama");
        (await Publish(post)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await Drive(post with { Revision = 2, Text = "Yang baru" })).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Instagram.Media.Values.ShouldHaveSingleItem().Caption.ShouldBe("Yang baru");
    }

    [Fact]
    public async Task Several_pictures_are_a_carousel_and_none_is_refused_in_words()
    {
        (await Drive(Post(pictures: 3))).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Instagram.Media.Values.ShouldHaveSingleItem().From.Kind.ShouldBe("CAROUSEL");
        Graph.Instagram.Containers.Count.ShouldBe(4);
        (await Publish(Post(pictures: 0))).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("picture");
    }

    [Fact]
    public async Task The_quota_of_the_day_is_read_and_a_post_over_it_waits()
    {
        Graph.Instagram.Quota = 1;
        (await Drive(Post("Satu"))).ShouldBeOfType<SendOutcome.Sent>();
        (await Publish(Post("Dua"))).ShouldBeOfType<SendOutcome.HeldUntil>().Reason.ShouldContain("1 posts in 24 hours");
        (await Drive(Post("Tiga"))).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Instagram.QuotaUsed.ShouldBe(1);
    }

    [Theory]
    [InlineData(2207026, typeof(SendOutcome.Refused))]
    [InlineData(2207053, typeof(SendOutcome.Sent))]
    public async Task A_container_that_fails_is_final_or_made_anew(int subcode, Type outcome)
    {
        Graph.Instagram.EndsWith = subcode;
        var post = Post();
        await Publish(post);
        Clock.Advance(TimeSpan.FromSeconds(10));
        var failed = await Publish(post);
        Graph.Instagram.EndsWith = 0;
        (failed is SendOutcome.Refused ? failed : await Drive(post)).ShouldBeOfType(outcome);
    }

    [Fact]
    public async Task A_container_that_was_left_too_long_is_made_anew()
    {
        var post = Post();
        await Publish(post);
        Clock.Advance(TimeSpan.FromHours(25));
        (await Drive(post)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Instagram.Media.ShouldHaveSingleItem();
    }

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Whatever_goes_wrong_a_post_is_out_once_or_it_is_told_why_not()
    {
        var cases = (from made in Faults from shown in Faults from look in Faults from killed in new[] { false, true } from place in Enum.GetValues<Placement>() select (made, shown, look, killed, place)).ToArray();
        new Random(5).Shuffle(cases);
        foreach (var (made, shown, look, killed, place) in cases.Take(Series.Of("INSTAGRAM_FAULTS", 400, cases.Length)))
        {
            Graph.Facts.ErrorsInside200 = killed;
            Graph.Misbehave("POST media", made);
            Graph.Misbehave("POST media_publish", shown);
            Graph.Misbehave("GET node", look);
            var outcome = await Drive(place == Placement.Post ? Post($"Kabar {Guid.CreateVersion7()}") : Film(place, $"Kabar {Guid.CreateVersion7()}"), killed);
            var standing = Graph.Instagram.Media.Count;
            (outcome switch
            {
                SendOutcome.Sent sent => standing == 1 && Graph.Instagram.Media.ContainsKey(sent.Remote.Id),
                SendOutcome.Unknown => standing <= 1,
                SendOutcome.Refused { Reason.Length: > 0 } or SendOutcome.Reconnect { Reason.Length: > 0 } or SendOutcome.RetryAt => standing == 0,
                _ => false,
            }).ShouldBeTrue($"{made} {shown} {look} {killed} {place}: {outcome}, {standing} standing");
            Clock.Advance(TimeSpan.FromHours(25));
            Graph.Behave();
            Graph.Calls.Clear();
            Graph.Instagram.Media.Clear();
            Graph.Instagram.Containers.Clear();
        }
    }

    [Fact]
    public async Task A_reel_takes_its_words_and_a_story_none_and_each_stands_once()
    {
        var reel = (await Drive(Film(Placement.Reel, "Cuci tangan"))).ShouldBeOfType<SendOutcome.Sent>().Remote;
        var story = (await Drive(Film(Placement.Story, ""))).ShouldBeOfType<SendOutcome.Sent>().Remote;
        var picture = (await Drive(Post("", 1) with { Placement = Placement.Story })).ShouldBeOfType<SendOutcome.Sent>().Remote;
        var media = Graph.Instagram.Media;
        (media[reel.Id].From.Kind, media[reel.Id].Caption, media[reel.Id].From.Fields["video_url"]).ShouldBe(("REELS", "Cuci tangan", "https://melati.example/film/1"));
        (media[story.Id].From.Kind, media[story.Id].From.Fields.ContainsKey("caption")).ShouldBe(("STORIES", false));
        media[picture.Id].From.Fields.ContainsKey("image_url").ShouldBeTrue();
        (await Publish(Post() with { Placement = Placement.Reel })).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("video");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_video_among_pictures_is_made_ready_before_the_carousel_that_shows_it_once(bool killed)
    {
        var post = Carousel("Cuci tangan", 2);
        (await Drive(post, killed)).ShouldBeOfType<SendOutcome.Sent>();
        var medium = Graph.Instagram.Media.Values.ShouldHaveSingleItem();
        (medium.From.Kind, medium.Caption).ShouldBe(("CAROUSEL", "Cuci tangan"));
        medium.From.Fields["children"].Split(',').Select(child => Graph.Instagram.Containers[child].Kind).ShouldBe(["VIDEO", "IMAGE", "IMAGE"]);
        Graph.Instagram.Containers.Values.Count(container => container.Kind == "VIDEO").ShouldBe(1, "it is made ready once, whatever stops meanwhile");
        Graph.Instagram.Containers[medium.From.Fields["children"].Split(',')[0]].Fields["video_url"].ShouldBe(post.Video!.Url);
    }

    [Theory]
    [InlineData(10, 20, 25)]
    [InlineData(2, 61, 25)]
    [InlineData(2, 2, 25)]
    [InlineData(2, 20, 101 << 20)]
    public async Task A_video_that_finds_no_place_among_the_pictures_leaves_them_alone(int pictures, int seconds, long bytes)
    {
        var post = Carousel("Cuci tangan", pictures);
        (await Drive(post with { Video = post.Video! with { Seconds = seconds, Bytes = bytes } })).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Instagram.Media.Values.ShouldHaveSingleItem().From.Fields["children"].Split(',').ShouldAllBe(child => Graph.Instagram.Containers[child].Kind == "IMAGE");
    }

    [Fact]
    public async Task Whatever_goes_wrong_with_a_video_among_pictures_the_carousel_stands_once_or_it_is_told_why_not()
    {
        foreach (var (fault, at, killed) in from fault in Faults from at in new[] { "POST media", "GET node", "POST media_publish" } from killed in new[] { false, true } select (fault, at, killed))
        {
            Graph.Misbehave(at, fault);
            var outcome = await Drive(Carousel($"Kabar {Guid.CreateVersion7()}", 1), killed);
            var standing = Graph.Instagram.Media.Count;
            (outcome switch
            {
                SendOutcome.Sent sent => standing == 1 && Graph.Instagram.Media.ContainsKey(sent.Remote.Id),
                SendOutcome.Unknown => standing <= 1,
                SendOutcome.Refused { Reason.Length: > 0 } or SendOutcome.Reconnect { Reason.Length: > 0 } or SendOutcome.RetryAt => standing == 0,
                _ => false,
            }).ShouldBeTrue($"{fault} {at} {killed}: {outcome}, {standing} standing");
            Clock.Advance(TimeSpan.FromHours(25));
            Graph.Behave();
            Graph.Instagram.Media.Clear();
            Graph.Instagram.Containers.Clear();
        }
    }

    private OutgoingPost Carousel(string text, int pictures) => Post(text, pictures) with { Video = Film(Placement.Reel, text).Video };

    [Theory]
    [InlineData(nameof(GraphFault.None))]
    [InlineData(nameof(GraphFault.BreakAfter))]
    [InlineData(nameof(GraphFault.ServerError))]
    public async Task The_first_comment_stands_once_below_its_post(string fault)
    {
        Graph.Misbehave("POST comments", Enum.Parse<GraphFault>(fault));
        (await Drive(Post() with { Parts = ["Bawa buku KIA."] }, killed: true)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Instagram.Media.Count.ShouldBe(1);
        Graph.Instagram.Talk.Comments.Values.ShouldHaveSingleItem().Text.ShouldBe("Bawa buku KIA.");
    }

    private OutgoingPost Film(Placement place, string text) =>
        Post(place == Placement.Story ? "" : text, 0) with { Placement = place, Video = new("https://melati.example/film/1", "video/mp4", 25, 480, 854, 20, "f1", "", _ => throw new NotSupportedException()) };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Taking_back_is_done_where_the_network_lets_it_and_else_is_a_task_with_its_steps(bool deletes)
    {
        Graph.Facts.DeletesMedia = deletes;
        var remote = (await Drive(Post())).ShouldBeOfType<SendOutcome.Sent>().Remote;
        var outcome = await Connector.Recall(Account(), remote, default);
        if (deletes)
            outcome.ShouldBeOfType<SendOutcome.Sent>();
        else
            outcome.ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("three dots");
        Graph.Instagram.Media.Clear();
        (await Connector.Recall(Account(), remote, default)).ShouldBeOfType<SendOutcome.Sent>();
    }

    [Fact]
    public void A_picture_that_is_too_narrow_or_too_wide_gets_a_sheet_behind_it_that_fits()
    {
        FittedPictures.Frame(1080, 1350).ShouldBeNull();
        FittedPictures.Frame(1910, 1000).ShouldBeNull();
        FittedPictures.Frame(1000, 3000).ShouldBe((1152, 1440));
        FittedPictures.Frame(3000, 1000).ShouldBe((1440, 754));
    }

    [Fact]
    public async Task Figures_that_the_network_does_not_tell_are_unknown_and_not_zero()
    {
        var remote = (await Drive(Post())).ShouldBeOfType<SendOutcome.Sent>().Remote;
        (await Connector.Measure(Account(), remote, default)).ShouldBe(new PostMeasures(9, 1, 2, 130));
        Graph.Instagram.Metrics.Remove("shares");
        (await Connector.Measure(Account(), remote, default)).ShouldBe(new PostMeasures(9, null, 2, 130));
        (await Connector.Check(Account(), default)).ShouldBe(new AccountHealth(true));
    }
}
