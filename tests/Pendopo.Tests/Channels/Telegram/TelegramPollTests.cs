using Pendopo.Channels.Contracts;
using Pendopo.Tests.Channels.Bluesky;

namespace Pendopo.Tests.Channels.Telegram;

/// <summary>A poll as Telegram asks it: sent, counted and closed, to a stand-in that behaves as the documentation says.</summary>
public sealed class TelegramPollTests : TelegramTests
{
    [Fact]
    public async Task A_poll_is_telegrams_own_with_a_button_to_its_page()
    {
        var sent = (await Centre.Publish(Asked())).ShouldBeOfType<SendOutcome.Sent>();

        var ((_, number), message) = Telegram.Messages.ShouldHaveSingleItem();
        Telegram.Calls.ShouldBe(["sendPoll"]);
        message["question"]!.GetValue<string>().ShouldBe("Kerja sama dengan PMI\n\nJadwal imunisasi", "what is disclosed comes before the question");
        message["options"]!.ToJsonString().ShouldBe("""[{"text":"Pagi"},{"text":"Sore"}]""");
        (message["is_anonymous"]!.GetValue<bool>(), message["allows_multiple_answers"]!.GetValue<bool>()).ShouldBe((true, true));
        message["open_period"]!.GetValue<int>().ShouldBe(86_400);
        message["reply_markup"]!["inline_keyboard"]![0]![0]!["url"]!.GetValue<string>().ShouldBe("https://melati.example/@melati/posts/jadwal");
        sent.Remote.Url.ShouldBe($"https://t.me/melati_sehat/{number}");
        sent.Remote.Version.ShouldStartWith(PollMark.Of($"5{number}"));
    }

    [Fact]
    public async Task What_telegram_cannot_ask_leads_to_the_page_as_before()
    {
        var asked = Asked();
        OutgoingPost[] others =
        [
            asked with { Images = [Melati.Image([1])] },
            asked with { Poll = asked.Poll! with { OnlyAtEnd = true } },
            asked with { Poll = asked.Poll! with { ClosedAt = TelegramMelati.Now } },
            asked with { Text = new('a', 301), Title = "" },
            asked with { Poll = asked.Poll! with { Answers = [new(new('b', 101), 0)] } },
        ];
        foreach (var other in others)
        {
            Centre.Connector.AsksPoll(other).ShouldBeFalse();
            (await Centre.Publish(other)).ShouldBeOfType<SendOutcome.Sent>();
        }
        Telegram.Calls.ShouldNotContain("sendPoll");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(2_700_000)]
    public async Task An_end_that_telegram_does_not_keep_is_kept_by_us(int seconds)
    {
        await Centre.Publish(Asked() with { Poll = Asked().Poll! with { EndsAt = TelegramMelati.Now.AddSeconds(seconds) } });
        Telegram.Messages.Values.Single().ContainsKey("open_period").ShouldBeFalse();
    }

    [Fact]
    public async Task Counts_are_heard_with_their_order_and_name_nobody()
    {
        await Centre.Publish(Asked());
        Telegram.Votes(0);
        Telegram.Votes(0, 1);
        var heard = await Centre.Connector.Hear(Centre.Account, null, default);
        heard.Messages.ShouldBeEmpty();
        heard.Polls.Select(poll => (poll.Voters, string.Join(' ', poll.Answers.Select(answer => answer.Votes)))).ShouldBe([(1, "1 0"), (2, "2 1")]);
        heard.Polls[1].Order.ShouldBeGreaterThan(heard.Polls[0].Order);
        heard.Polls[0].Answers[1].Text.ShouldBe("Sore");
    }

    [Fact]
    public async Task It_is_closed_once_at_its_end_and_before_that_nothing_is_told()
    {
        var (asked, remote) = (Asked(), await Sent(Asked()));
        (await Tally(remote, asked.Poll!)).ShouldBeOfType<SendOutcome.Sent>();
        Telegram.Calls.ShouldBe(["sendPoll"]);
        var over = asked.Poll! with { ClosedAt = TelegramMelati.Now };
        Telegram.FailNext("stopPoll", 502, "Bad Gateway");
        (await Tally(remote, over)).ShouldBeOfType<SendOutcome.RetryAt>("a server that is away is asked again");
        (await Tally(remote, over)).ShouldBeOfType<SendOutcome.Sent>();
        (await Tally(remote, over)).ShouldBeOfType<SendOutcome.Sent>("closed already is closed");
        Telegram.Polls.Values.Single()["is_closed"]!.GetValue<bool>().ShouldBeTrue();
        (await Tally(new("-1001000000200:7", null, "text"), over)).ShouldBeOfType<SendOutcome.Sent>("what stands as words has nothing to close");
    }

    [Fact]
    public async Task Words_below_it_may_change_and_the_question_may_not_and_it_is_taken_back_like_any_post()
    {
        var (asked, remote) = (Asked(), await Sent(Asked()));
        (await Edit(asked with { Text = asked.Text + " Ajak tetangga." }, remote)).ShouldBeOfType<SendOutcome.Sent>();
        (await Edit(asked with { Poll = asked.Poll! with { Answers = [new("Pagi", 0), new("Malam", 0)] } }, remote)).ShouldBeOfType<SendOutcome.Refused>().Code.ShouldBe("PollFixed");
        Telegram.Calls.ShouldBe(["sendPoll"]);
        (await Centre.Connector.Recall(Centre.Account, remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        Telegram.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_is_lost_leaves_it_unknown_and_one_channel_without_rights_is_told()
    {
        Telegram.BreakAnswerOfNext("sendPoll");
        (await Centre.Publish(Asked())).ShouldBeOfType<SendOutcome.Unknown>();
        Telegram.MayPost = false;
        (await Centre.Publish(Asked())).ShouldBeOfType<SendOutcome.Reconnect>();
    }

    private async Task<RemoteRef> Sent(OutgoingPost post) => (await Centre.Publish(post)).ShouldBeOfType<SendOutcome.Sent>().Remote;

    private Task<SendOutcome> Tally(RemoteRef remote, OutgoingPoll poll) => Centre.Connector.Tally(Centre.Account, remote, poll, default);

    private Task<SendOutcome> Edit(OutgoingPost post, RemoteRef remote) => Centre.Connector.Edit(Centre.Account, post, remote, default);

    private static OutgoingPost Asked() => Melati.Post("Kerja sama dengan PMI\n\nJadwal imunisasi\n\nKapan Anda bisa datang?") with
    {
        Poll = new(Several: true, [new("Pagi", 0), new("Sore", 0)], TelegramMelati.Now.AddDays(1), null, null),
    };
}
