using System.Text;
using Pendopo.Platform.Mail.Smtp;
using Pendopo.Testing;

namespace Pendopo.Tests.Channels.Letters;

/// <summary>Our own talk with a mail server, against one of npm's.</summary>
public sealed class SmtpTalkTests(SmtpTalkTests.Server server) : IClassFixture<SmtpTalkTests.Server>
{
    private static readonly byte[] Mail = Encoding.ASCII.GetBytes("From: a@melati.example\r\nSubject: dots\r\n\r\n.one\r\n..two\r\n.\r\nend\r\n");

    private LetterSink Sink => server.Sink;

    [Fact]
    public async Task One_talk_carries_many_mails_and_a_refusal_between_them_and_every_dot_arrives()
    {
        await Sink.RefuseAsync("no@warga.example", 550);
        await Sink.RefuseAsync("later@warga.example", 451);
        await using var talk = await Open(Sink.Port);
        (await talk.Hand("a@melati.example", "one@warga.example", Mail, default)).What.ShouldBe(Handed.Taken);
        var refused = await talk.Hand("a@melati.example", "no@warga.example", Mail, default);
        (refused.What, refused.Usable).ShouldBe((Handed.Refused, true));
        refused.Reason.ShouldStartWith("550");
        (await talk.Hand("a@melati.example", "later@warga.example", Mail, default)).What.ShouldBe(Handed.NotNow);
        (await talk.Hand("a@melati.example", "two@warga.example", Mail, default)).What.ShouldBe(Handed.Taken);
        (await Sink.LetterToAsync("two@warga.example")).Raw.ShouldBe(Encoding.ASCII.GetString(Mail));
        (await Sink.CountsAsync()).Keys.ShouldNotContain("no@warga.example");
    }

    [Fact]
    public async Task A_server_that_dislikes_the_sender_refuses_nobody()
    {
        await using var own = await LetterSink.StartAsync();
        await own.RefuseSendersAsync(550);
        await using var talk = await Open(own.Port);
        (await talk.Hand("a@melati.example", "one@warga.example", Mail, default)).What.ShouldBe(Handed.SenderRefused);
    }

    [Fact]
    public async Task An_answer_lost_after_the_whole_mail_is_unknown_and_a_connection_lost_before_it_is_not()
    {
        await using var proxy = new FaultProxy(Sink.Port, Encoding.ASCII.GetBytes("\r\n.\r\n"));
        proxy.Fault = NetworkFault.LosesAnswer;
        await using var talk = await Open(proxy.Port);
        var lost = await talk.Hand("a@melati.example", "lost@warga.example", Mail, default);
        (lost.What, lost.Usable).ShouldBe((Handed.Unknown, false));
        (await talk.Hand("a@melati.example", "after@warga.example", Mail, default)).What.ShouldBe(Handed.NotNow);
    }

    [Theory]
    [InlineData("right", true)]
    [InlineData("wrong", false)]
    public async Task Signing_in_is_answered(string password, bool lets)
    {
        var route = Route(Sink.Port) with { User = "pendopo", Password = password };
        if (lets)
            await using (await SmtpTalk.Open(route, TimeProvider.System, default)) { }
        else
            (await Should.ThrowAsync<SmtpTrouble>(() => SmtpTalk.Open(route, TimeProvider.System, default))).Message.ShouldContain("535");
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_talked_to() =>
        await Should.ThrowAsync<SmtpTrouble>(() => SmtpTalk.Open(Route(Sink.Port) with { Security = SmtpSecurity.StartTls }, TimeProvider.System, default));

    [Fact]
    public async Task No_address_carries_a_command()
    {
        await using var talk = await Open(Sink.Port);
        (await talk.Hand("a@melati.example", "x@warga.example>\r\nRCPT TO:<y@warga.example", Mail, default)).What.ShouldBe(Handed.Refused);
        (await Sink.CountsAsync()).Keys.ShouldNotContain("y@warga.example");
    }

    private static MailRoute Route(int port) => new(LetterSink.Host, port, SmtpSecurity.None, "", "", "a@melati.example");

    private static Task<SmtpTalk> Open(int port) => SmtpTalk.Open(Route(port), TimeProvider.System, default);

    public sealed class Server : IAsyncLifetime
    {
        internal LetterSink Sink { get; private set; } = null!;

        public async Task InitializeAsync() => Sink = await LetterSink.StartAsync();

        public async Task DisposeAsync() => await Sink.DisposeAsync();
    }
}
