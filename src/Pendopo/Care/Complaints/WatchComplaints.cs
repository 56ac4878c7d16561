using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Care.Complaints;

/// <summary>Looks at which centre a complaint lies too long, or its answer did not help.</summary>
[Job("care.complaint-all", MaxAttempts = 1)]
internal sealed record WatchComplaints : IJob;

internal sealed class WatchComplaintsJob(PendopoDb db, JobBoard jobs, TimeProvider time) : IJobHandler<WatchComplaints>
{
    public async Task<JobOutcome> Run(WatchComplaints job, CancellationToken cancel)
    {
        var now = time.Now();
        foreach (var centre in await db.Set<Complaint>().AcrossCentres().Where(row => row.LookAt != null && row.LookAt <= now).Select(row => row.CentreId).Distinct().ToListAsync(cancel))
            jobs.Add(new WatchComplaintsAt(), centre: centre);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("care.complaint-look", MaxAttempts = 5)]
internal sealed record WatchComplaintsAt : IJob;

internal sealed class WatchComplaintsAtJob(Here here, CentreScope scope, CentreDirectory centres, RaiseComplaints raise) : IJobHandler<WatchComplaintsAt>
{
    public async Task<JobOutcome> Run(WatchComplaintsAt job, CancellationToken cancel)
    {
        here.At(await centres.ById(scope.Centre, cancel) ?? throw new InvalidOperationException("A complaint has no centre."));
        return await raise.Run(cancel) ? JobOutcome.Done : JobOutcome.Again("Somebody answered one of them in this moment.");
    }
}
