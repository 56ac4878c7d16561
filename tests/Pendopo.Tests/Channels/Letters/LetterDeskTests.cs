using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Letters;
using Pendopo.Platform.Mail.Dns;
using Pendopo.Publishing.Digests;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;

namespace Pendopo.Tests.Channels.Letters;

/// <summary>What the desk does about letters; nothing of it asks a mail server.</summary>
[Collection("channels on sqlite")]
public sealed class LetterDeskTests(SqliteApp app) : AppTests(app)
{
    private LetterStage Stage => new(App);

    [Fact]
    public async Task A_digest_is_a_draft_of_what_stood_on_the_site_and_of_nothing_else()
    {
        var publishing = new PublishingStage(App);
        var post = await publishing.Approved();
        await publishing.Schedule(post.Id, null);
        await Stage.Round();
        await publishing.Approved(PublishingStage.Words("Belum terbit"));
        var today = DateOnly.FromDateTime((await App.CentreOf("melati")).Local(App.Clock.GetUtcNow()).DateTime);
        var made = await publishing.As("officer", scope => scope.GetRequiredService<DraftDigest>().Run(new(today, today, "id", [post.Id]), default));
        var digest = made.Value;
        digest.Words.Text.ShouldContain("## Pemberian oralit di rumah");
        digest.Words.Text.ShouldContain("/posts/");
        digest.Words.Text.ShouldNotContain("Belum terbit");
        digest.IsApproved.ShouldBeFalse();
        (await publishing.As("officer", scope => scope.GetRequiredService<DraftDigest>().Run(new(today.AddDays(-900), today.AddDays(-890), "id", []), default))).Problems[0].Code.ShouldBe("NothingToTell");
        using var officer = await App.Client("officer");
        (await officer.Page("/desk/digest")).QuerySelector("main")!.TextContent.ShouldContain("Pemberian oralit di rumah");
    }

    [Fact]
    public async Task The_composer_shows_a_post_as_the_letter_it_becomes()
    {
        var list = await Stage.List(25);
        var post = await new PublishingStage(App).Draft();
        using var officer = await App.Client("officer");
        using var answer = await officer.GetAsync($"/desk/posts/{post.Id}/letter/{list}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("<strong>oralit</strong>");
        html.ShouldNotContain("%%");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'unsafe-inline'");
        html.ShouldNotContain("<script");
        (await officer.Page($"/desk/posts/{post.Id}")).QuerySelector($"a[href$='/letter/{list}']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Readers_come_in_with_the_proof_that_they_agreed_or_not_at_all()
    {
        var list = await Stage.List(25);
        using var officer = await App.Client("officer");
        (await officer.Submit("/desk/letters", "bring", ("Form.List", $"{list}"), ("Form.Lines", "sari@warga.example"), ("Form.Proof", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var brought = await (await officer.Submit("/desk/letters", "bring", ("Form.List", $"{list}"), ("Form.Lines", "sari@warga.example, Sari\nbukan alamat\nSARI@warga.example"), ("Form.Proof", "Formulir kertas 3 Mei"))).Document();
        brought.QuerySelector("main")!.TextContent.ShouldContain("Formulir kertas 3 Mei");
        (await Stage.Reader("sari@warga.example")).Name.ShouldBe("Sari");
        using var clinician = await App.Client("head");
        (await clinician.Page("/desk/letters")).QuerySelector("main")!.TextContent.ShouldNotContain("sari@warga.example");
    }

    [Theory]
    [InlineData("", RecordState.Missing)]
    [InlineData("v=DKIM1; k=rsa; p=AAAA", RecordState.Differs)]
    [InlineData("ours", RecordState.Stands)]
    public async Task What_stands_in_DNS_is_asked_for_and_told_in_words(string stands, RecordState state)
    {
        await Stage.Set(25);
        var facts = (await Stage.As(services => services.GetRequiredService<LetterSender>().Facts(default)))!;
        await using var dns = new NameServer(name => name == facts.Records[0].Name ? stands == "ours" ? facts.Records[0].Value : stands : "");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(TxtLookup.ServerSetting, $"127.0.0.1:{dns.Port}")]).Build();
        var looked = await Stage.As(services => ActivatorUtilities.CreateInstance<LetterSender>(services, new TxtLookup(configuration, TimeProvider.System)).Look(facts, default));
        looked.Records[0].State.ShouldBe(state);
        looked.Records[1].State.ShouldBe(RecordState.Missing);
    }

    /// <summary>Answers every question for TXT by what it is told stands there.</summary>
    private sealed class NameServer : IAsyncDisposable
    {
        private readonly UdpClient socket = new(new IPEndPoint(IPAddress.Loopback, 0));
        private readonly Func<string, string> records;
        private readonly Task answering;

        public NameServer(Func<string, string> records)
        {
            this.records = records;
            answering = Answer();
        }

        public int Port => ((IPEndPoint)socket.Client.LocalEndPoint!).Port;

        public async ValueTask DisposeAsync()
        {
            socket.Dispose();
            await answering;
        }

        private async Task Answer()
        {
            try
            {
                while (true)
                {
                    var asked = await socket.ReceiveAsync();
                    await socket.SendAsync(Reply(asked.Buffer), asked.RemoteEndPoint);
                }
            }
            catch (Exception error) when (error is ObjectDisposedException or SocketException)
            {
                // The test is over.
            }
        }

        private byte[] Reply(byte[] question)
        {
            var (labels, at) = (new List<string>(), 12);
            for (; question[at] != 0; at += question[at] + 1)
                labels.Add(System.Text.Encoding.ASCII.GetString(question, at + 1, question[at]));
            var text = records(string.Join('.', labels));
            byte[] head = [question[0], question[1], 0x81, 0x80, 0, 1, 0, (byte)(text.Length > 0 ? 1 : 0), 0, 0, 0, 0];
            byte[] reply = [.. head, .. question[12..(at + 5)]];
            if (text.Length == 0)
                return reply;
            byte[] data = [.. text.Chunk(255).SelectMany(part => System.Text.Encoding.ASCII.GetBytes(part).Prepend((byte)part.Length))];
            return [.. reply, 0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, (byte)(data.Length >> 8), (byte)data.Length, .. data];
        }
    }
}
