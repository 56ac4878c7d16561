using Pendopo.Channels.Contracts;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.Channels.Facebook;

/// <summary>Hearing what people say under posts and in private, and answering it once.</summary>
public sealed class FacebookTalkTests : FacebookTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Comments_come_with_the_post_they_are_about_and_our_own_stay_away(bool tellsAuthors)
    {
        Graph.Facts.TellsAuthors = tellsAuthors;
        var post = Graph.Page.Stands("Jadwal");
        var first = Graph.Page.Talk.Says(post, "Jam buka?");
        var below = Graph.Page.Talk.Says(post, "Saya juga", parent: first.Id, author: "Rina", authorId: "78");
        if (tellsAuthors)
            Graph.Page.Talk.Says(post, "Buka pukul 08.00", author: PageStandIn.Name, authorId: PageStandIn.Id);

        var heard = await Connector.Hear(Account, null, default);

        heard.Messages.Select(message => (message.Remote.Id, message.InReplyTo, message.Root!.Id, message.Text)).ShouldBe(
            [(first.Id, post, post, "Jam buka?"), (below.Id, first.Id, post, "Saya juga")], ignoreOrder: true);
        heard.Messages.Select(message => message.Author.Id).ShouldBe(tellsAuthors ? ["facebook:77", "facebook:78"] : [$"facebook:comment:{first.Id}", $"facebook:comment:{below.Id}"], ignoreOrder: true);
        heard.Messages.ShouldAllBe(message => message.Kind == IncomingKind.Reply && message.Author.Name.Length > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Recommendations_are_heard_and_answered_where_the_network_still_tells_them(bool served)
    {
        Graph.Facts.RatingsServed = served;
        var rating = Graph.Page.Ratings.Says("Bidannya ramah", recommends: true);
        Graph.Page.Talk.Says(Graph.Page.Stands("Jadwal"), "Jam buka?");
        var heard = await Connector.Hear(Account, null, default);
        heard.Lost.ShouldBeNull();
        heard.Messages.Count.ShouldBe(served ? 2 : 1);
        if (!served)
            return;
        var told = heard.Messages.Single(message => message.Kind == IncomingKind.Mention);
        (told.Remote.Id, told.Author.Id, told.Text).ShouldBe((rating.Story, "facebook:77", "(recommends the centre)\n\nBidannya ramah"));
        var reply = new OutgoingReply(Guid.CreateVersion7(), Clock.GetUtcNow(), told.Remote, told.Root!, told.Author, "Terima kasih!", "id", Private: false);
        (await Connector.Reply(Account, reply, default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Page.Talk.Comments.Values.Single(comment => comment.Post == rating.Story).Text.ShouldBe("Terima kasih!");
    }

    [Fact]
    public async Task Between_two_looks_the_network_is_left_alone_and_the_next_one_overlaps()
    {
        var post = Graph.Page.Stands("Jadwal");
        Graph.Page.Talk.Says(post, "Satu");
        var heard = await Connector.Hear(Account, null, default);
        var calls = Graph.Calls.Count;
        Clock.Advance(TimeSpan.FromMinutes(4));
        (await Connector.Hear(Account, heard.Cursor, default)).ShouldBe(Heard.Nothing);
        Graph.Calls.Count.ShouldBe(calls);
        Clock.Advance(TimeSpan.FromMinutes(1));
        Graph.Page.Talk.Says(post, "Dua");
        (await Connector.Hear(Account, heard.Cursor, default)).Messages.Select(message => message.Text).ShouldBe(["Satu", "Dua"]);
        Clock.Advance(TimeSpan.FromDays(2));
        (await Connector.Hear(Account, $"{Clock.GetUtcNow().AddMinutes(-6):O}", default)).Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task More_posts_than_one_page_of_the_answer_are_read_and_a_broken_look_keeps_its_place()
    {
        for (var number = 0; number < 30; number++)
            Graph.Page.Talk.Says(Graph.Page.Stands($"Kabar {number}"), $"Tanya {number}");
        (await Connector.Hear(Account, null, default)).Messages.Count.ShouldBe(30);
        Graph.Misbehave("GET feed", GraphFault.None, GraphFault.ServerError);
        var broken = await Connector.Hear(Account, null, default);
        (broken.Messages.Count, broken.Cursor, broken.Lost).ShouldBe((0, null, null));
        Graph.Misbehave("GET feed", GraphFault.TokenRevoked);
        (await Connector.Hear(Account, null, default)).Lost!.ShouldContain("password");
    }

    [Fact]
    public async Task What_one_person_writes_in_private_is_one_conversation()
    {
        Graph.Page.Talk.Writes("PSID1", "Halo");
        Graph.Page.Talk.Writes("PSID1", "Jam buka?");
        var heard = (await Connector.Hear(Account, null, default)).Messages;
        heard.Count.ShouldBe(2);
        heard.ShouldAllBe(message => message.Kind == IncomingKind.Private && message.Root!.Id == "facebook:PSID1" && message.Author.Id == "facebook:PSID1");
    }

    [Fact]
    public async Task An_answer_to_an_answer_stands_beside_it_because_threads_are_two_levels_deep()
    {
        var post = Graph.Page.Stands("Jadwal");
        var first = Graph.Page.Talk.Says(post, "Jam buka?");
        var below = Graph.Page.Talk.Says(post, "Saya juga", parent: first.Id);
        var heard = (await Connector.Hear(Account, null, default)).Messages.Single(message => message.Remote.Id == below.Id);
        var sent = (await Connector.Reply(Account, To(heard, "Pukul 08.00"), default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Page.Talk.Comments[sent.Remote.Id].Parent.ShouldBe(first.Id);
    }

    [Fact]
    public async Task An_answer_whose_receipt_is_lost_is_looked_for_and_not_said_twice()
    {
        foreach (var fault in new[] { GraphFault.BreakAfter, GraphFault.ServerErrorAfter, GraphFault.WrongJson, GraphFault.EmptyAnswer })
            await Answer(fault);
    }

    private async Task Answer(GraphFault fault)
    {
        Graph.Page.Talk.Comments.Clear();
        Graph.Page.Talk.Letters.Clear();
        var comment = Graph.Page.Talk.Says(Graph.Page.Stands("Jadwal"), "Jam buka?");
        Graph.Page.Talk.Writes("PSID1", "Jam buka?");
        var heard = (await Connector.Hear(Account, null, default)).Messages;
        foreach (var (edge, message) in new[] { ("POST comments", heard.Single(one => one.Remote.Id == comment.Id)), ("POST messages", heard.Single(one => one.Kind == IncomingKind.Private)) })
        {
            var reply = To(message, "Pukul 08.00");
            Graph.Misbehave(edge, fault);
            (await Connector.Reply(Account, reply, default)).ShouldBeOfType<SendOutcome.Sent>();
            // The program stopped before it kept that: the job runs again.
            Clock.Advance(TimeSpan.FromMinutes(5));
            (await Connector.Reply(Account, reply, default)).ShouldBeOfType<SendOutcome.Sent>();
        }
        Graph.Page.Talk.Comments.Values.Count(one => one.Text == "Pukul 08.00").ShouldBe(1);
        Graph.Page.Talk.Letters.Values.Count(one => one.FromPage).ShouldBe(1);
    }

    [Fact]
    public async Task A_private_answer_keeps_to_the_windows_of_the_network()
    {
        var comment = Graph.Page.Talk.Says(Graph.Page.Stands("Jadwal"), "Hasil lab saya?");
        Graph.Page.Talk.Writes("PSID1", "Halo");
        var heard = (await Connector.Hear(Account, null, default)).Messages;
        var (said, letter) = (heard.Single(one => one.Remote.Id == comment.Id), heard.Single(one => one.Kind == IncomingKind.Private));
        (await Connector.Reply(Account, To(said, "Kita lanjutkan di sini.", alone: true), default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Page.Talk.AnsweredAlone[comment.Id].ShouldBe("Kita lanjutkan di sini.");
        (await Connector.Reply(Account, To(said, "Satu lagi", alone: true), default)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("7 days");

        Clock.Advance(TimeSpan.FromDays(3));
        (await Connector.Reply(Account, To(letter, "Maaf terlambat"), default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Page.Talk.Letters.Values.Single(one => one.Text == "Maaf terlambat").Tag.ShouldBe("HUMAN_AGENT");
        Clock.Advance(TimeSpan.FromDays(5));
        (await Connector.Reply(Account, To(letter, "Terlalu lama"), default)).ShouldBeOfType<SendOutcome.Refused>();
        (await Connector.Reply(Account, To(letter, new string('a', 2001)), default)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("2000");
    }

    [Fact]
    public async Task A_comment_is_hidden_shown_liked_and_deleted_where_it_stands()
    {
        var comment = Graph.Page.Talk.Says(Graph.Page.Stands("Jadwal"), "Iklan obat");
        var remote = (await Connector.Hear(Account, null, default)).Messages.ShouldHaveSingleItem().Remote;
        (await Connector.Act(Account, remote, CommentAct.Hide, default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Page.Talk.Comments[comment.Id].Hidden.ShouldBeTrue();
        (await Connector.Act(Account, remote, CommentAct.Show, default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Page.Talk.Comments[comment.Id].Hidden.ShouldBeFalse();
        (await Connector.Act(Account, remote, CommentAct.Like, default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Misbehave("DELETE " + Graph.Calls.Last(call => call.Method == "POST" && call.Path is [_]).Edge.Split(' ')[1], GraphFault.NoPermission);
        (await Connector.Act(Account, remote, CommentAct.Delete, default)).ShouldBeOfType<SendOutcome.Reconnect>();
        (await Connector.Act(Account, remote, CommentAct.Delete, default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Page.Talk.Comments.ShouldBeEmpty();
    }

    [Fact]
    public void The_windows_are_told_before_anybody_writes()
    {
        var now = Clock.GetUtcNow();
        string Rule(bool isPrivate, int hours) => Connector.Rule(Account, isPrivate, now.AddHours(-hours), now).Words!;
        new[] { Rule(false, 1), Rule(false, 200), Rule(true, 1), Rule(true, 30), Rule(true, 200) }.Distinct().Count().ShouldBe(5);
        Connector.Rule(Account, isPrivate: true, now, now).Characters.ShouldBe(2000);
        Connector.Rule(Account, isPrivate: false, now, now).Characters.ShouldBe(8000);
    }

    private OutgoingReply To(Incoming message, string text, bool alone = false) =>
        new(Guid.CreateVersion7(), Clock.GetUtcNow(), message.Remote, message.Root!, message.Author, text, "id", alone || message.Kind == IncomingKind.Private);
}
