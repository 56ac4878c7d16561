using System.Text.Json.Nodes;
using Pendopo.Channels.Bluesky;
using Pendopo.Channels.Contracts;
using Pendopo.Testing;

namespace Pendopo.Tests.Channels.Bluesky;

/// <summary>The same, against Bluesky's own servers: a PDS, and a whole network with the app view.</summary>
public sealed class BlueskyRealServerTests
{
    // A PNG of one pixel.
    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_post_with_a_picture_goes_out_once_is_found_again_and_is_recalled()
    {
        var pds = await BarePds.SharedAsync();
        var account = await pds.CreateAccountAsync("melati");
        using var melati = await SignIn(pds.Url, account);
        var post = Melati.Post("💉 Imunisasi é: https://melati.example/jadwal #Imunisasi", Melati.Image(Pixel));

        var sent = (await melati.Connector.Publish(melati.Account, post, default)).ShouldBeOfType<SendOutcome.Sent>();
        (await melati.Connector.Publish(melati.Account, post, default)).ShouldBe(sent);
        (await melati.Connector.Reconcile(melati.Account, post, default)).ShouldBe(sent);

        var record = (await account.ListPostsAsync(account.Did)).ShouldHaveSingleItem();
        record.GetProperty("uri").GetString().ShouldBe(sent.Remote.Id);
        record.GetProperty("value").GetProperty("embed").GetProperty("images")[0].GetProperty("alt").GetString().ShouldBe("Bidan Ayu memeriksa seorang anak");
        record.GetProperty("value").GetProperty("facets").GetArrayLength().ShouldBe(2);

        (await melati.Connector.Publish(melati.Account, post with { Text = "Lain" }, default)).ShouldBe(sent);
        (await account.ListPostsAsync(account.Did)).Length.ShouldBe(1);

        (await melati.Connector.Recall(melati.Account, sent.Remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        (await melati.Connector.Recall(melati.Account, sent.Remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        (await account.ListPostsAsync(account.Did)).ShouldBeEmpty();
        (await melati.Connector.Reconcile(melati.Account, post, default)).ShouldBeOfType<SendOutcome.RetryAt>();
    }

    [Fact]
    public async Task A_thread_goes_out_once_is_gone_on_with_where_it_broke_off_and_is_recalled_whole()
    {
        var pds = await BarePds.SharedAsync();
        var account = await pds.CreateAccountAsync("melati");
        using var melati = await SignIn(pds.Url, account);
        var post = Melati.Post("Satu") with { Parts = ["Dua", "Tiga"] };
        // What broke off after its first part: the same post as far as it went.
        var began = (await melati.Connector.Publish(melati.Account, post with { Parts = ["Dua"] }, default)).ShouldBeOfType<SendOutcome.Sent>();
        (await melati.Connector.Reconcile(melati.Account, post, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await melati.Connector.Publish(melati.Account, post, default)).ShouldBe(began);
        (await melati.Connector.Reconcile(melati.Account, post, default)).ShouldBe(began);
        (await account.ListPostsAsync(account.Did)).Select(record => record.GetProperty("value").GetProperty("text").GetString()).Order().ShouldBe(["Dua", "Satu", "Tiga"]);
        (await melati.Connector.Recall(melati.Account, began.Remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        (await account.ListPostsAsync(account.Did)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_too_long_is_refused_with_the_servers_words()
    {
        var pds = await BarePds.SharedAsync();
        using var melati = await SignIn(pds.Url, await pds.CreateAccountAsync("melati"));

        var refused = (await melati.Connector.Publish(melati.Account, Melati.Post(new string('a', 301)), default)).ShouldBeOfType<SendOutcome.Refused>();
        refused.Reason.ShouldContain("300");
        (await melati.Connector.Publish(melati.Account, Melati.Post(string.Concat(Enumerable.Repeat("👩‍⚕️", 150))), default)).ShouldBeOfType<SendOutcome.Sent>();
    }

    [Fact]
    public async Task A_stale_token_is_renewed_and_a_broken_one_asks_for_a_person()
    {
        var pds = await BarePds.SharedAsync();
        using var melati = await SignIn(pds.Url, await pds.CreateAccountAsync("melati"));
        var first = melati.Stored;
        melati.Stored = first with { Access = "broken" };
        (await melati.Connector.Publish(melati.Open(), Melati.Post(), default)).ShouldBeOfType<SendOutcome.Sent>();
        melati.Stored.Refresh.ShouldNotBe(first.Refresh);
        melati.Stored.EndsAt.ShouldNotBeNull().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddDays(80));

        melati.Stored = first with { Access = "broken", Refresh = "broken" };
        (await melati.Connector.Publish(melati.Open(), Melati.Post(), default)).ShouldBeOfType<SendOutcome.Reconnect>();
    }

    [Fact]
    public async Task Replies_mentions_and_likes_come_back_and_the_answer_stands_in_the_thread()
    {
        var network = await AtprotoNetwork.SharedAsync();
        var account = await network.CreateAccountAsync("melati");
        var reader = await network.CreateAccountAsync("rina");
        using var melati = await SignIn(network.Url, account);

        var sent = (SendOutcome.Sent)await melati.Connector.Publish(melati.Account, Melati.Post($"Terima kasih @{reader.Handle}"), default);
        var post = new AtprotoReference(sent.Remote.Id, sent.Remote.Version!);
        await reader.ReplyAsync(post, "Jam berapa buka?");
        await reader.LikeAsync(post);
        await reader.RepostAsync(post);

        var heard = await HearWhatCame(network, melati);
        var question = heard.Messages.ShouldHaveSingleItem();
        question.Text.ShouldBe("Jam berapa buka?");
        question.InReplyTo.ShouldBe(sent.Remote.Id);
        question.Author.Handle.ShouldBe(reader.Handle);
        (await melati.Connector.Measure(melati.Account, sent.Remote, default)).ShouldBe(new PostMeasures(1, 1, 1));

        var answer = Melati.Answer(question.Remote, question.Root!);
        (await melati.Connector.Reply(melati.Account, answer, default)).ShouldBeOfType<SendOutcome.Sent>();
        await network.SettleAsync();
        var thread = await reader.ThreadAsync(question.Remote.Id);
        thread.GetProperty("thread").GetProperty("replies")[0].GetProperty("post").GetProperty("record").GetProperty("text").GetString().ShouldBe(answer.Text);

        (await melati.Connector.Hear(melati.Account, heard.Cursor, default)).Messages.ShouldHaveSingleItem().Remote.Id.ShouldBe(question.Remote.Id);
        // Liked and hidden twice is once; the network shows both to everybody.
        foreach (var act in new[] { CommentAct.Like, CommentAct.Like, CommentAct.Hide, CommentAct.Hide })
            (await melati.Connector.Act(melati.Account, question.Remote, act, default)).ShouldBeOfType<SendOutcome.Sent>();
        await network.SettleAsync();
        (await melati.Connector.Measure(melati.Account, question.Remote, default)).Likes.ShouldBe(1);
        (await reader.ThreadAsync(sent.Remote.Id)).GetProperty("thread").GetProperty("post").GetProperty("threadgate").GetProperty("record").GetProperty("hiddenReplies")[0].GetString().ShouldBe(question.Remote.Id);
        (await melati.Connector.Act(melati.Account, question.Remote, CommentAct.Show, default)).ShouldBeOfType<SendOutcome.Sent>();

        var reasons = await reader.QueryAsync("app.bsky.notification.listNotifications");
        reasons.GetProperty("notifications").EnumerateArray().Select(one => one.GetProperty("reason").GetString()).ShouldBe(["reply", "mention", "like"], ignoreOrder: true);
    }

    [Fact]
    public async Task Words_of_a_stranger_are_found_and_the_centres_own_are_not()
    {
        var network = await AtprotoNetwork.SharedAsync();
        using var melati = await SignIn(network.Url, await network.CreateAccountAsync("melati"));
        using var rina = await SignIn(network.Url, await network.CreateAccountAsync("rina"));
        var word = $"posyandu{Guid.CreateVersion7():N}";
        var sent = (SendOutcome.Sent)await rina.Connector.Publish(rina.Account, Melati.Post($"Ke mana {word} pindah?"), default);
        await melati.Connector.Publish(melati.Account, Melati.Post($"{word} pindah ke balai desa"), default);
        for (var round = 1; ; round++)
        {
            await network.SettleAsync();
            var found = await melati.Connector.Search(melati.Account, new(word, IsTag: false, Melati.Now.AddDays(-1), []), default);
            found.Fault.ShouldBeNull();
            if (found.Posts.Count == 0 && round < 20)
                continue;
            found.Posts.ShouldHaveSingleItem().Remote.ShouldBe(sent.Remote);
            break;
        }
    }

    // The app view writes its notifications in the background: a network that has settled may need another round.
    private static async Task<Heard> HearWhatCame(AtprotoNetwork network, Melati melati)
    {
        for (var round = 1; ; round++)
        {
            await network.SettleAsync();
            var heard = await melati.Connector.Hear(melati.Account, null, default);
            if (heard.Messages.Count > 0 || round == 20)
                return heard;
        }
    }

    private static async Task<Melati> SignIn(string server, AtprotoAccount account)
    {
        using var stranger = new Melati(new Session(account.Did, account.Handle, server, "", ""));
        var input = new JsonObject { ["identifier"] = account.Handle, ["password"] = await account.CreateAppPasswordAsync() };
        var answer = await stranger.Xrpc.Do(server, "com.atproto.server.createSession", token: null, input, default);
        var session = Session.Read(answer.Body, "https://elsewhere.example").ShouldNotBeNull();
        session.Server.ShouldBe(server);
        return new Melati(session, connectedAt: DateTimeOffset.UtcNow);
    }
}
