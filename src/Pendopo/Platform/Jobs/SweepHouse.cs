using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.People.Links;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Platform.Jobs;

[Job("platform.sweep")]
internal sealed record SweepHouse : IJob;

/// <summary>Takes away what is over: work that was done, sessions that ended, links and wrong tries nobody needs any more. What failed
/// stays until somebody has looked at it.</summary>
internal sealed class SweepHouseJob(PendopoDb db, Sessions sessions, TimeProvider time) : IJobHandler<SweepHouse>
{
    private static readonly TimeSpan KeepDone = TimeSpan.FromDays(3), KeepLinks = TimeSpan.FromDays(30), KeepTries = TimeSpan.FromDays(1);

    public async Task<JobOutcome> Run(SweepHouse job, CancellationToken cancel)
    {
        var now = time.Now();
        var (done, links, tries) = (now - KeepDone, now - KeepLinks, now - KeepTries);
        await db.Set<Job>().Where(row => (row.State == JobState.Completed || row.State == JobState.Cancelled) && row.FinishedAt < done).ExecuteDeleteAsync(cancel);
        await db.Set<AccountLink>().Where(row => row.ExpiresAt < links).ExecuteDeleteAsync(cancel);
        await db.Set<SignInFailure>().Where(row => row.LastAt < tries).ExecuteDeleteAsync(cancel);
        await sessions.Sweep(cancel);
        return JobOutcome.Done;
    }
}
