using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Mail;

/// <summary>Asks the mail's exit, then hands the mail to the mail server.</summary>
internal sealed class SendMailJob(IConfiguration settings, IDataProtectionProvider protection, ExitDoors exits, CentreScope scope, TimeProvider time) : IJobHandler<SendMail>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<JobOutcome> Run(SendMail job, CancellationToken cancel)
    {
        var letter = JsonSerializer.Deserialize<Letter>(protection.CreateProtector(MailOut.Seal).Unprotect(job.Sealed))!;
        if (settings[SettingKeys.MailHost] is not { Length: > 0 })
            return JobOutcome.Cancel("No mail server is set any more.");
        if (await Held(letter, cancel) is { } kinds)
            return JobOutcome.Cancel("Held by the privacy guard: " + kinds);
        return await Send(letter, cancel);
    }

    /// <summary>What the guard found in the mail, or in a file that goes with it, read in the file's own language; null when all may leave.</summary>
    private async Task<string?> Held(Letter letter, CancellationToken cancel)
    {
        var leaving = new Leaving(MailOut.Exit, scope.Centre, "mail:" + letter.Purpose, [new("subject", letter.Subject), new("text", letter.Text)], letter.Language);
        foreach (var part in (letter.Enclosed ?? []).Select(file => leaving with { Texts = [new("file", file.Text)], Language = file.Language }).Prepend(leaving))
        {
            if (await exits.Ask(part, cancel) is { MayLeave: false } held)
                return string.Join(", ", held.Reasons.Select(reason => reason.Kind).Distinct(StringComparer.Ordinal));
        }
        return null;
    }

    private async Task<JobOutcome> Send(Letter letter, CancellationToken cancel)
    {
        using var client = Client();
        using var mail = Message(letter);
        using var patience = new CancellationTokenSource(Patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            // Left behind besides being cancelled: a server that takes the connection and says nothing holds the client in its greeting.
            await client.SendMailAsync(mail, limit.Token).WaitAsync(limit.Token);
            return JobOutcome.Done;
        }
        catch (SmtpException error) when ((int)error.StatusCode is >= 550 and < 560)
        {
            // The server refuses this recipient or this mail for good (RFC 5321 section 4.2.1); its text may quote the address.
            return JobOutcome.Cancel($"The mail server refused it for good ({(int)error.StatusCode}).");
        }
        catch (SmtpException error)
        {
            return JobOutcome.Again($"The mail server did not take it ({(int)error.StatusCode}).");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return JobOutcome.Again($"The mail server did not answer within {Patience.TotalSeconds} s.");
        }
    }

    private SmtpClient Client()
    {
        var port = int.TryParse(settings[SettingKeys.MailPort], CultureInfo.InvariantCulture, out var set) ? set : 587;
        var client = new SmtpClient(settings[SettingKeys.MailHost], port) { EnableSsl = settings[SettingKeys.MailSecurity] != "none" };
        if (settings[SettingKeys.MailUser] is { Length: > 0 } user)
            client.Credentials = new NetworkCredential(user, MailSettings.Open(protection, settings[SettingKeys.MailPassword]));
        return client;
    }

    private MailMessage Message(Letter letter)
    {
        var from = new MailAddress(settings[SettingKeys.MailFrom]!);
        var mail = new MailMessage(from, new MailAddress(letter.To))
        {
            Subject = letter.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = letter.Text,
            BodyEncoding = Encoding.UTF8,
        };
        mail.Headers.Add("Message-ID", $"<{letter.Id:N}@{from.Host}>");
        mail.Headers.Add("Content-Language", letter.Language);
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (letter.InReplyTo is { } answered && answered.All(sign => sign is > ' ' and <= '~' and not '<' and not '>'))
        {
            // A person wrote it: no program's answer.
            mail.Headers.Remove("Auto-Submitted");
            mail.Headers.Add("In-Reply-To", $"<{answered}>");
            mail.Headers.Add("References", $"<{answered}>");
        }
        foreach (var file in letter.Enclosed ?? [])
            mail.Attachments.Add(new(new MemoryStream(file.Bytes), file.Name, file.Mime)); // disposed with the mail
        return mail;
    }
}
