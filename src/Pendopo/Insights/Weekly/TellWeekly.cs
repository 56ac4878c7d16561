using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Insights.Dashboard;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;

namespace Pendopo.Insights.Weekly;

/// <summary>Looks at which centre a new week has begun.</summary>
[Job("insights.weekly-all", MaxAttempts = 1)]
internal sealed record TellWeekly : IJob;

internal sealed class TellWeeklyJob(PendopoDb db, CentreDirectory centres, JobBoard jobs, TimeProvider time) : IJobHandler<TellWeekly>
{
    // On Monday, before the first meeting of the week.
    private const int Hour = 7;

    public async Task<JobOutcome> Run(TellWeekly job, CancellationToken cancel)
    {
        foreach (var centre in await centres.All(cancel))
        {
            var local = centre.Local(time.GetUtcNow());
            var monday = DashboardReader.Monday(DateOnly.FromDateTime(local.DateTime)).AddDays(-7);
            // A program that slept on Monday tells it later in the week.
            if ((local.DayOfWeek != DayOfWeek.Monday || local.Hour >= Hour) && !await db.Set<WeeklyTold>().AcrossCentres().AnyAsync(row => row.CentreId == centre.Id && row.Monday == monday, cancel))
                jobs.Add(new TellWeek(monday), centre: centre.Id);
        }
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("insights.weekly", MaxAttempts = 6)]
internal sealed record TellWeek(DateOnly Monday) : IJob;

/// <summary>Sends the head the report of a week, in both languages: what is read on a phone at the first meeting needs no sign-in. The mails and the mark that they went stand in one transaction under a unique key, so that
/// a job that runs twice, or on two nodes, tells it once.</summary>
internal sealed class TellWeekJob(PendopoDb db, CentreScope scope, Holders holders, StaffMail mail, WeeklyLetter letter, TimeProvider time) : IJobHandler<TellWeek>
{
    public async Task<JobOutcome> Run(TellWeek job, CancellationToken cancel)
    {
        if (await db.Set<WeeklyTold>().AnyAsync(row => row.Monday == job.Monday, cancel))
            return JobOutcome.Cancel("It was told already.");
        db.Add(WeeklyTold.Of(scope.Centre, job.Monday, time.Now()));
        var heads = await holders.Of(InsightsRoom.MayReceive, scope.Centre, ownOnly: true, cancel);
        var path = string.Create(CultureInfo.InvariantCulture, $"/desk/figures/weekly?week={job.Monday:yyyy-MM-dd}");
        await mail.Tell([.. heads.Select(person => person.Id)], new("insights.weekly", typeof(DashboardText), "WeeklyMail", path), cancel, await letter.Files(job.Monday, cancel));
        return await db.TrySave(cancel) ? JobOutcome.Done : JobOutcome.Cancel("Another node told it.");
    }
}
