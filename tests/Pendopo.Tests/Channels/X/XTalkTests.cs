using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.StandIns.Wire;
using Pendopo.Tests.StandIns.X;

namespace Pendopo.Tests.Channels.X;

/// <summary>Hearing who mentions the account, answering them once and within the rules, and counting what X tells.</summary>
public sealed class XTalkTests : XTests
{
    [Fact]
    public async Task Who_names_the_account_is_heard_with_the_thread_and_our_own_words_stay_away()
    {
        var post = (await Publish(Post("Jadwal"))).ShouldBeOfType<SendOutcome.Sent>().Remote.Id;
        var answer = X.Posts.Say($"@{XStandIn.Username} jam buka &amp; tutup?", post);
        var mention = X.Posts.Say($"Tanya @{XStandIn.Username} saja", author: "78", username: "budi", name: "Budi");
        X.Facts.PartialErrors = true;
        var heard = (await Connector.Hear(Account, null, default)).Messages;
        heard.Select(message => (message.Remote.Id, message.Kind, message.Root?.Id, message.InReplyTo, message.Author.Id, message.Author.Handle)).ShouldBe(
            [(answer, IncomingKind.Reply, post, post, "x:77", "@siti"), (mention, IncomingKind.Mention, null, null, "x:78", "@budi")]);
        heard[0].Text.ShouldBe($"@{XStandIn.Username} jam buka & tutup?");
    }

    [Fact]
    public async Task What_is_kept_is_looked_at_again_and_a_person_likes_what_was_said()
    {
        var (stays, goes) = (X.Posts.Say($"@{XStandIn.Username} jam buka?"), X.Posts.Say($"@{XStandIn.Username} salah ketik"));
        X.Posts.All.TryRemove(goes, out _).ShouldBeTrue();
        (await Connector.LookAgain(Account, [stays, goes], default)).ShouldNotBeNull().There.Keys.ShouldBe([stays]);
        (await Connector.LookAgain(Account, [goes], default)).ShouldNotBeNull().There.ShouldBeEmpty();
        X.Misbehave("GET tweets", WireFault.ServerError);
        (await Connector.LookAgain(Account, [stays], default)).ShouldBeNull("nobody answered: nothing is gone");
        var rule = Connector.Kept!;
        (rule.Next(Melati.Now, Melati.Now), rule.Next(Melati.Now, Melati.Now.AddDays(8))).ShouldBe((Melati.Now.AddDays(1), Melati.Now.AddDays(16)));
        for (var twice = 0; twice < 2; twice++)
            (await Connector.Act(Account, new(stays, null), CommentAct.Like, default)).ShouldBeOfType<SendOutcome.Sent>();
        X.Posts.Liked.ShouldBe([stays]);
    }

