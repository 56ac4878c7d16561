using System.Threading.Channels;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Mail.Smtp;

namespace Pendopo.Channels.Letters;

/// <summary>One go at a letter over several connections at once. Each connection has one copy on its way and no more.</summary>
internal sealed class IssueRun(IServiceScopeFactory scopes, IssueRecipients recipients, LetterKeyring keyring, CentreDirectory centres, CopyWriting writing, DomainPace pace, IConfiguration settings, TimeProvider time)
{
    /// <summary>Setting for how many connections lead to the mail server, 1 to 50.</summary>
    public const string ConnectionsSetting = "Letters:Connections";

    private const int Connections = 8, Page = 500;

    // RFC 5321 section 4.5.4.1: not before half an hour, and on for four or five days; channels.md bounds it at 48 hours.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4),
        TimeSpan.FromHours(8), TimeSpan.FromHours(12), TimeSpan.FromHours(20)];

    private string trouble = "";

    /// <summary>Names this go in the ledger.</summary>
    public Guid Claim { get; } = Guid.CreateVersion7();

    /// <summary>Sends all that is due.</summary>
    /// <returns>Why it broke off, free of addresses; empty when it did not.</returns>
    public async Task<string> Send(Issue issue, MailRoute route, CancellationToken cancel)
    {
        var centre = await centres.ById(issue.CentreId, cancel) ?? throw new InvalidOperationException("A letter has no centre.");
        var keys = await keyring.Open(cancel);
        await using var ledger = new CopyLedger(scopes, issue, Claim, time);
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var due = System.Threading.Channels.Channel.CreateBounded<DueCopy>(Page);
        var reading = Read(issue, due.Writer, broken.Token);
        var lines = Enumerable.Range(0, Math.Clamp(settings.GetValue(ConnectionsSetting, Connections), 1, 50)).Select(_ => Task.Run(async () =>
        {
            using var pen = writing.For(new(centre, issue, route, keys));
            await Line(pen, ledger, due.Reader, broken);
        }, CancellationToken.None)).ToList();
        await Task.WhenAll(lines);
        await broken.CancelAsync();
        await reading;
        cancel.ThrowIfCancellationRequested();
        return trouble;
    }

    private async Task Read(Issue issue, ChannelWriter<DueCopy> due, CancellationToken cancel)
    {
        try
        {
            var (last, full) = (default(Id<IssueCopy>), true);
            while (full)
            {
                var page = await recipients.Due(issue.Id, last, Page, cancel);
                foreach (var copy in page)
                    await due.WriteAsync(copy, cancel);
                full = page.Count == Page;
                last = page.Count > 0 ? page[^1].Id : last;
            }
            due.Complete();
        }
        catch (OperationCanceledException error) when (cancel.IsCancellationRequested)
        {
            due.Complete(error);
        }
        catch (Exception error)
        {
            due.Complete(error);
            throw;
        }
    }

    /// <summary>One connection, from the first copy to the last.</summary>
    private async Task Line(CopyPen pen, CopyLedger ledger, ChannelReader<DueCopy> due, CancellationTokenSource broken)
    {
        SmtpTalk? talk = null;
        SettledCopy? settled = null;
        try
        {
            while (!broken.IsCancellationRequested && await Next(due, broken.Token) is { } copy)
            {
                // Not yet: its line says when, and the next reader is looked at.
                if (copy.Wanted && pace.Until(copy.Email) is { } at)
                {
                    await ledger.Delay(copy.Id, at);
                    continue;
                }
                var mayLeave = await ledger.Keep(settled, copy.Id);
                settled = null;
                if (!mayLeave)
                    continue;
                if (!copy.Wanted)
                {
                    settled = new(copy.Id, CopyState.Stopped, "");
                    continue;
                }
                (talk, settled) = await Hand(pen, talk, copy, broken);
            }
        }
        finally
        {
            if (settled is not null)
                await ledger.Keep(settled, null);
            if (talk is not null)
                await talk.DisposeAsync();
        }
    }

    private static async Task<DueCopy?> Next(ChannelReader<DueCopy> due, CancellationToken cancel)
    {
        if (due.TryRead(out var ready))
            return ready;
        try
        {
            return await due.WaitToReadAsync(cancel) && due.TryRead(out var copy) ? copy : null;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<(SmtpTalk? Talk, SettledCopy Settled)> Hand(CopyPen pen, SmtpTalk? talk, DueCopy copy, CancellationTokenSource broken)
    {
        try
        {
            talk ??= await SmtpTalk.Open(pen.Route, time, broken.Token);
        }
        catch (SmtpTrouble error)
        {
            return (null, await Break(copy, error.Message, broken));
        }
        catch (OperationCanceledException) when (broken.IsCancellationRequested)
        {
            return (null, new(copy.Id, CopyState.Waiting, "", time.Now()));
        }
        var (mail, from) = pen.Write(copy);
        // Not broken off: half a mail that nobody knows of helps nobody who waits for the end.
        var handed = await talk.Hand(from, copy.Email, mail, CancellationToken.None);
        if (!handed.Usable)
        {
            await talk.DisposeAsync();
            talk = null;
        }
        if (handed.What == Handed.NotNow)
            pace.Answered(copy.Email, handed.Reason);
        return (talk, handed.What == Handed.SenderRefused ? await Break(copy, handed.Reason, broken) : Settle(copy, handed));
    }

    private async Task<SettledCopy> Break(DueCopy copy, string reason, CancellationTokenSource broken)
    {
        trouble = reason;
        await broken.CancelAsync();
        return new(copy.Id, CopyState.Waiting, reason, time.Now());
    }

    private SettledCopy Settle(DueCopy copy, HandedMail handed) => handed.What switch
    {
        Handed.Taken => new(copy.Id, CopyState.Sent, ""),
        Handed.Unknown => new(copy.Id, CopyState.Unknown, handed.Reason),
        Handed.NotNow when copy.Attempts < Pauses.Length => new(copy.Id, CopyState.Waiting, handed.Reason, time.Now() + Pauses[copy.Attempts]),
        _ => new(copy.Id, CopyState.Refused, handed.Reason),
    };
}
