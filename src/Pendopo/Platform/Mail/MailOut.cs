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
/// <param name="Enclosed">Files that go with it; null for none.</param>
/// <param name="InReplyTo">The Message-ID that it answers, without its brackets; null for none.</param>
public sealed record Letter(Guid Id, string To, string Purpose, string Subject, string Text, string Language, IReadOnlyList<Enclosure>? Enclosed = null, string? InReplyTo = null);

/// <summary>What a mail belongs to that is sent once.</summary>
/// <param name="Key">Names the mail for ever: it is queued once, and its Message-ID is made of it.</param>
/// <param name="To">The Message-ID that it answers, without its brackets; null for one that answers nothing.</param>
public sealed record MailThread(Guid Key, string? To)
{
    /// <summary>By which its job is known.</summary>
    public string JobKey => $"mail@{Key:n}";
}

/// <summary>A file that goes with a mail. The mail waits in the table of jobs with it, so it is small: a page, not a picture.</summary>
/// <param name="Name">The name it is kept under: ASCII, such as `week-en.pdf`.</param>
/// <param name="Mime">`application/pdf`.</param>
/// <param name="Bytes">At most <see cref="Most"/>.</param>
/// <param name="Text">The words in it, which the guard of the exit reads.</param>
/// <param name="Language">The language of these words, `id` or `en`.</param>
public sealed record Enclosure(string Name, string Mime, byte[] Bytes, string Text, string Language)
{
    public const int Most = 200_000;
}

/// <summary>Puts mails on their way, in the caller's transaction. Nobody's work waits for one: what a mail says is also in the pages.</summary>
public sealed class MailOut(JobBoard jobs, IConfiguration settings, IDataProtectionProvider protection)
{
    internal const string Exit = "platform.mail", Seal = "mail-in-queue";

    /// <summary>Whether a mail server and a sender are set.</summary>
    public bool IsSetUp => settings[SettingKeys.MailHost] is { Length: > 0 } && settings[SettingKeys.MailFrom] is { Length: > 0 };

    /// <param name="thread">What it answers; saving an answer that was queued before fails as a duplicate.</param>
    /// <summary>Adds the mail to the context; it leaves after the caller saved. Without a mail server nothing is added, and the answer is false.</summary>
    public bool Add(string to, string purpose, string subject, string text, string language, IReadOnlyList<Enclosure>? enclosed = null, MailThread? thread = null)
    {
        if (!IsSetUp)
            return false;
        if (enclosed?.FirstOrDefault(file => file.Bytes.Length > Enclosure.Most) is { } heavy)
            throw new ArgumentException($"{heavy.Name} is too large to go with a mail.", nameof(enclosed));
        var letter = new Letter(thread?.Key ?? Guid.CreateVersion7(), to, purpose, subject, text, language, enclosed, thread?.To);
        jobs.Add(new SendMail(protection.CreateProtector(Seal).Protect(JsonSerializer.Serialize(letter))), uniqueKey: thread?.JobKey);
        return true;
    }
}

/// <summary>The mail's words and address are sealed: the table of jobs is read by more people than the mail is for.</summary>
[Job("platform.mail", Queue = "mail", MaxAttempts = 10)]
internal sealed record SendMail(string Sealed) : IJob;
