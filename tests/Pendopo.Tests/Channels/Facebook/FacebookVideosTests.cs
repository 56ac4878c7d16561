using Pendopo.Channels.Contracts;
using Pendopo.Channels.Facebook;
using Pendopo.Testing;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.Channels.Facebook;

/// <summary>Videos, reels and stories of a page: bytes in parts whose place survives, one call that shows them, and the first comment below.</summary>
public sealed class FacebookVideosTests : FacebookTests
{
    private static readonly GraphFault[] Faults = [.. Enum.GetValues<GraphFault>().Except([GraphFault.Twice, GraphFault.SilentAfter])];

    private sealed record Case(Placement Place, bool Film, GraphFault Begun, GraphFault Part, GraphFault Shown, GraphFault Look, bool Killed);

    [Fact]
    public async Task A_video_goes_on_where_it_stopped_after_a_restart_and_stands_once_with_its_words()
    {
        Graph.Page.Videos.Part = 10;
        Graph.Misbehave("POST videos", GraphFault.None, GraphFault.None, GraphFault.BreakAfter);
        var post = FilmPost(Placement.Post);
        (await Publish(post)).ShouldBeOfType<SendOutcome.RetryAt>();
        Graph.Page.Videos.Uploads.Values.ShouldHaveSingleItem().Bytes.Count.ShouldBe(20);
        Restart();

        (await Publish(post)).ShouldBeOfType<SendOutcome.Unknown>().Reason.ShouldContain("preparing");
        Restart();
        var sent = (await Drive(post)).ShouldBeOfType<SendOutcome.Sent>();

        var upload = Graph.Page.Videos.Uploads.Values.ShouldHaveSingleItem();
        upload.Bytes.ShouldBe(Enumerable.Range(0, 25).Select(number => (byte)number));
        Graph.Page.Posts.ShouldHaveSingleItem().Value.Message.ShouldBe("Cuci tangan enam langkah");
        sent.Remote.ShouldBe(new RemoteRef(upload.Post!, $"https://www.facebook.com/{PageStandIn.Id}/videos/{upload.Id}/"));
        // The start, two parts and the lost one, the part that told where to go on, the last part, the end.
        Graph.Count("POST videos").ShouldBe(6);
        (await Connector.Recall(Account, sent.Remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Page.Posts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Placement.Reel, true, false, true)]
    [InlineData(Placement.Reel, false, true, false)]
    [InlineData(Placement.Story, true, true, true)]
    [InlineData(Placement.Story, false, false, false)]
    public async Task A_reel_and_a_story_go_to_the_address_that_was_told_in_parts_or_whole(Placement place, bool resumes, bool proof, bool tellsPost)
    {
        (Graph.Facts.ResumesAtOffset, Graph.Facts.UploadAddressAsksProof, Graph.Facts.FinishTellsPost) = (resumes, proof, tellsPost);
        var post = FilmPost(place, size: FacebookBytes.Part + 10);
        var sent = (await Drive(post)).ShouldBeOfType<SendOutcome.Sent>();

        var upload = Graph.Page.Videos.Uploads.Values.ShouldHaveSingleItem();
        (upload.Bytes.Count, upload.Bytes[^1], upload.Words).ShouldBe((FacebookBytes.Part + 10, (byte)9, post.Text));
        sent.Remote.Id.ShouldBe(upload.Post);
        Graph.Page.Stories.Told.Count.ShouldBe(place == Placement.Story ? 1 : 0);
        (await Connector.Edit(Account, post with { Text = place == Placement.Story ? "" : "Enam langkah" }, sent.Remote, default)).ShouldBeOfType<SendOutcome.Sent>();
    }

    [Theory]
    [InlineData((int)CaptionsTaken.Always)]
    [InlineData((int)CaptionsTaken.OnceItStands)]
    [InlineData((int)CaptionsTaken.Never)]
    public async Task What_is_said_in_a_video_goes_along_as_captions_or_somebody_is_told_that_it_is_missing(int taken)
    {
        Graph.Facts.Captions = (CaptionsTaken)taken;
        Graph.Misbehave("POST captions", GraphFault.ServerError);
        var post = FilmPost(Placement.Reel) with { Video = Film() with { Captions = "WEBVTT\n\n00:00:01.500 --> 00:00:03.000\nBasahi tangan\n&amp; sabuni\n\n00:00:03.000 --> 00:00:05.000\nGosok\n" } };
        (await Publish(post)).ShouldNotBeOfType<SendOutcome.RetryAt>("it is shown, whatever becomes of its captions");
        var outcome = await Drive(post, killed: true);

        var upload = Graph.Page.Videos.Uploads.Values.ShouldHaveSingleItem();
        upload.Captions.GetValueOrDefault("id_ID").ShouldBe((CaptionsTaken)taken == CaptionsTaken.Never ? null : "1\n00:00:01,500 --> 00:00:03,000\nBasahi tangan\n& sabuni\n\n2\n00:00:03,000 --> 00:00:05,000\nGosok\n\n");
        if ((CaptionsTaken)taken == CaptionsTaken.Never)
            outcome.ShouldBeOfType<SendOutcome.Unknown>().Reason.ShouldContain("did not take its captions");
        else
            outcome.ShouldBeOfType<SendOutcome.Sent>();
        upload.Published.ShouldBeTrue();
    }

    [Fact]
    public async Task A_picture_is_a_story_that_is_found_again_by_its_number_and_refused_in_words_where_the_app_may_not()
    {
        var post = Post("", Photo()) with { Placement = Placement.Story };
        Graph.Misbehave("POST photo_stories", GraphFault.BreakAfter);
        (await Publish(post)).ShouldBeOfType<SendOutcome.Unknown>();
        Restart();
        var story = Graph.Page.Stories.Told.ShouldHaveSingleItem().Key;
        (await Connector.Reconcile(Account, post, default)).ShouldBeOfType<SendOutcome.Sent>().Remote.Id.ShouldBe(story);

        Graph.Facts.TakesStories = false;
        (await Publish(Post("", Photo()) with { Placement = Placement.Story })).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("stories");
        (await Publish(Post("") with { Placement = Placement.Story })).ShouldBeOfType<SendOutcome.Refused>().Code.ShouldBe("NeedsPictureOrVideo");
        (await Publish(Post("Kabar", Photo()) with { Placement = Placement.Reel })).ShouldBeOfType<SendOutcome.Refused>().Code.ShouldBe("NeedsVideo");
    }

    [Fact]
    public async Task A_video_that_could_not_be_prepared_is_told_with_the_networks_reason_and_can_be_tried_anew()
    {
        Graph.Page.Videos.EndsAs = "error";
        var post = FilmPost(Placement.Reel);
        (await Drive(post)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("could not be processed");
        Graph.Page.Videos.Uploads.ShouldBeEmpty();
        Graph.Page.Videos.EndsAs = "ready";
        (await Drive(post)).ShouldBeOfType<SendOutcome.Sent>();
    }

    [Theory]
    [InlineData(nameof(GraphFault.None))]
    [InlineData(nameof(GraphFault.BreakAfter))]
    [InlineData(nameof(GraphFault.ServerError))]
    [InlineData(nameof(GraphFault.AppLimit))]
    public async Task The_first_comment_stands_once_below_its_post_and_a_lost_one_never_sends_the_post_again(string fault)
    {
        Graph.Misbehave("POST comments", Enum.Parse<GraphFault>(fault));
        var post = Post("Jadwal imunisasi") with { Parts = ["Bawa buku KIA."] };
        (await Drive(post, killed: true)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Page.Posts.Count.ShouldBe(1);
        Graph.Page.Talk.Comments.Values.ShouldHaveSingleItem().Text.ShouldBe("Bawa buku KIA.");
    }

    [Fact]
    public async Task What_two_jobs_keep_at_the_same_moment_stands_beside_each_other_and_a_post_without_its_comment_is_taken_back()
    {
        var (one, other, first) = (FilmPost(Placement.Reel, "Satu"), FilmPost(Placement.Reel, "Dua"), Account);
        Restart();
        (await Connector.Publish(first, one, default)).ShouldBeOfType<SendOutcome.Unknown>();
        (await Publish(other)).ShouldBeOfType<SendOutcome.Unknown>();
        Restart();
        Clock.Advance(TimeSpan.FromMinutes(5));
        foreach (var post in new[] { one, other })
            (await Connector.Reconcile(Account, post, default)).ShouldBeOfType<SendOutcome.Sent>();

        Graph.Page.Posts.Clear();
        Graph.Misbehave("POST comments", GraphFault.ServerError);
        var lacks = Post("Jadwal imunisasi") with { Parts = ["Bawa buku KIA."] };
        (await Publish(lacks)).ShouldBeOfType<SendOutcome.Unknown>();
        var there = (await Connector.Reconcile(Account, lacks, default)).ShouldBeOfType<SendOutcome.RetryAt>().Out.ShouldNotBeNull();
        (await Connector.Recall(Account, there, default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Page.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_reaches_the_first_comment_and_says_one_that_is_missing()
    {
        var post = Post("Jadwal imunisasi") with { Parts = ["Bawa buku KIA."] };
        var sent = (await Drive(post)).ShouldBeOfType<SendOutcome.Sent>().Remote;
        Graph.Page.Talk.Says(sent.Id, "Jam berapa?");
        for (var twice = 0; twice < 2; twice++)
            (await Connector.Edit(Account, post with { Text = "Jadwal baru", Parts = ["Bawa kartu."] }, sent, default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Page.Talk.Comments.Values.Select(comment => comment.Text).ShouldBe(["Bawa kartu.", "Jam berapa?"], ignoreOrder: true);
        var bare = (await Drive(Post("Tanpa komentar"))).ShouldBeOfType<SendOutcome.Sent>().Remote;
        (await Connector.Edit(Account, Post("Tanpa komentar") with { Parts = ["Susulan."] }, bare, default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Page.Talk.Comments.Values.ShouldContain(comment => comment.Text == "Susulan.");
    }

    [Fact]
    public async Task A_first_comment_that_is_refused_leaves_the_post_standing_and_tells_why()
    {
        Graph.Misbehave("POST comments", [.. Enumerable.Repeat(GraphFault.NoPermission, 9)]);
        (await Drive(Post("Jadwal imunisasi") with { Parts = ["Bawa buku KIA."] })).ShouldNotBeOfType<SendOutcome.Sent>();
        Graph.Page.Posts.Count.ShouldBe(1);
    }

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Whatever_goes_wrong_a_video_a_reel_or_a_story_is_out_once_or_it_is_told_why_not()
    {
        Graph.Facts.MostReels = int.MaxValue;
        Graph.Page.Videos.Part = 10;
        var cases = (from kind in new[] { (Placement.Post, true), (Placement.Reel, true), (Placement.Story, true), (Placement.Story, false) }
                     from shown in Faults
                     from part in Faults
                     from look in new[] { GraphFault.None, GraphFault.ServerError, GraphFault.BreakBefore, GraphFault.EmptyAnswer, GraphFault.SeemsGone }
                     from killed in new[] { false, true }
                     select new Case(kind.Item1, kind.Item2, Faults[((int)shown + (int)part) % Faults.Length], part, shown, look, killed)).ToArray();
        new Random(11).Shuffle(cases);
        foreach (var one in cases.Take(Series.Of("FACEBOOK_VIDEO_FAULTS", 250, cases.Length)))
            await Run(one);
    }

    private async Task Run(Case one)
    {
        var text = $"Kabar {Guid.CreateVersion7()}";
        Graph.Facts.ErrorsInside200 = one.Killed;
        var edge = (one.Place, one.Film) switch { (Placement.Post, _) => "videos", (Placement.Reel, _) => "video_reels", (_, true) => "video_stories", _ => "photo_stories" };
        if (one.Place == Placement.Post)
            Graph.Misbehave("POST videos", one.Begun, GraphFault.None, one.Part, GraphFault.None, GraphFault.None, one.Shown);
        else
        {
            Graph.Misbehave("POST photos", one.Part);
            Graph.Misbehave("POST video-upload", one.Part);
            Graph.Misbehave($"POST {edge}", one.Film ? new[] { one.Begun, one.Shown } : [one.Shown]);
        }
        Graph.Misbehave("GET node", one.Look);
        Graph.Misbehave("GET stories", one.Look);
        var post = one.Film ? FilmPost(one.Place, text) : Post("", Photo()) with { Placement = Placement.Story };
        var outcome = await Drive(post, one.Killed);
        var standing = one.Place == Placement.Story ? Graph.Page.Stories.Told.Count : Graph.Page.Videos.Uploads.Values.Count(upload => upload.Published && upload.Words == text);
        (outcome switch
        {
            SendOutcome.Sent => standing == 1,
            // Nobody could be asked: a person looks, and it may be there.
            SendOutcome.Unknown => standing <= 1,
            SendOutcome.Refused { Reason.Length: > 0 } or SendOutcome.Reconnect { Reason.Length: > 0 } or SendOutcome.RetryAt => standing == 0,
            _ => false,
        }).ShouldBeTrue($"{one}: {outcome}, {standing} standing");
        Clock.Advance(TimeSpan.FromMinutes(30));
        Graph.Behave();
        Graph.Calls.Clear();
        Graph.Page.Stories.Told.Clear();
    }
}
