using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Community.Reports;

/// <summary>A proposal waited long enough.</summary>
[Job("community.proposal-lapse", MaxAttempts = 5)]
internal sealed record LapseProposal(Id<Report> Report) : IJob;

internal sealed class LapseProposalJob(PendopoDb db, CentreScope scope, CentreDirectory centres, Here here, Proposals proposals, TimeProvider time) : IJobHandler<LapseProposal>
{
    public async Task<JobOutcome> Run(LapseProposal job, CancellationToken cancel)
    {
        here.At(await centres.ById(scope.Centre, cancel) ?? throw new InvalidOperationException("A proposal has no centre."));
        // Somebody decided meanwhile, or it was proposed anew.
        if (await db.Set<Report>().FirstOrDefaultAsync(row => row.Id == job.Report, cancel) is not { IsProposed: true } report || report.ProposedAt + Proposals.Span > time.Now())
            return JobOutcome.Done;
        await proposals.Lapse(report, cancel);
        return await db.TrySave(cancel) ? JobOutcome.Done : JobOutcome.Again("Somebody decided in the same moment.");
    }
}
