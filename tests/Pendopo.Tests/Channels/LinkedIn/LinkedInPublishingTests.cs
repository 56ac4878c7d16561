using Pendopo.Channels.Contracts;
using Pendopo.Channels.LinkedIn;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.StandIns.LinkedIn;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.Channels.LinkedIn;

/// <summary>Posts with their card, pictures, video and first comment: each stands once and as it was written.</summary>
public sealed class LinkedInPublishingTests : LinkedInTests
{
    [Theory]
    [InlineData("share")]
    [InlineData("ugcPost")]
    public async Task A_post_stands_as_it_was_written_with_the_card_of_its_page(string kind)
    {
        LinkedIn.Facts.PostsAre = kind;
        var post = Post("Buka (08.00) *setiap* hari: kata_sandi @ 5 #Imunisasi https://melati.example/a_b");
        var sent = (await Publish(post)).ShouldBeOfType<SendOutcome.Sent>().Remote;
        var standing = LinkedIn.Posts.All[sent.Id];
        standing.Shown.ShouldBe(post.Text);
        standing.Told["content"]!["article"]!["source"]!.ToString().ShouldBe(post.Url);
        (await Connector.Edit(Account, post with { Text = "Tutup [hari ini]" }, sent, default)).ShouldBeOfType<SendOutcome.Sent>();
        LinkedIn.Posts.All[sent.Id].Shown.ShouldBe("Tutup [hari ini]");
        (await Connector.Measure(Account, sent, default)).ShouldBe(new PostMeasures(8, 1, 2, 210, 11));
        (await Connector.Recall(Account, sent, default)).ShouldBeOfType<SendOutcome.Sent>();
        (await Connector.Recall(Account, sent, default)).ShouldBeOfType<SendOutcome.Sent>();
        LinkedIn.Posts.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pictures_are_made_ready_and_carry_their_words(bool canBeRead)
    {
        LinkedIn.Facts.ImagesCanBeRead = canBeRead;
        (await Publish(Post("Satu", Photo("Bidan Ayu")))).ShouldBeOfType<SendOutcome.Sent>();
        (await Publish(Post("Dua", Photo("Meja"), Photo("Timbangan")))).ShouldBeOfType<SendOutcome.Sent>();
        var contents = LinkedIn.Posts.All.Values.OrderBy(post => post.Shown == "Dua").Select(post => post.Told["content"]!).ToList();
        contents[0]["media"]!["altText"]!.ToString().ShouldBe("Bidan Ayu");
        contents[1]["multiImage"]!["images"]!.AsArray().Select(image => image!["altText"]!.ToString()).ShouldBe(["Meja", "Timbangan"]);
        LinkedIn.Media.Uploads.Values.ShouldAllBe(upload => upload.Bytes.Length == 4);
    }

    [Fact]
    public async Task A_video_goes_on_where_it_stopped_part_by_part()
    {
        var content = new byte[9 << 20];
        new Random(5).NextBytes(content);
        var post = Post("Cuci tangan") with { Video = new("https://melati.example/files/v", "video/mp4", content.Length, 640, 360, 30, "", "", _ => Task.FromResult<Stream>(new MemoryStream(content))) };
        LinkedIn.Misbehave("PUT upload", WireFault.None, WireFault.BreakBefore);
        (await Connector.Publish(Account, post, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        (Connector, Account) = (Node(), Open());
        (await Publish(post)).ShouldBeOfType<SendOutcome.Sent>();
        LinkedIn.Media.Uploads.Values.ShouldHaveSingleItem().Bytes.ShouldBe(content);
        LinkedIn.Count("PUT upload").ShouldBe(4);
        LinkedIn.Media.Fails = true;
        (await Publish(Post("Rusak") with { Video = post.Video })).ShouldBeOfType<SendOutcome.Refused>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_said_in_a_video_goes_along_as_captions_or_somebody_is_told_that_it_is_missing(bool taken)
    {
        LinkedIn.Facts.TakesCaptions = taken;
        LinkedIn.Misbehave("POST captions", WireFault.ServerError);
        var post = Post("Cuci tangan") with { Video = new("https://melati.example/files/v", "video/mp4", 9, 640, 360, 30, "", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBasahi tangan\n", _ => Task.FromResult<Stream>(new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8, 9]))) };
        SendOutcome outcome;
        for (var tries = 0; (outcome = await Connector.Publish(Account, post, default)) is SendOutcome.RetryAt retry && tries < 9; tries++)
            Clock.Advance((retry.When ?? Clock.GetUtcNow().AddMinutes(1)) - Clock.GetUtcNow());
        var standing = LinkedIn.Posts.All.Values.ShouldHaveSingleItem();
        var film = LinkedIn.Media.Uploads[standing.Media.ShouldHaveSingleItem()];
        if (!taken)
        {
            outcome.ShouldBeOfType<SendOutcome.Unknown>().Reason.ShouldContain("did not take the captions");
            film.WaitsForCaptions.ShouldBeFalse("it went up anew, without them");
            return;
        }
        outcome.ShouldBeOfType<SendOutcome.Sent>();
        (film.Captions!.Value.File, film.Captions.Value.About["locale"]!["language"]!.ToString()).ShouldBe(("1\n00:00:01,000 --> 00:00:02,000\nBasahi tangan\n\n", "ID"));
    }

    [Theory]
    [InlineData((int)WireFault.ServerError, "20 minutes")]
    [InlineData((int)WireFault.None, "no place")]
    [InlineData((int)WireFault.TokenEnded, null)]
    public async Task Captions_alone_stop_no_post_and_a_token_that_ended_is_renewed_for_them(int fault, string? told)
    {
        LinkedIn.Media.NamesCaptionsPlace = (WireFault)fault != WireFault.None;
        LinkedIn.Misbehave("POST captions", [.. Enumerable.Repeat((WireFault)fault, told is null ? 1 : 9)]);
        var post = Post("Cuci tangan") with { Video = new("https://melati.example/files/v", "video/mp4", 9, 640, 360, 30, "", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBasahi tangan\n", _ => Task.FromResult<Stream>(new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8, 9]))) };
        SendOutcome outcome;
        for (var tries = 0; (outcome = await Connector.Publish(Account, post, default)) is SendOutcome.RetryAt retry && tries < 19; tries++)
            Clock.Advance((retry.When ?? Clock.GetUtcNow().AddMinutes(6)) - Clock.GetUtcNow());
        var film = LinkedIn.Media.Uploads[LinkedIn.Posts.All.Values.ShouldHaveSingleItem().Media.ShouldHaveSingleItem()];
        (film.WaitsForCaptions, LinkedIn.Tokens.Refreshes).ShouldBe((told is null, told is null ? 1 : 0));
        if (told is null)
            outcome.ShouldBeOfType<SendOutcome.Sent>();
        else
            outcome.ShouldBeOfType<SendOutcome.Unknown>().Reason.ShouldContain(told);
    }

    [Fact]
    public async Task Pictures_stand_as_the_pages_of_one_document()
    {
        // A PNG of one red pixel and its alpha, and a JPEG of which only the frame is looked at.
        var png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0, 2, 0, 4, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xFF, 0xD9];
        var post = Post("Enam langkah cuci tangan", Melati.Image(png, "Langkah satu: basahi"), Melati.Image(jpeg, "Langkah dua")) with { Placement = Placement.Document };
        (await Connector.Limits(Account, default)).At(Placement.Document).NeedsPictures.ShouldBeTrue();
        (await Publish(post)).ShouldBeOfType<SendOutcome.Sent>();
        var standing = LinkedIn.Posts.All.Values.ShouldHaveSingleItem();
        standing.Media.ShouldHaveSingleItem().ShouldStartWith("urn:li:document:");
        var pdf = System.Text.Encoding.Latin1.GetString(LinkedIn.Media.Uploads.Values.ShouldHaveSingleItem().Bytes);
        pdf.ShouldStartWith("%PDF-1.7");
        pdf.ShouldContain("/Count 2");
        pdf.ShouldContain("/DCTDecode");
        pdf.ShouldContain(Convert.ToHexString(System.Text.Encoding.BigEndianUnicode.GetBytes("Langkah satu: basahi")));
        (await Publish(Post("Rusak", Photo()) with { Placement = Placement.Document })).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("page");
    }

    [Fact]
    public async Task A_first_comment_stands_below_plain_and_once_also_after_a_restart()
    {
        var post = Post("Jadwal") with { Parts = ["Daftar di (loket) *hari ini*"] };
        LinkedIn.Misbehave("POST comments", WireFault.BreakAfter);
        (await Publish(post)).ShouldBeOfType<SendOutcome.Unknown>();
        (Connector, Account) = (Node(), Open());
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await Connector.Reconcile(Account, post, default)).ShouldBeOfType<SendOutcome.Sent>();
        LinkedIn.Talk.All.Values.ShouldHaveSingleItem().Text.ShouldBe("Daftar di (loket) *hari ini*");
        LinkedIn.Misbehave("POST comments", WireFault.NoPermission);
        var half = (await Publish(Post("Setengah") with { Parts = ["Tidak boleh"] })).ShouldBeOfType<SendOutcome.Reconnect>().Out.ShouldNotBeNull();
        (await Connector.Recall(Account, half, default)).ShouldBeOfType<SendOutcome.Sent>();
        (await Publish(Post("Lain") with { Parts = [new string('a', 1251)] })).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("1,250");
        LinkedIn.Posts.All.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task A_change_reaches_the_first_comment_also_when_nobody_remembers_which_it_is(int days)
    {
        var post = Post("Jadwal") with { Parts = ["Daftar di loket"] };
        var sent = (await Publish(post)).ShouldBeOfType<SendOutcome.Sent>().Remote;
        Clock.Advance(TimeSpan.FromDays(days));
        await Publish(Post("Yang baru"));
        LinkedIn.Talk.Say(sent.Id, "Jam berapa?");
        LinkedIn.Misbehave("POST comment", WireFault.ServerErrorAfter);
        var changed = post with { Text = "Jadwal baru", Parts = ["Daftar lewat WhatsApp"] };
        (await Connector.Edit(Account, changed, sent, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await Connector.Edit(Account, changed, sent, default)).ShouldBeOfType<SendOutcome.Sent>();
        LinkedIn.Talk.All.Values.Select(comment => comment.Text).ShouldBe(["Daftar lewat WhatsApp", "Jam berapa?"], ignoreOrder: true);
        var bare = await Publish(Post("Tanpa")) as SendOutcome.Sent;
        (await Connector.Edit(Account, Post("Dengan") with { Parts = ["Susulan"] }, bare!.Remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        LinkedIn.Talk.All.Values.ShouldContain(comment => comment.Text == "Susulan" && comment.Post == bare.Remote.Id);
    }

    [Fact]
    public async Task A_days_limit_on_looking_waits_for_the_next_day_and_asks_nobody()
    {
        var post = Post("Jadwal") with { Parts = ["Daftar di loket"] };
        LinkedIn.Misbehave("POST comments", WireFault.BreakAfter);
        (await Publish(post)).ShouldBeOfType<SendOutcome.Unknown>();
        LinkedIn.ADay["GET comments"] = 0;
        Clock.Advance(TimeSpan.FromMinutes(1));
        var midnight = new DateTimeOffset(Clock.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        for (var question = 0; question < 4; question++)
            (await Connector.Reconcile(Account, post, default)).ShouldBeOfType<SendOutcome.Unknown>().AskAt.ShouldBe(midnight);
        LinkedIn.ADay.Clear();
        Clock.Advance(midnight - Clock.GetUtcNow());
        (await Connector.Reconcile(Account, post, default)).ShouldBeOfType<SendOutcome.Sent>();
        LinkedIn.Talk.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_page_likes_a_comment_once()
    {
        var sent = (await Publish(Post("Jadwal"))).ShouldBeOfType<SendOutcome.Sent>().Remote;
        var comment = new RemoteRef(LinkedIn.Talk.Say(sent.Id, "Terima kasih"), null, sent.Id);
        for (var twice = 0; twice < 2; twice++)
            (await Connector.Act(Account, comment, CommentAct.Like, default)).ShouldBeOfType<SendOutcome.Sent>();
        LinkedIn.Talk.Liked.ShouldBe([comment.Id]);
    }

    [Theory]
    [InlineData(409)]
    [InlineData(422)]
    public async Task The_same_words_again_are_looked_for_and_then_refused(int status)
    {
        LinkedIn.Facts.DuplicateStatus = status;
        await Publish(Post("Buka"));
        Clock.Advance(TimeSpan.FromHours(3));
        var post = Post("Buka");
        (await Publish(post)).ShouldBeOfType<SendOutcome.Unknown>();
        Clock.Advance(TimeSpan.FromMinutes(5));
        (await Connector.Reconcile(Account, post, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await Publish(post)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("same words");
        LinkedIn.Posts.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_days_limit_holds_until_midnight_and_no_call_is_made_meanwhile()
    {
        LinkedIn.ADay["POST posts"] = 0;
        var held = (await Publish(Post())).ShouldBeOfType<SendOutcome.HeldUntil>();
        held.When.ShouldBe(new DateTimeOffset(Clock.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero));
        (await Publish(Post("Dua"))).ShouldBeOfType<SendOutcome.HeldUntil>();
        LinkedIn.Count("POST posts").ShouldBe(1);
    }

    [Fact]
    public async Task Tokens_are_renewed_once_ahead_of_their_end_and_their_last_day_is_told()
    {
        (await Connector.Check(Account, default)).EndsAt.ShouldBe(Clock.GetUtcNow().AddDays(365));
        Clock.Advance(TimeSpan.FromDays(54));
        await Task.WhenAll(Connector.Publish(Open(), Post("Satu"), default), Connector.Publish(Open(), Post("Dua"), default));
        LinkedIn.Tokens.Refreshes.ShouldBe(1);
        LinkedIn.Posts.All.Count.ShouldBe(2);
        LinkedIn.Facts.GivesRefreshTokens = false;
        Connect();
        (await Connector.Check(Account, default)).EndsAt.ShouldBe(Clock.GetUtcNow().AddDays(60));
        Clock.Advance(TimeSpan.FromDays(61));
        (await Publish(Post())).ShouldBeOfType<SendOutcome.Reconnect>();
        LinkedIn.Tokens.RevokeAll();
        (await Connector.Check(Account, default)).Works.ShouldBeFalse();
        Keys.ToString().ShouldBe(LinkedInStandIn.Page);
    }

    [Fact]
    public async Task A_version_is_warned_of_ninety_days_before_and_a_retired_one_says_what_to_do()
    {
        (await Connector.Check(Account, default)).Reason.ShouldBeNull();
        Clock.Advance(LinkedInSettings.DefaultVersionEnds.AddDays(-89).ToDateTime(TimeOnly.MinValue) - Clock.GetUtcNow().UtcDateTime);
        Connect();
        (await Connector.Check(Account, default)).ShouldSatisfyAllConditions(health => health.Works.ShouldBeTrue(), health => health.Reason!.ShouldContain("version"));
        LinkedIn.Versions = (202612, 202712);
        foreach (var status in new[] { 426, 400 })
        {
            LinkedIn.Facts.RetiredStatus = status;
            (await Publish(Post($"Kabar {status}"))).ShouldBeOfType<SendOutcome.Reconnect>().Reason.ShouldContain("version");
            (await Connector.Check(Account, default)).Reason!.ShouldContain("version");
        }
    }

    [Fact]
    public async Task Comments_are_heard_once_answered_once_and_deleted()
    {
        foreach (var apart in new[] { true, false })
        {
            LinkedIn.Facts.ListsAnswersApart = apart;
            LinkedIn.Talk.All.Clear();
            var post = (await Publish(Post($"Jadwal {apart}"))).ShouldBeOfType<SendOutcome.Sent>().Remote.Id;
            var first = LinkedIn.Talk.Say(post, "Jam buka?");
            var below = LinkedIn.Talk.Say(post, "Saya juga", first);
            var heard = (await Connector.Hear(Account, null, default)).Messages;
            heard.Select(message => (message.Remote.Id, message.InReplyTo, message.Root!.Id)).ShouldBe([(first, post, post), (below, first, post)]);
            Connector.Rule(Account, isPrivate: false, Clock.GetUtcNow(), Clock.GetUtcNow()).Words.ShouldNotBeNull().ShouldContain("48");
            var reply = new OutgoingReply(Guid.CreateVersion7(), Clock.GetUtcNow(), heard[1].Remote, heard[1].Root!, heard[1].Author, "Pukul (08.00)", "id", Private: false);
            LinkedIn.Misbehave("POST comments", WireFault.BreakAfter);
            (await Connector.Reply(Account, reply, default)).ShouldBeOfType<SendOutcome.Sent>();
            Clock.Advance(TimeSpan.FromMinutes(5));
            (await Connector.Reply(Account, reply, default)).ShouldBeOfType<SendOutcome.Sent>();
            var ours = LinkedIn.Talk.All.Values.Where(comment => comment.Actor == LinkedInStandIn.Page).ShouldHaveSingleItem();
            (ours.Parent, ours.Text).ShouldBe((first, "Pukul (08.00)"));
            (await Connector.Act(Account, heard[0].Remote, CommentAct.Delete, default)).ShouldBeOfType<SendOutcome.Sent>();
            (await Connector.Act(Account, heard[0].Remote, CommentAct.Delete, default)).ShouldBeOfType<SendOutcome.Sent>();
            LinkedIn.Talk.All.ContainsKey(first).ShouldBeFalse();
        }
        LinkedIn.Misbehave("GET posts", WireFault.ServerError);
        (await Connector.Hear(Account, null, default)).ShouldBeEquivalentTo(new Heard([], null));
    }
}
