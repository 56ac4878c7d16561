using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Care.Visits;

/// <summary>Looks at which centre a day has ended with appointments of which nobody noted anything.</summary>
[Job("care.close-days", MaxAttempts = 1)]
internal sealed record CloseDays : IJob;

internal sealed class CloseDaysJob(PendopoDb db, JobBoard jobs, TimeProvider time) : IJobHandler<CloseDays>
{
    public async Task<JobOutcome> Run(CloseDays job, CancellationToken cancel)
    {
        var now = time.Now();
        var since = now - CloseDay.Looks;
        foreach (var centre in await db.Set<Appointment>().AcrossCentres().Where(row => row.State == AppointmentState.Booked && row.StartsAt > since && row.StartsAt < now).Select(row => row.CentreId).Distinct().ToListAsync(cancel))
            jobs.Add(new CloseDayAtCentre(), centre: centre);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("care.close-day", MaxAttempts = 3)]
internal sealed record CloseDayAtCentre : IJob;

internal sealed class CloseDayAtCentreJob(Here here, CentreScope scope, CentreDirectory centres, CloseDay close) : IJobHandler<CloseDayAtCentre>
{
    public async Task<JobOutcome> Run(CloseDayAtCentre job, CancellationToken cancel)
    {
        here.At(await centres.ById(scope.Centre, cancel) ?? throw new InvalidOperationException("A day has no centre."));
        return await close.Run(cancel) ? JobOutcome.Done : JobOutcome.Again("Somebody noted one of them in this moment.");
    }
}
