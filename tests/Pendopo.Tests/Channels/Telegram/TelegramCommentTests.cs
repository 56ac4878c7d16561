using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.Channels.Everywhere;

namespace Pendopo.Tests.Channels.Telegram;

/// <summary>The first comment of a post, in the group that is linked to the channel.</summary>
public sealed class TelegramCommentTests : TelegramTests
{
    private const string First = "Ada pertanyaan? Tulis di sini.";

    [Fact]
    public async Task The_comment_follows_below_the_copy_of_the_post_changes_with_it_and_goes_with_it()
    {
        Telegram.TellsCopies = true;
        var post = Post("Jadwal imunisasi");
        var waiting = (await Centre.Publish(post)).ShouldBeOfType<SendOutcome.Unknown>();
        waiting.Out.ShouldNotBeNull().Id.ShouldBe($"{TelegramStandIn.Channel}:1");
        // Before the bot heard of the copy nothing is said, and the post is not sent again.
        (await Reconcile(post)).ShouldBeOfType<SendOutcome.Unknown>().Out.ShouldBe(waiting.Out);
        Comments().ShouldBeEmpty();
        var heard = await Centre.Connector.Hear(Centre.Account, null, default);
        heard.Messages.ShouldBeEmpty("a copy of our post is no message of somebody");

        var sent = (await Reconcile(post)).ShouldBeOfType<SendOutcome.Sent>();
        sent.Remote.ShouldBe(waiting.Out);
        var said = Comments().ShouldHaveSingleItem();
        (said["text"]!.ToString(), said["reply_parameters"]!["message_id"]!.GetValue<long>()).ShouldBe((First, 2));
        (await Reconcile(post)).ShouldBeOfType<SendOutcome.Sent>();
        Comments().Count.ShouldBe(1);

        (await Edit(post with { Revision = 2, Text = "Jadwal baru", Parts = ["Pertanyaan lewat sini."] }, sent.Remote)).ShouldBeOfType<SendOutcome.Sent>();
        Comments().ShouldHaveSingleItem()["text"]!.ToString().ShouldBe("Pertanyaan lewat sini.");
        (await Edit(post with { Revision = 3, Text = "Jadwal terakhir", Parts = [] }, sent.Remote)).ShouldBeOfType<SendOutcome.Sent>();
        Comments().ShouldBeEmpty();
        (await Edit(post with { Revision = 4, Text = "Jadwal sungguh terakhir" }, sent.Remote)).ShouldBeOfType<SendOutcome.Sent>();
        Comments().ShouldHaveSingleItem();
        (await Centre.Connector.Recall(Centre.Account, sent.Remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        Telegram.Messages.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, "administrator", "NoGroup")]
    [InlineData(true, "member", "NotInGroup")]
    [InlineData(true, "left", "NotInGroup")]
    public async Task Where_no_comment_can_be_said_nothing_goes_out_and_it_is_told_before(bool linked, string status, string code)
    {
        (Telegram.Linked, Telegram.StatusInGroup) = (linked, status);
        (await Centre.Publish(Post("Jadwal"))).ShouldBeOfType<SendOutcome.Refused>().Code.ShouldBe(code);
        (await Centre.Publish(Post("Jadwal") with { Parts = [new string('a', 4097)] })).ShouldBeOfType<SendOutcome.Refused>().Code.ShouldBe("TooLong");
        Telegram.Messages.ShouldBeEmpty();
        (await Centre.Publish(Post("Jadwal") with { Parts = [] })).ShouldBeOfType<SendOutcome.Sent>();
    }

    public static TheoryData<string, bool, int> Faults => new()
    {
        // What happens to the comment, whether it stands in the end by itself, and how often.
        { "none", true, 1 }, { "wait", true, 1 }, { "broken before", false, 0 }, { "broken after", false, 1 }, { "error", false, 0 }, { "refused", true, 1 }, { "shut out", true, 1 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_becomes_of_the_comment_it_stands_at_most_once_and_the_post_is_never_sent_again(string fault, bool stands, int times)
    {
        Telegram.TellsCopies = true;
        var (clock, post) = (new ManualTime(TelegramMelati.Now), Post("Jadwal imunisasi"));
        var reasons = new List<string>();
        var outcome = await new ByItsRules(clock, () => Centre.Publish(post), async () =>
        {
            if (reasons.Count == 0)
            {
                await Centre.Connector.Hear(Centre.Account, null, default);
                Prepare(fault);
            }
            var answer = await Reconcile(post);
            reasons.Add((answer as SendOutcome.Unknown)?.Reason ?? "");
            return answer;
        }).Drive();
        Telegram.Messages.Count(pair => pair.Key.Chat == TelegramStandIn.Channel).ShouldBe(1);
        Comments().Count.ShouldBe(times);
        if (stands)
            outcome.ShouldBeOfType<SendOutcome.Sent>();
        else
            outcome.ShouldBeOfType<SendOutcome.Unknown>().Reason.ShouldContain("look below it");
        if (fault is "refused" or "shut out")
            reasons[0].ShouldContain("refused");
    }

    private void Prepare(string fault)
    {
        switch (fault)
        {
            case "wait":
                Telegram.FailNext("sendMessage", 429, "Too Many Requests: retry after 17", new JsonObject { ["retry_after"] = 17 });
                break;
            case "broken before":
                Telegram.BreakNext("sendMessage");
                break;
            case "broken after":
                Telegram.BreakAnswerOfNext("sendMessage");
                break;
            case "error":
                Telegram.FailNext("sendMessage", 500, "Internal Server Error");
                break;
            case "refused":
                Telegram.FailNext("sendMessage", 400, "Bad Request: message to be replied not found");
                break;
            case "shut out":
                Telegram.FailNext("sendMessage", 403, "Forbidden: bot was kicked from the supergroup chat");
                break;
            default:
                break;
        }
    }

    private static OutgoingPost Post(string text) => Melati.Post(text) with { Parts = [First] };

    private Task<SendOutcome> Reconcile(OutgoingPost post) => Centre.Connector.Reconcile(Centre.Account, post, default);

    private Task<SendOutcome> Edit(OutgoingPost post, RemoteRef remote) => Centre.Connector.Edit(Centre.Account, post, remote, default);

    private List<JsonObject> Comments() => [.. Telegram.Messages.Where(pair => pair.Key.Chat == TelegramStandIn.Group).Select(pair => pair.Value)];
}
