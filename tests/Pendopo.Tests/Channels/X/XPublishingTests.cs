using Pendopo.Channels.Contracts;
using Pendopo.Channels.X;
using Pendopo.Tests.StandIns.Wire;
using Pendopo.Tests.StandIns.X;

namespace Pendopo.Tests.Channels.X;

/// <summary>Posts, threads, pictures, videos and polls: each stands once and as it was written, whatever happens on the way.</summary>
public sealed class XPublishingTests : XTests
{
    [Fact]
    public async Task A_post_goes_out_with_its_pictures_their_words_and_where_to_look_at_it()
    {
        X.Facts.PicturesAreMadeReady = true;
        var post = Post("Jadwal & lokasi <imunisasi>", Photo("Bidan Ayu"), Photo("Meja timbang"));
        var outcome = await Publish(post);
        // The pictures are made ready in their own time.
        for (var look = 0; look < 6 && outcome is SendOutcome.RetryAt { When: { } when }; look++)
        {
            Clock.Advance(when - Clock.GetUtcNow());
            outcome = await Publish(post);
        }
        var sent = outcome.ShouldBeOfType<SendOutcome.Sent>().Remote;
        var standing = X.Posts.Own.ShouldHaveSingleItem();
        (standing.Text, sent.Id, sent.Url, sent.Version).ShouldBe((post.Text, standing.Id, $"https://x.com/{XStandIn.Username}/status/{standing.Id}", null));
        standing.Media.Select(id => X.Media.Uploads[id].Alt).ShouldBe(["Bidan Ayu", "Meja timbang"]);
        X.Media.Uploads.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_thread_stands_part_below_part_and_a_recall_takes_all_of_it()
    {
        var sent = (await Publish(Post("Satu") with { Parts = ["Dua", "Tiga"] })).ShouldBeOfType<SendOutcome.Sent>().Remote;
        X.Posts.Own.Select(post => post.Text).ShouldBe(["Satu", "Dua", "Tiga"]);
        X.Posts.Own.Select(post => post.Answers).ShouldBe([null, X.Posts.Own[0].Id, X.Posts.Own[1].Id]);
        sent.Version!.Length.ShouldBeLessThan(Border.VersionLength / 3);
        X.Misbehave("DELETE tweet", WireFault.None, WireFault.BreakAfter);
        (await Connector.Recall(Account, sent, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await Connector.Recall(Account, sent, default)).ShouldBeOfType<SendOutcome.Sent>();
        X.Posts.Own.ShouldBeEmpty();
    }

    [Fact]
    public async Task At_a_version_that_X_does_not_have_nothing_counts_as_taken_back_and_the_light_names_it()
    {
        var sent = (await Publish(Post("Satu"))).ShouldBeOfType<SendOutcome.Sent>().Remote;
        Values[XSettings.VersionKey] = "3";
        (await Connector.Recall(Account, sent, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        var health = await Connector.Check(Account, default);
        (health.Works, health.Certain).ShouldBe((false, false));
        health.Reason.ShouldNotBeNull().ShouldContain("at version 3 of its interface");
        Values[XSettings.VersionKey] = null;
        X.Posts.Own.ShouldHaveSingleItem();
        (await Connector.Recall(Account, sent, default)).ShouldBeOfType<SendOutcome.Sent>();
        X.Posts.Own.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_thread_that_broke_off_goes_on_behind_its_last_part_also_after_a_restart()
    {
        var post = Post("Satu") with { Parts = ["Dua", "Tiga"] };
        X.Misbehave("POST tweets", WireFault.None, WireFault.BreakAfter);
        (await Publish(post)).ShouldBeOfType<SendOutcome.Unknown>();
        (Connector, Account) = (Node(), Open());
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await Connector.Reconcile(Account, post, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await Publish(post)).ShouldBeOfType<SendOutcome.Sent>();
        X.Posts.Own.Select(one => one.Text).ShouldBe(["Satu", "Dua", "Tiga"]);
    }

    [Fact]
    public async Task A_thread_that_waits_for_a_limit_tells_what_stands_and_changed_pictures_are_brought_anew()
    {
        X.Limits["POST tweets"] = 1;
        var held = (await Publish(Post("Satu") with { Parts = ["Dua"] })).ShouldBeOfType<SendOutcome.HeldUntil>();
        (await Connector.Recall(Account, held.Out.ShouldNotBeNull(), default)).ShouldBeOfType<SendOutcome.Sent>();
        X.Posts.Own.ShouldBeEmpty();

        X.Limits["POST tweets"] = 100;
        Clock.Advance(TimeSpan.FromMinutes(16));
        X.Facts.PicturesAreMadeReady = true;
        var post = Post("Jadwal", Photo("Yang lama"));
        (await Publish(post)).ShouldBeOfType<SendOutcome.RetryAt>().Out.ShouldBeNull();
        post = post with { Revision = 2, Images = [Photo("Yang baru")] };
        SendOutcome outcome;
        while ((outcome = await Publish(post)) is SendOutcome.RetryAt { When: { } when })
            Clock.Advance(when - Clock.GetUtcNow());
        outcome.ShouldBeOfType<SendOutcome.Sent>();
        X.Posts.Own.ShouldHaveSingleItem().Media.Select(id => X.Media.Uploads[id].Alt).ShouldBe(["Yang baru"]);
    }

    [Fact]
    public async Task Half_a_thread_does_not_stay_where_X_lets_nobody_answer_itself()
    {
        X.Facts.AnswersItself = false;
        var post = Post("Satu") with { Parts = ["Dua"] };
        X.Misbehave("DELETE tweet", WireFault.ServerError);
        (await Publish(post)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await Publish(post)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("not allowed");
        X.Posts.Own.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_video_goes_on_where_it_stopped_and_waits_until_it_is_made_ready()
    {
        var post = Post("Cuci tangan") with { Video = Film(9 << 20) };
        X.Misbehave("POST append", WireFault.None, WireFault.BreakBefore);
        (await Publish(post)).ShouldBeOfType<SendOutcome.RetryAt>();
        (Connector, Account) = (Node(), Open());
        var waits = new List<SendOutcome>();
        SendOutcome outcome;
        while ((outcome = await Publish(post)) is SendOutcome.RetryAt { When: { } when } && waits.Count < 9)
        {
            waits.Add(outcome);
            Clock.Advance(when - Clock.GetUtcNow());
        }
        outcome.ShouldBeOfType<SendOutcome.Sent>();
        waits.Count.ShouldBeInRange(1, 4);
        var upload = X.Media.Uploads.Values.ShouldHaveSingleItem();
        (upload.Repeated, upload.Segments.Count, upload.Posted).ShouldBe((0, 3, true));
        await using var film = await post.Video.Open(default);
        var bytes = new byte[film.Length];
        await film.ReadExactlyAsync(bytes);
        upload.Bytes.ShouldBe(bytes);
    }

    [Fact]
    public async Task A_video_that_X_cannot_play_is_told_and_one_too_long_leaves_its_poster()
    {
        X.Media.Fails = true;
        var post = Post("Cuci tangan") with { Video = Film(1000) };
        SendOutcome outcome;
        while ((outcome = await Publish(post)) is SendOutcome.RetryAt { When: { } when })
            Clock.Advance(when - Clock.GetUtcNow());
        outcome.ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("Unsupported video format");
        (await Publish(Post("Panjang", Photo()) with { Video = Film(1000, seconds: 141) })).ShouldBeOfType<SendOutcome.Sent>();
        X.Posts.Own.ShouldHaveSingleItem().Media.Select(id => X.Media.Uploads[id].Category).ShouldBe(["tweet_image"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_said_in_a_video_goes_along_as_captions_or_somebody_is_told_that_it_is_missing(bool taken)
    {
        X.Facts.TakesSubtitles = taken;
        X.Misbehave("POST initialize", WireFault.None, WireFault.EmptyAnswer);
        X.Misbehave("POST subtitles", WireFault.BreakAfter);
        var post = Post("Cuci tangan") with { Video = Film(1000) with { Captions = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBasahi tangan\n" } };
        SendOutcome outcome;
        for (var tries = 0; (outcome = await Publish(post)) is SendOutcome.RetryAt retry && tries < 9; tries++)
            Clock.Advance((retry.When ?? Clock.GetUtcNow().AddMinutes(1)) - Clock.GetUtcNow());
        var film = X.Media.Uploads.Values.Single(upload => upload.IsVideo);
        film.Posted.ShouldBeTrue();
        X.Posts.Own.ShouldHaveSingleItem();
        if (!taken)
        {
            outcome.ShouldBeOfType<SendOutcome.Unknown>().Reason.ShouldContain("did not take the captions");
            (await Connector.Recall(Account, outcome.Out.ShouldNotBeNull(), default)).ShouldBeOfType<SendOutcome.Sent>();
            return;
        }
        outcome.ShouldBeOfType<SendOutcome.Sent>();
        (film.Captions!.Value.Language, film.Captions.Value.Name).ShouldBe(("ID", "Indonesia"));
        System.Text.Encoding.UTF8.GetString(X.Media.Uploads[film.Captions.Value.Upload].Bytes).ShouldBe("1\n00:00:01,000 --> 00:00:02,000\nBasahi tangan\n\n");
    }

    [Theory]
    [InlineData((int)WireFault.NoPermission, "permission")]
    [InlineData((int)WireFault.ServerError, "20 minutes")]
    public async Task Captions_alone_neither_disconnect_an_account_nor_stop_a_post(int fault, string told)
    {
        X.Misbehave("POST subtitles", [.. Enumerable.Repeat((WireFault)fault, 9)]);
        var post = Post("Cuci tangan") with { Video = Film(1000) with { Captions = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBasahi tangan\n" } };
        SendOutcome outcome;
        for (var tries = 0; (outcome = await Publish(post)) is SendOutcome.RetryAt retry && tries < 9; tries++)
            Clock.Advance((retry.When ?? Clock.GetUtcNow().AddMinutes(6)) - Clock.GetUtcNow());
        outcome.ShouldBeOfType<SendOutcome.Unknown>().Reason.ShouldContain(told);
        X.Posts.Own.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_poll_of_four_short_answers_and_a_week_is_one_of_Xs_own()
    {
        OutgoingPoll Poll(int days, params string[] answers) => new(Several: false, [.. answers.Select(answer => new OutgoingAnswer(answer, 0))], Clock.GetUtcNow().AddDays(days), null, null);
        var post = Post("Kapan posyandu?\n\nPilih di sini: https://melati.example/p") with { Title = "Kapan posyandu?", Poll = Poll(3, "Sabtu", "Minggu") };
        Connector.AsksPoll(post).ShouldBeTrue();
        await Publish(post);
        var told = X.Posts.Own.ShouldHaveSingleItem().Told!;
        told["text"]!.ToString().ShouldBe("Kapan posyandu?");
        told["poll"]!.ToJsonString().ShouldBe("{\"options\":[\"Sabtu\",\"Minggu\"],\"duration_minutes\":4320}");
        Connector.AsksPoll(post with { Poll = Poll(8, "Sabtu", "Minggu") }).ShouldBeFalse();
        Connector.AsksPoll(post with { Poll = Poll(3, "Sabtu", new string('a', 26)) }).ShouldBeFalse();
        Connector.AsksPoll(post with { Poll = Poll(3, "1", "2", "3", "4", "5") }).ShouldBeFalse();
        Connector.AsksPoll(post with { Images = [Photo()] }).ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_words_again_are_looked_for_and_refused_only_when_they_are_not_this_post()
    {
        await Publish(Post("Buka setiap hari"));
        Clock.Advance(TimeSpan.FromDays(3));
        var post = Post("Buka setiap hari");
        (await Publish(post)).ShouldBeOfType<SendOutcome.Unknown>();
        (await Connector.Reconcile(Account, post, default)).ShouldBeOfType<SendOutcome.Unknown>("the list may lag");
        Clock.Advance(TimeSpan.FromMinutes(5));
        (await Connector.Reconcile(Account, post, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await Publish(post)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("same words");
        var lost = Post("Baru");
        X.Misbehave("POST tweets", WireFault.ServerErrorAfter);
        (await Publish(lost)).ShouldBeOfType<SendOutcome.Unknown>();
        (await Connector.Reconcile(Account, lost, default)).ShouldBeOfType<SendOutcome.Sent>();
        X.Posts.Own.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Used_up_limits_and_credits_hold_a_post_until_they_come_back_and_no_call_is_made_meanwhile()
    {
        X.Limits["POST tweets"] = 1;
        await Publish(Post("Satu"));
        var calls = X.Count("POST tweets");
        var held = (await Publish(Post("Dua"))).ShouldBeOfType<SendOutcome.HeldUntil>();
        (held.When - Clock.GetUtcNow()).ShouldBeInRange(TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        X.Count("POST tweets").ShouldBe(calls);
        Clock.Advance(TimeSpan.FromMinutes(16));
        X.Limits["POST tweets"] = 100;
        (await Publish(Post("Tiga"))).ShouldBeOfType<SendOutcome.Sent>();
        foreach (var status in new[] { 429, 402, 403 })
        {
            (X.Facts.CapStatus, X.Credits) = (status, 0);
            var capped = (await Publish(Post($"Empat {status}"))).ShouldBeOfType<SendOutcome.HeldUntil>();
            (capped.When - Clock.GetUtcNow(), capped.Reason.Contains("credits", StringComparison.OrdinalIgnoreCase)).ShouldBe((TimeSpan.FromHours(6), true));
            X.Credits = null;
            Clock.Advance(TimeSpan.FromHours(7));
        }
        (await Publish(Post("Lima"))).ShouldBeOfType<SendOutcome.Sent>();
    }

    [Fact]
    public async Task What_a_post_costs_is_said_before_it_goes_out()
    {
        var link = (await Connector.BeforeSending(Account, Post("Baca https://melati.example/p") with { Parts = ["Dua"] }, default))!;
        link.ShouldContain("US$ 0.215");
        link.ShouldContain("22 August 2026");
        (await Connector.BeforeSending(Account, Post("Tanpa tautan"), default))!.ShouldContain("US$ 0.015");
        Connector.Rule(Account, isPrivate: false, Clock.GetUtcNow(), Clock.GetUtcNow()).Words!.ShouldContain("US$ 0.010");
        var before = X.Spent;
        await Publish(Post("Baca https://melati.example/p") with { Parts = ["Dua"] });
        (X.Spent - before).ShouldBe(0.215m);
    }
}
