using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>Ends, centre by centre, what has passed its last day: from then on it is as if it had been withdrawn.</summary>
[Job("safety.check-consents", MaxAttempts = 3)]
internal sealed record CheckConsents : IJob;

internal sealed class CheckConsentsJob(PendopoDb db, CentreDirectory centres, CentreScope scope, EndConsent end, EventBoard events, TimeProvider time) : IJobHandler<CheckConsents>
{
    private const int AtOnce = 200;

    public async Task<JobOutcome> Run(CheckConsents job, CancellationToken cancel)
    {
        foreach (var centre in await centres.All(cancel))
        {
            scope.Enter(centre.Id);
            var today = Clock.DateOf(time.GetUtcNow(), centre.Zone);
            var over = await db.Set<Consent>().Where(row => row.State == ConsentState.Given && row.UntilDay < today).OrderBy(row => row.UntilDay).Take(AtOnce).ToListAsync(cancel);
            foreach (var consent in over)
                await end.Run(consent, ConsentEnd.Expired, null, "", cancel);
            await AskAgain(cancel);
        }
        return JobOutcome.Done;
    }

    /// <summary>What stands under a consent that ended and was never answered for is asked for again.</summary>
    private async Task AskAgain(CancellationToken cancel)
    {
        var open = await db.Set<ConsentUse>().AsNoTracking()
            .Where(use => db.Set<Consent>().Any(consent => consent.Id == use.ConsentId && consent.State == ConsentState.Ended)
                && !db.Set<RecallLine>().Any(line => line.ConsentId == use.ConsentId && line.Kind == use.Kind && line.Item == use.Item))
            .Select(use => new { use.CentreId, use.ConsentId, use.Kind }).Distinct().Take(AtOnce).ToListAsync(cancel);
        foreach (var use in open)
            events.Publish(new ConsentWithdrawn(use.CentreId, use.ConsentId, use.Kind));
        await db.SaveChangesAsync(cancel);
    }
}
