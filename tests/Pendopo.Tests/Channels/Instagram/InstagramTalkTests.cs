using Pendopo.Channels.Contracts;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.Channels.Instagram;

/// <summary>Hearing what people say under pictures and in private, and answering it once.</summary>
public sealed class InstagramTalkTests : InstagramTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Comments_come_with_the_picture_they_are_about_and_an_answer_stands_one_level_below(bool tellsAuthors)
    {
        Graph.Facts.TellsAuthors = tellsAuthors;
        var medium = Graph.Instagram.Stands("Jadwal");
        var first = Graph.Instagram.Talk.Says(medium, "Jam buka?");
        var below = Graph.Instagram.Talk.Says(medium, "Saya juga", "rina", parent: first.Id);
        Graph.Instagram.Talk.Says(medium, "Buka pukul 08.00", InstagramStandIn.Username);

        var heard = (await Connector.Hear(Account(), null, default)).Messages;

        heard.Select(message => (message.Remote.Id, message.InReplyTo, message.Root!.Id, message.Author.Handle)).ShouldBe([(first.Id, medium, medium, "@siti"), (below.Id, first.Id, medium, "@rina")], ignoreOrder: true);
        var reply = To(heard.Single(message => message.Remote.Id == below.Id), "Pukul 08.00");
        Graph.Misbehave("POST replies", GraphFault.BreakAfter);
        var sent = (await Connector.Reply(Account(), reply, default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Instagram.Talk.Comments[sent.Remote.Id].Parent.ShouldBe(first.Id);
        Clock.Advance(TimeSpan.FromMinutes(5));
        (await Connector.Reply(Account(), reply, default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Instagram.Talk.Comments.Values.Count(comment => comment.Text == "Pukul 08.00").ShouldBe(1);
    }

    [Fact]
    public async Task A_private_answer_keeps_to_the_windows_of_the_network()
    {
        var comment = Graph.Instagram.Talk.Says(Graph.Instagram.Stands("Jadwal"), "Hasil lab saya?");
        Graph.Instagram.Talk.Writes("IGSITI", "Halo");
        var heard = (await Connector.Hear(Account(), null, default)).Messages;
        var (said, letter) = (heard.Single(one => one.Remote.Id == comment.Id), heard.Single(one => one.Kind == IncomingKind.Private));
        letter.Root!.Id.ShouldBe("instagram:IGSITI");
        (await Connector.Reply(Account(), To(said, "Kita lanjutkan di sini.", alone: true), default)).ShouldBeOfType<SendOutcome.Sent>();
        (await Connector.Reply(Account(), To(letter, "Halo, Bu"), default)).ShouldBeOfType<SendOutcome.Sent>();
        Clock.Advance(TimeSpan.FromDays(8));
        (await Connector.Reply(Account(), To(letter, "Terlalu lama"), default)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("7 days");
        (await Connector.Reply(Account(), To(letter, new string('a', 1001)), default)).ShouldBeOfType<SendOutcome.Refused>();
    }

    private OutgoingReply To(Incoming message, string text, bool alone = false) =>
        new(Guid.CreateVersion7(), Clock.GetUtcNow(), message.Remote, message.Root!, message.Author, text, "id", alone || message.Kind == IncomingKind.Private);
}