    [Fact]
    public async Task Each_look_begins_behind_the_last_one_with_overlap_and_a_broken_one_keeps_its_place()
    {
        for (var number = 0; number < 130; number++)
            X.Posts.Say($"@{XStandIn.Username} tanya {number}");
        var heard = await Connector.Hear(Account, null, default);
        heard.Messages.Count.ShouldBe(130, "what was said in the week before is filled in, page by page");
        (await Connector.Hear(Account, heard.Cursor, default)).ShouldBe(Heard.Nothing);
        var cursor = heard.Cursor;
        var read = new List<string>();
        for (var look = 0; look < 12; look++)
        {
            Clock.Advance(TimeSpan.FromMinutes(10));
            X.Posts.Say($"@{XStandIn.Username} nanti {look}");
            if (look == 5)
            {
                X.Misbehave("GET mentions", WireFault.ServerError);
                (await Connector.Hear(Account, cursor, default)).ShouldBeEquivalentTo(new Heard([], null));
            }
            var next = await Connector.Hear(Account, cursor, default);
            (cursor, read) = (next.Cursor, [.. read, .. next.Messages.Select(message => message.Text)]);
        }
        foreach (var look in Enumerable.Range(0, 12))
            read.Count(text => text == $"@{XStandIn.Username} nanti {look}").ShouldBeInRange(1, 7);
        X.Calls.Last(call => call.Edge == "GET mentions")["since_id"].ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_answer_whose_receipt_is_lost_is_looked_for_and_not_said_twice()
    {
        foreach (var fault in new[] { WireFault.BreakAfter, WireFault.ServerErrorAfter, WireFault.WrongJson, WireFault.EmptyAnswer })
        {
            var reply = To(X.Posts.Say($"@{XStandIn.Username} jam buka?"), "Pukul 08.00");
            X.Misbehave("POST tweets", fault);
            (await Connector.Reply(Account, reply, default)).ShouldBeOfType<SendOutcome.Sent>();
            // The program stopped before it kept that: the job runs again.
            Clock.Advance(TimeSpan.FromMinutes(5));
            (await Connector.Reply(Account, reply, default)).ShouldBeOfType<SendOutcome.Sent>();
            X.Posts.Own.Count(post => post.Answers == reply.To.Id).ShouldBe(1, fault.ToString());
        }
    }

    [Fact]
    public async Task Who_did_not_mention_us_is_not_answered_and_what_is_too_long_not_sent()
    {
        var stranger = X.Posts.Say("Puskesmas mana yang buka?");
        (await Connector.Reply(Account, To(stranger, "Kami buka"), default)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("mentioned or quoted");
        (await Connector.Reply(Account, To(stranger, new string('語', 141)), default)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("280");
        X.Posts.Own.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_to_our_post_is_hidden_and_shown_also_twice(bool repeatable)
    {
        X.Facts.HidingIsRepeatable = repeatable;
        var post = (await Publish(Post("Jadwal"))).ShouldBeOfType<SendOutcome.Sent>().Remote.Id;
        var remote = new RemoteRef(X.Posts.Say($"@{XStandIn.Username} iklan obat", post), null);
        (await Connector.Act(Account, remote, CommentAct.Hide, default)).ShouldBeOfType<SendOutcome.Sent>();
        (await Connector.Act(Account, remote, CommentAct.Hide, default)).ShouldBeOfType<SendOutcome.Sent>();
        X.Posts.All[remote.Id].Hidden.ShouldBeTrue();
        (await Connector.Act(Account, remote, CommentAct.Show, default)).ShouldBeOfType<SendOutcome.Sent>();
        X.Posts.All[remote.Id].Hidden.ShouldBeFalse();
    }

    [Fact]
    public async Task Figures_are_read_and_unknown_is_not_zero()
    {
        var remote = (await Publish(Post())).ShouldBeOfType<SendOutcome.Sent>().Remote;
        (await Connector.Measure(Account, remote, default)).ShouldBe(new PostMeasures(12, 5, 2, 310, 6));
        X.Facts.TellsPrivateFigures = false;
        (await Connector.Measure(Account, remote, default)).ShouldBe(new PostMeasures(12, 5, 2, 310, null));
        X.Misbehave("GET tweet", WireFault.ServerError);
        await Should.ThrowAsync<HttpRequestException>(() => Connector.Measure(Account, remote, default));
    }

    [Fact]
    public async Task What_X_forbids_to_read_for_health_is_heard_and_goes_no_further()
    {
        X.Posts.Say($"@{XStandIn.Username} ibu saya pendarahan, pelayanan buruk");
        var heard = (await Connector.Hear(Account, null, default)).Messages.ShouldHaveSingleItem();
        AnalysisDoor.IsOpen(Connector.Network, isPrivate: false).ShouldBeFalse();
        AnalysisDoor.Admit(Connector.Network, heard.Text, isPrivate: false).ShouldBeNull();
        AnalysisDoor.MayBringForward(Connector.Network).ShouldBeFalse();
        UrgentWords.In(heard.Text, Connector.Network).ShouldBeFalse();
        Connector.Abilities.HasFlag(ConnectorAbilities.Search).ShouldBeFalse("nobody's words are searched there");
    }

    private OutgoingReply To(string id, string text) => new(Guid.CreateVersion7(), Clock.GetUtcNow(), new(id, null), new(id, null), new("x:77", "@siti", "Siti", null), text, "id", Private: false);
}
