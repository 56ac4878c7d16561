using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Notices;

namespace Pendopo.Publishing.Team;

/// <summary>Looks at which centre the working day begins.</summary>
[Job("publishing.remind-all", Queue = "default", MaxAttempts = 3)]
internal sealed record RemindTeams : IJob;

internal sealed class RemindTeamsJob(PendopoDb db, CentreDirectory centres, JobBoard jobs, IDialect dialect, TimeProvider time) : IJobHandler<RemindTeams>
{
    // Puskesmas open at half past seven; a reminder is read before the first patient.
    private const int Hour = 7;

    public async Task<JobOutcome> Run(RemindTeams job, CancellationToken cancel)
    {
        foreach (var centre in await centres.All(cancel))
        {
            var local = centre.Local(time.GetUtcNow());
            var day = DateOnly.FromDateTime(local.DateTime);
            var key = string.Create(CultureInfo.InvariantCulture, $"publishing.remind@{centre.Id}@{day:yyyy-MM-dd}");
            if (local.Hour < Hour || await db.Set<Job>().AnyAsync(row => row.UniqueKey == key, cancel))
                continue;
            var row = jobs.Add(new RemindTeam(day), uniqueKey: key, centre: centre.Id);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException error) when (dialect.IsDuplicate(error))
            {
                // Another node looked first.
                db.Entry(row).State = EntityState.Detached;
            }
        }
        return JobOutcome.Done;
    }
}

/// <summary>Reminds a centre's people of a day: what is due today or late, and what has waited for approval since yesterday.</summary>
[Job("publishing.remind", Queue = "default", MaxAttempts = 6)]
internal sealed record RemindTeam(DateOnly Day) : IJob;

internal sealed class RemindTeamJob(PendopoDb db, CentreScope scope, Holders holders, StaffMail mail, TimeProvider time) : IJobHandler<RemindTeam>
{
    private static readonly TimeSpan LongWait = TimeSpan.FromHours(20);

    public async Task<JobOutcome> Run(RemindTeam job, CancellationToken cancel)
    {
        // The day before is still time to do something about it.
        var until = job.Day.AddDays(1);
        var people = await db.Set<Assignment>().AsNoTracking().Where(row => row.DoneAt == null && row.DueDay <= until).Select(row => row.PersonId).Distinct().ToListAsync(cancel);
        await mail.Tell(people, new("publishing.due-soon", typeof(NoticeText), "WorkIsDue", "/desk/team"), cancel);
        await mail.Tell(await Reviewers(cancel), new("publishing.still-waits", typeof(NoticeText), "StillWaits", "/desk/approvals"), cancel);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    // Nobody is asked to approve what they wrote themselves.
    private async Task<List<Id<Person>>> Reviewers(CancellationToken cancel)
    {
        var since = time.Now() - LongWait;
        var posts = await db.Set<Post>().AsNoTracking().Where(post => post.Review != ReviewState.Approved && post.Review == ReviewState.WaitingForApproval && post.RecalledAt == null && post.EditedAt < since).ToListAsync(cancel);
        var reviewers = posts.Count == 0 ? [] : await holders.Of("publishing.approve", scope.Centre, ownOnly: true, cancel);
        return [.. reviewers.Select(person => person.Id).Where(person => posts.Any(post => !post.HasHandIn(person)))];
    }
}
