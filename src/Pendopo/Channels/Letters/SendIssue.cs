using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail.Smtp;
using Microsoft.AspNetCore.DataProtection;

namespace Pendopo.Channels.Letters;

/// <summary>Sends what is due of one letter. A program that is killed leaves at most one copy a connection of which nobody knows; the rest goes on.</summary>
[Job("channels.letter", Queue = "letters", MaxAttempts = 100)]
internal sealed record SendIssue(Id<Issue> Issue) : IJob;

internal sealed class SendIssueJob(PendopoDb db, IssueRecipients recipients, IssueRun run, IConfiguration settings, IDataProtectionProvider protection, TimeProvider time) : IJobHandler<SendIssue>
{
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMinutes(1), Soonest = TimeSpan.FromSeconds(5);

    public async Task<JobOutcome> Run(SendIssue job, CancellationToken cancel)
    {
        if (await db.Set<Issue>().FirstOrDefaultAsync(row => row.Id == job.Issue, cancel) is not { State: IssueState.Sending } issue)
            return JobOutcome.Cancel("The letter was taken back.");
        if (MailRoute.Of(settings, protection) is not { } route)
            return await Wait(issue, "No mail server is set.", AfterTrouble, cancel);
        await recipients.Fill(issue, cancel);
        // What an earlier run was handing over when it died: nobody knows.
        await db.Set<IssueCopy>().Where(row => row.IssueId == issue.Id && row.State == CopyState.Leaving && row.Claim != run.Claim)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, CopyState.Unknown).SetProperty(row => row.Reason, "The program stopped while it was handed over."), cancel);
        var trouble = await run.Send(issue, route, cancel);
        await db.Entry(issue).ReloadAsync(cancel);
        if (issue.State != IssueState.Sending)
            return JobOutcome.Done;
        if (trouble.Length > 0)
            return await Wait(issue, trouble, AfterTrouble, cancel);
        var next = await db.Set<IssueCopy>().Where(row => row.IssueId == issue.Id && row.State == CopyState.Waiting).OrderBy(row => row.RunAt).Select(row => (DateTimeOffset?)row.RunAt).FirstOrDefaultAsync(cancel);
        if (next is { } at)
            return await Wait(issue, "", at - time.GetUtcNow() is var pause && pause > Soonest ? pause : Soonest, cancel);
        issue.End(time.Now());
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    private async Task<JobOutcome> Wait(Issue issue, string trouble, TimeSpan pause, CancellationToken cancel)
    {
        issue.Say(trouble);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Later(pause);
    }
}
