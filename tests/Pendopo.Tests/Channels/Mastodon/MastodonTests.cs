using Pendopo.Channels.Contracts;
using Pendopo.Channels.Mastodon;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Mastodon;

namespace Pendopo.Tests.Channels.Mastodon;

/// <summary>Sending, changing, taking back, answering and hearing on a server with the Mastodon API, on good days and bad ones.</summary>
public sealed class MastodonTests : IAsyncLifetime
{
    private const string Statuses = "POST /api/v1/statuses";
    private readonly ManualTime clock = new(Melati.Now);
    private MastodonStandIn server = null!;
    private MastodonMelati centre = null!;

    public async Task InitializeAsync()
    {
        server = await MastodonStandIn.StartAsync(clock);
        centre = new(server, clock);
    }

    public async Task DisposeAsync()
    {
        centre.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_post_goes_out_with_described_pictures_its_language_and_a_key_of_publication_and_revision()
    {
        server.Media.LooksUntilReady = 1;
        var post = Melati.Post("Jadwal imunisasi\n\nhttps://melati.example/@melati/posts/jadwal", Melati.Image([1, 2]), Melati.Image([3], "Antrean pagi"));
        (await centre.Publish(post)).ShouldBeOfType<SendOutcome.RetryAt>().When.ShouldBe(Melati.Now.AddSeconds(5));
        (await centre.Publish(post)).ShouldBeOfType<SendOutcome.RetryAt>();
        centre.Restart(clock);

        var sent = (await centre.Publish(post)).ShouldBeOfType<SendOutcome.Sent>();

        var status = server.Statuses.Own.ShouldHaveSingleItem();
        (status.Text, status.Language, status.Visibility, status.Key).ShouldBe((post.Text, "id", "public", $"{post.Key:N}-1-0"));
        status.Media.Select(id => server.Media.All[id]).Select(one => (one.Description, one.File.Bytes.Length)).ShouldBe([("Bidan Ayu memeriksa seorang anak", 2), ("Antrean pagi", 1)]);
        server.Media.All.Count.ShouldBe(2);
        (sent.Remote.Id, sent.Remote.Url).ShouldBe((status.Id, $"{server.Url}/@melati/{status.Id}"));
    }

    [Fact]
    public async Task A_video_goes_in_place_of_its_poster_where_the_server_takes_it()
    {
        var video = new OutgoingVideo("https://melati.example/files/2", "video/mp4", 3, 640, 480, 20, "00", "", _ => Task.FromResult<Stream>(new MemoryStream([7, 8, 9])));
        var post = Melati.Post("Cuci tangan", Melati.Image([1], "Tangan yang dicuci")) with { Video = video };
        await centre.Publish(post);
        server.Media.All.Values.ShouldHaveSingleItem().ShouldSatisfyAllConditions(one => one.File.Type.ShouldBe("video/mp4"), one => one.File.Bytes.ShouldBe([7, 8, 9]), one => one.Description.ShouldBe("Tangan yang dicuci"));
        await centre.Publish(post with { Key = Guid.CreateVersion7(), Video = video with { Bytes = 100L << 20 } });
        server.Media.All.Values.Count(one => one.File.Type == "image/png").ShouldBe(1);
    }

    [Theory]
    [InlineData("Recent", 777, 777)]
    [InlineData("FirstVersionOnly", 777, 777)]
    [InlineData("TellsNothing", 777, 500)]
    public async Task Limits_are_the_servers_own_wherever_it_tells_them(string age, int set, int expected)
    {
        (server.Facts.Age, server.Instance.Characters, server.Instance.Types) = (Enum.Parse<MastodonAge>(age), set, ["image/png", "video/mp4"]);
        var limits = await centre.Connector.Limits(centre.Account, default);
        limits.Graphemes.ShouldBe(expected);
        limits.ImageTypes.ShouldBe(expected == set ? ["image/png"] : MastodonBounds.Usual.Types);
        (await centre.Publish(Melati.Post(new string('a', expected + 1)))).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain($"{expected}");
        server.Count(Statuses).ShouldBe(0);
        // An address counts for 23 characters, however long it is.
        (await centre.Publish(Melati.Post($"{new string('a', expected - 24)} https://melati.example/{new string('b', 200)}"))).ShouldBeOfType<SendOutcome.Sent>();
    }

    public static TheoryData<string, bool, bool> Troubles()
    {
        var all = new TheoryData<string, bool, bool>();
        foreach (var fault in new[] { "BreakBefore", "BreakAfter", "ServerError", "ServerErrorAfter", "WrongJson", "EmptyAnswer", "StrangePage", "Maintenance", "LimitUsedUp", "Twice" })
        {
            foreach (var (keys, parts) in new[] { (true, false), (true, true), (false, true) })
                all.Add(fault, keys, parts);
        }
        return all;
    }

    // Every fault at the call that shows the post, and at the one of its part; the program starts anew after each.
    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Whatever_becomes_of_the_answer_the_post_and_its_parts_stand_there_once(string fault, bool keys, bool atPart)
    {
        // A server that knows no keys cannot tell a call that a proxy repeats from two.
        if (fault == "Twice" && !keys)
            return;
        server.Facts.KnowsKeys = keys;
        centre.Dispose();
        centre = new(server, clock, keys);
        var post = Melati.Post("Jadwal imunisasi") with { Parts = ["Bawa buku KIA", "Sampai jumpa"] };
        server.Misbehave(Statuses, atPart ? [MastodonFault.None, Enum.Parse<MastodonFault>(fault)] : [Enum.Parse<MastodonFault>(fault)]);
        SendOutcome outcome = new SendOutcome.RetryAt(null, "");
        for (var attempt = 0; attempt < 8 && outcome is not SendOutcome.Sent; attempt++)
        {
            outcome = outcome is SendOutcome.Unknown ? await centre.Connector.Reconcile(centre.Account, post, default) : await centre.Publish(post);
            outcome.ShouldNotBeOfType<SendOutcome.Refused>();
            clock.Advance(TimeSpan.FromMinutes(keys ? 6 : 25));
            centre.Restart(clock);
        }
        var sent = outcome.ShouldBeOfType<SendOutcome.Sent>();
        server.Statuses.Own.Select(status => status.Text).ShouldBe(["Jadwal imunisasi", "Bawa buku KIA", "Sampai jumpa"]);
        server.Statuses.Own.Select(status => status.InReplyTo).ShouldBe([null, sent.Remote.Id, server.Statuses.Own[1].Id]);
        (await centre.Connector.Recall(centre.Account, sent.Remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        server.Statuses.Own.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_thread_that_waits_tells_what_stands_and_an_answer_that_cannot_be_looked_for_waits()
    {
        server.Misbehave(Statuses, MastodonFault.None, MastodonFault.LimitUsedUp);
        var held = (await centre.Publish(Melati.Post("Satu") with { Parts = ["Dua"] })).ShouldBeOfType<SendOutcome.HeldUntil>();
        (await centre.Connector.Recall(centre.Account, held.Out.ShouldNotBeNull(), default)).ShouldBeOfType<SendOutcome.Sent>();
        server.Statuses.Own.ShouldBeEmpty();

        clock.Advance(TimeSpan.FromMinutes(6));
        server.Facts.KnowsKeys = false;
        centre.Dispose();
        centre = new(server, clock, keepsKeys: false);
        var asked = server.Notices.Says("siti@lain.example", "@melati jam buka?");
        var reply = new OutgoingReply(Guid.CreateVersion7(), clock.GetUtcNow(), new(asked, null), new(asked, null), new("https://lain.example/@siti", "@siti@lain.example", "Siti", null), "Pukul 08.00", "id", Private: false);
        (await centre.Connector.Reply(centre.Account, reply, default)).ShouldBeOfType<SendOutcome.Sent>();
        clock.Advance(TimeSpan.FromMinutes(2));
        server.Misbehave("GET /api/v1/accounts/:id/statuses", MastodonFault.ServerError);
        (await centre.Connector.Reply(centre.Account, reply, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await centre.Connector.Reply(centre.Account, reply, default)).ShouldBeOfType<SendOutcome.Sent>();
        server.Statuses.Own.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_server_that_remembers_nothing_and_shows_nothing_is_left_to_a_person()
    {
        server.Facts.KnowsKeys = false;
        centre.Dispose();
        centre = new(server, clock, keepsKeys: false);
        var post = Melati.Post();
        server.Misbehave(Statuses, MastodonFault.StrangePage);
        (await centre.Publish(post)).ShouldBeOfType<SendOutcome.Unknown>();
        (await centre.Connector.Reconcile(centre.Account, post, default)).ShouldBeOfType<SendOutcome.Unknown>().Reason.ShouldContain("Look at your account");
        clock.Advance(TimeSpan.FromMinutes(61));
        (await centre.Connector.Reconcile(centre.Account, post, default)).ShouldBeOfType<SendOutcome.RetryAt>();
    }

    [Fact]
    public async Task Each_trouble_has_its_own_outcome_and_limits_that_are_used_up_are_not_pressed()
    {
        server.Misbehave(Statuses, MastodonFault.TokenRevoked, MastodonFault.Suspended, MastodonFault.NoScope, MastodonFault.Refused, MastodonFault.LimitUsedUp);
        (await centre.Publish(Melati.Post())).ShouldBeOfType<SendOutcome.Reconnect>().Reason.ShouldContain("no longer accepts");
        (await centre.Publish(Melati.Post())).ShouldBeOfType<SendOutcome.Reconnect>().Reason.ShouldContain("may not be used");
        (await centre.Publish(Melati.Post())).ShouldBeOfType<SendOutcome.Reconnect>().Reason.ShouldContain("not allowed");
        (await centre.Publish(Melati.Post())).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("Text is not allowed here");
        var held = (await centre.Publish(Melati.Post())).ShouldBeOfType<SendOutcome.HeldUntil>();
        held.When.ShouldBeInRange(Melati.Now, Melati.Now.AddMinutes(5));
        var calls = server.Calls.Count;
        (await centre.Publish(Melati.Post())).ShouldBeOfType<SendOutcome.HeldUntil>().When.ShouldBe(held.When);
        server.Calls.Count.ShouldBe(calls);
        clock.Advance(TimeSpan.FromMinutes(5));
        (await centre.Publish(Melati.Post())).ShouldBeOfType<SendOutcome.Sent>();
    }

    [Fact]
    public async Task The_thirty_first_deletion_waits_for_the_next_half_hour_while_posts_go_on()
    {
        server.Limits.Deletions = 2;
        List<RemoteRef> posts = [];
        for (var number = 0; number < 3; number++)
            posts.Add(((SendOutcome.Sent)await centre.Publish(Melati.Post($"Kiriman {number}"))).Remote);
        (await centre.Connector.Recall(centre.Account, posts[0], default)).ShouldBeOfType<SendOutcome.Sent>();
        (await centre.Connector.Recall(centre.Account, posts[1], default)).ShouldBeOfType<SendOutcome.Sent>();
        var held = (await centre.Connector.Recall(centre.Account, posts[2], default)).ShouldBeOfType<SendOutcome.HeldUntil>();
        held.When.ShouldBe(Melati.Now.AddMinutes(30));
        (await centre.Publish(Melati.Post("Lagi"))).ShouldBeOfType<SendOutcome.Sent>();
        clock.Advance(TimeSpan.FromMinutes(30));
        (await centre.Connector.Recall(centre.Account, posts[2], default)).ShouldBeOfType<SendOutcome.Sent>();
        (await centre.Connector.Recall(centre.Account, posts[2], default)).ShouldBeOfType<SendOutcome.Sent>();
    }

    [Fact]
    public async Task A_change_keeps_the_pictures_with_their_new_descriptions_and_changes_the_parts_too()
    {
        var post = Melati.Post("Jadwal lama", Melati.Image([1])) with { Parts = ["Bagian lama"] };
        var sent = ((SendOutcome.Sent)await centre.Publish(post)).Remote;
        var changed = post with { Revision = 2, Text = "Jadwal baru", Parts = ["Bagian baru"], Images = [Melati.Image([1], "Ruang tunggu")] };
        for (var time = 0; time < 2; time++)
            sent = (await centre.Connector.Edit(centre.Account, changed, sent, default)).ShouldBeOfType<SendOutcome.Sent>().Remote;
        server.Statuses.Own.Select(status => status.Text).ShouldBe(["Jadwal baru", "Bagian baru"]);
        server.Media.All.Values.ShouldHaveSingleItem().Description.ShouldBe("Ruang tunggu");
        changed = changed with { Revision = 3, Images = [Melati.Image([2, 3], "Meja timbang") with { Url = "https://melati.example/files/2" }] };
        sent = (await centre.Connector.Edit(centre.Account, changed, sent, default)).ShouldBeOfType<SendOutcome.Sent>().Remote;
        server.Statuses.Own[0].Media.Select(id => server.Media.All[id].Description).ShouldBe(["Meja timbang"]);
        (await centre.Connector.Edit(centre.Account, changed with { Parts = [] }, sent, default)).ShouldBeOfType<SendOutcome.Refused>().Code.ShouldBe("PartsFixed");
    }

    [Fact]
    public async Task A_poll_is_the_servers_own_and_its_counts_come_with_what_is_heard()
    {
        var poll = new OutgoingPoll(Several: false, [new("Pagi", 0), new("Sore", 0)], Melati.Now.AddDays(2), ClosedAt: null, Voters: 0);
        var post = Melati.Post("Kapan Posyandu?") with { Poll = poll };
        centre.Connector.AsksPoll(post).ShouldBeTrue();
        centre.Connector.AsksPoll(post with { Poll = poll with { EndsAt = null } }).ShouldBeFalse();
        var sent = ((SendOutcome.Sent)await centre.Publish(post)).Remote;
        server.Statuses.Vote(sent.Id, option: 1, times: 3);
        var count = (await centre.Connector.Hear(centre.Account, null, default)).Polls.ShouldHaveSingleItem();
        sent.Version!.ShouldStartWith(PollMark.Of(count.Poll));
        (count.Voters, count.Answers[1]).ShouldBe((3, new OutgoingAnswer("Sore", 3)));
        (await centre.Connector.Edit(centre.Account, post with { Poll = poll with { Answers = [new("Pagi", 0), new("Malam", 0)] } }, sent, default)).ShouldBeOfType<SendOutcome.Refused>().Code.ShouldBe("PollFixed");
    }

    [Fact]
    public async Task What_is_said_is_heard_once_back_filled_late_and_in_its_thread_and_answered_to_its_author()
    {
        var post = ((SendOutcome.Sent)await centre.Publish(Melati.Post())).Remote;
        var first = server.Notices.Says("siti@lain.example", "@melati jam buka?", post.Id);
        server.Notices.Says("budi", "@melati rahasia", visibility: "direct");
        server.Notices.TellsTwice = true;
        var heard = await centre.Connector.Hear(centre.Account, null, default);
        heard.Messages.Select(message => (message.Kind, message.Author.Handle, message.InReplyTo)).ShouldBe(
            [(IncomingKind.Reply, "@siti@lain.example", post.Id), (IncomingKind.Private, $"@budi@{new Uri(server.Url).Host}", null)]);
        heard.Messages[0].Root!.Id.ShouldBe(post.Id);
        server.Notices.Late = TimeSpan.FromHours(1);
        clock.Advance(TimeSpan.FromMinutes(1));
        server.Notices.Says("wati", "@melati terlambat");
        server.Notices.Late = TimeSpan.Zero;
        clock.Advance(TimeSpan.FromMinutes(50));
        server.Notices.Says("dewi", "@melati lebih dulu");
        heard = await centre.Connector.Hear(centre.Account, heard.Cursor, default);
        heard.Messages.Select(message => message.Text).ShouldContain("@melati lebih dulu");
        clock.Advance(TimeSpan.FromMinutes(15));
        (await centre.Connector.Hear(centre.Account, heard.Cursor, default)).Messages.Select(message => message.Text).ShouldContain("@melati terlambat");

        var author = new RemotePerson("https://lain.example/@siti", "@siti@lain.example", "Siti", null);
        var reply = new OutgoingReply(Guid.CreateVersion7(), clock.GetUtcNow(), new(first, null), new(post.Id, null), author, "Pukul 08.00", "id", Private: false);
        server.Misbehave(Statuses, MastodonFault.BreakAfter);
        (await centre.Connector.Reply(centre.Account, reply, default)).ShouldBeOfType<SendOutcome.Sent>();
        clock.Advance(TimeSpan.FromMinutes(2));
        (await centre.Connector.Reply(centre.Account, reply, default)).ShouldBeOfType<SendOutcome.Sent>();
        var said = server.Statuses.Own.Where(status => status.InReplyTo == first).ShouldHaveSingleItem();
        (said.Text, said.Visibility).ShouldBe(("@siti@lain.example Pukul 08.00", "public"));
        server.Notices.Likes("siti@lain.example", post.Id);
        (await centre.Connector.Measure(centre.Account, post, default)).ShouldBe(new PostMeasures(1, 0, 1));
        (await centre.Connector.Act(centre.Account, new(first, null), CommentAct.Like, default)).ShouldBeOfType<SendOutcome.Sent>();
        server.Auth.RevokeAll();
        (await centre.Connector.Hear(centre.Account, heard.Cursor, default)).Lost.ShouldNotBeNull();
        (await centre.Connector.Check(centre.Account, default)).ShouldBe(new AccountHealth(false, "The server no longer accepts Pendopo's access. Connect the account again."));
    }
}
