using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Mail;

/// <summary>One mail to one person.</summary>
/// <param name="Id">Becomes its Message-ID: a mail that is sent twice is recognised by it.</param>
/// <param name="To">The address.</param>
/// <param name="Purpose">What it is about, `invitation`; no personal data.</param>
/// <param name="Language">`id` or `en`.</param>
public sealed record Letter(Guid Id, string To, string Purpose, string Subject, string Text, string Language);

/// <summary>Puts mails on their way, in the caller's transaction. Nobody's work waits for one: what a mail says is also in the pages.</summary>
public sealed class MailOut(JobBoard jobs, IConfiguration settings, IDataProtectionProvider protection)
{
    internal const string Exit = "platform.mail", Seal = "mail-in-queue";

    /// <summary>Whether a mail server and a sender are set.</summary>
    public bool IsSetUp => settings[SettingKeys.MailHost] is { Length: > 0 } && settings[SettingKeys.MailFrom] is { Length: > 0 };

    /// <summary>Adds the mail to the context; it leaves after the caller saved. Without a mail server nothing is added, and the answer is false.</summary>
    public bool Add(string to, string purpose, string subject, string text, string language)
    {
        if (!IsSetUp)
            return false;
        var letter = new Letter(Guid.CreateVersion7(), to, purpose, subject, text, language);
        jobs.Add(new SendMail(protection.CreateProtector(Seal).Protect(JsonSerializer.Serialize(letter))));
        return true;
    }
}

/// <summary>The mail's words and address are sealed: the table of jobs is read by more people than the mail is for.</summary>
[Job("platform.mail", Queue = "mail", MaxAttempts = 10)]
internal sealed record SendMail(string Sealed) : IJob;
