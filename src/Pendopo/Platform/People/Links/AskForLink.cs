using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People.Administration;

namespace Pendopo.Platform.People.Links;

/// <summary>Asks for a way back in. The request itself does the same work for every address; who it belongs to is looked up afterwards.</summary>
public sealed class AskForLink(JobBoard jobs, PendopoDb db, MailOut mail, IDataProtectionProvider protection, IStringLocalizer<PeopleText> words)
{
    public async Task<Result<Done>> Run(string? email, CancellationToken cancel)
    {
        if (!EmailForm.IsAddress(email))
            return words.Problem("EmailWrong", "Email");
        if (!mail.IsSetUp)
            return words.Problem("ForgottenNoMail");
        jobs.Add(new SendLink(protection.CreateProtector(SendLinkJob.Seal).Protect(email!.Trim())));
        await db.SaveChangesAsync(cancel);
        return new Done();
    }
}

[Job("platform.send-link", Queue = "mail", MaxAttempts = 3)]
internal sealed record SendLink(string Sealed) : IJob;

internal sealed class SendLinkJob(PendopoDb db, SignInLetters letters, IDataProtectionProvider protection, CentreDirectory centres, CentreScope scope, Here here, TimeProvider time) : IJobHandler<SendLink>
{
    public const string Seal = "link-asked-for";

    // Whoever keeps asking for somebody else fills their mailbox with at most a mail every five minutes.
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(5);

    public async Task<JobOutcome> Run(SendLink job, CancellationToken cancel)
    {
        var email = protection.CreateProtector(Seal).Unprotect(job.Sealed).ToUpperInvariant();
        var account = await db.Set<Account>().FirstOrDefaultAsync(found => found.NormalizedEmail == email && found.DisabledAt == null, cancel);
        var bound = time.Now() - Between;
        if (account is null || await db.Set<AccountLink>().AnyAsync(link => link.AccountId == account.Id && link.CreatedBy == null && link.CreatedAt > bound, cancel))
            return JobOutcome.Done;
        if (await centres.ById(scope.Centre, cancel) is { } centre)
            here.At(centre);
        var person = await db.Set<Person>().FirstAsync(found => found.Id == account.PersonId, cancel);
        await letters.Hand(account, person, LinkKind.Reset, by: null, cancel);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}
