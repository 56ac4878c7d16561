using System.Text;

namespace Pendopo.Platform.Mail.Smtp;

/// <summary>A talk with a mail server (RFC 5321) that carries one mail after the other and says of each what became of it. Whoever must not send twice
/// needs to know whether the last word was answered, which System.Net.Mail does not tell.</summary>
internal sealed class SmtpTalk : IAsyncDisposable
{
    // RFC 5321 section 4.5.3.2 lets a server think for five minutes, and for ten over a whole mail.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1), PatienceAtEnd = TimeSpan.FromMinutes(10), PatienceToLeave = TimeSpan.FromSeconds(5);

    private readonly SmtpWire wire;
    private HashSet<string> abilities = [];
    private string[] ways = [];

    private SmtpTalk(SmtpWire wire) => this.wire = wire;

    /// <summary>Opens a talk up to the point where a mail can be handed over. Throws <see cref="SmtpTrouble"/> when it cannot be opened.</summary>
    public static async Task<SmtpTalk> Open(MailRoute route, TimeProvider time, CancellationToken cancel)
    {
        var talk = new SmtpTalk(await SmtpWire.Dial(route.Host, route.Port, Patience, time, cancel));
        try
        {
            await talk.Greet(route, cancel);
            return talk;
        }
        catch
        {
            await talk.wire.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hands over one mail for one recipient.</summary>
    /// <param name="from">The return address of the envelope.</param>
    /// <param name="mail">The whole mail, its lines ended by CR LF.</param>
    public async Task<HandedMail> Hand(string from, string to, ReadOnlyMemory<byte> mail, CancellationToken cancel)
    {
        try
        {
            if (await Announce(from, to, cancel) is { } no)
                return no;
        }
        catch (SmtpTrouble trouble)
        {
            // Not a word of the mail itself was sent.
            return new(Handed.NotNow, trouble.Message, Usable: false);
        }
        try
        {
            await wire.Write(SmtpBody.Of(mail.Span), PatienceAtEnd, cancel);
            var end = await wire.Read(PatienceAtEnd, cancel);
            return end.Yes ? new(Handed.Taken, end.Told, Usable: true) : No(end);
        }
        catch (SmtpTrouble trouble)
        {
            return new(Handed.Unknown, trouble.Message, Usable: false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await wire.Say("QUIT", PatienceToLeave, CancellationToken.None);
        }
        catch (SmtpTrouble)
        {
            // Whoever hung up already needs no farewell.
        }
        await wire.DisposeAsync();
    }

    private async Task Greet(MailRoute route, CancellationToken cancel)
    {
        if (route.Security == SmtpSecurity.Tls)
            await wire.Hide(route.Host, Patience, cancel);
        Expect(await wire.Read(Patience, cancel));
        await Hello(route, cancel);
        if (route.Security == SmtpSecurity.StartTls)
        {
            if (!abilities.Contains("STARTTLS"))
                throw new SmtpTrouble("It cannot hide what is said to it (STARTTLS).");
            Expect(await Ask("STARTTLS", cancel));
            await wire.Hide(route.Host, Patience, cancel);
            await Hello(route, cancel);
        }
        if (route.User.Length > 0)
            await SignIn(route, cancel);
    }

    private async Task Hello(MailRoute route, CancellationToken cancel)
    {
        var reply = await Ask($"EHLO {route.Domain}", cancel);
        Expect(reply);
        var said = reply.Lines.Skip(1).Select(line => line.Trim().ToUpperInvariant()).ToList();
        abilities = [.. said.Select(line => line.Split(' ')[0])];
        ways = said.Where(line => line.StartsWith("AUTH ", StringComparison.Ordinal)).SelectMany(line => line.Split(' ').Skip(1)).ToArray();
    }

    private async Task SignIn(MailRoute route, CancellationToken cancel)
    {
        if (ways.Contains("PLAIN"))
            Expect(await Ask("AUTH PLAIN " + Base64($"\0{route.User}\0{route.Password}"), cancel));
        else if (ways.Contains("LOGIN"))
        {
            var reply = await Ask("AUTH LOGIN", cancel);
            if (reply.GoOn)
                reply = await Ask(Base64(route.User), cancel);
            Expect(reply.GoOn ? await Ask(Base64(route.Password), cancel) : reply);
        }
        else
            throw new SmtpTrouble("It offers no way to sign in that is known here (PLAIN, LOGIN).");
    }

    /// <summary>Says from whom and to whom; null when the mail may follow. Without answers in between where the server takes that (RFC 2920).</summary>
    private async Task<HandedMail?> Announce(string from, string to, CancellationToken cancel)
    {
        string[] words = [$"MAIL FROM:<{from}>", $"RCPT TO:<{to}>", "DATA"];
        if (words.Any(word => word.AsSpan().IndexOfAny('\r', '\n') >= 0 || !Ascii.IsValid(word)))
            return new(Handed.Refused, "The address cannot be sent to.", Usable: true);
        var together = abilities.Contains("PIPELINING");
        if (together)
            await wire.Say(string.Join("\r\n", words), Patience, cancel);
        SmtpReply? first = null;
        var ofSender = false;
        for (var index = 0; index < words.Length; index++)
        {
            if (!together && first is null)
                await wire.Say(words[index], Patience, cancel);
            if (!together && first is not null)
                break;
            var reply = await wire.Read(Patience, cancel);
            if (first is null && !(index == 2 ? reply.GoOn : reply.Yes))
                (first, ofSender) = (reply, index == 0);
            else if (first is not null && index == 2 && reply.GoOn)
            {
                // It waits for a mail that nobody may get: an empty one is ended at once (RFC 2920 section 3.1).
                await wire.Say(".", Patience, cancel);
                await wire.Read(Patience, cancel);
            }
        }
        if (first is null)
            return null;
        var no = No(first);
        if (no.Usable)
            Expect(await Ask("RSET", cancel));
        return ofSender && no.What == Handed.Refused ? no with { What = Handed.SenderRefused } : no;
    }

    // 421: the server is about to hang up, whatever it was asked (RFC 5321 section 3.8).
    private static HandedMail No(SmtpReply reply) => new(reply.Code >= 500 ? Handed.Refused : Handed.NotNow, reply.Told, Usable: reply.Code != 421);

    private async Task<SmtpReply> Ask(string line, CancellationToken cancel)
    {
        await wire.Say(line, Patience, cancel);
        return await wire.Read(Patience, cancel);
    }

    private static void Expect(SmtpReply reply)
    {
        if (!reply.Yes)
            throw new SmtpTrouble($"It answered {reply.Told}.");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
